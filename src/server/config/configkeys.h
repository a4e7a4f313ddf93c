// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configfinding.h"
#include "server/config/configvalue.h"
#include "server/localserver.h"

#include <QJsonValue>

#include <functional>
#include <vector>

namespace myna::server {

// When a changed value takes effect: at once, for conversations that begin afterwards, or when the server is started again.
enum class KeyClass { Live, NextSession, Restart };
QLatin1String className(KeyClass when); // "live", "next_session", "restart"

// Where readers put what is wrong with the value of one key.
class KeyReading
{
public:
    KeyReading(QString key, ConfigFindings& findings)
        : m_key(std::move(key))
        , m_findings(findings)
    {
    }

    // `what` follows the key: "must be a whole number from 0 to 65535". `below`: which part of the value, `[2].name`.
    void wrong(const ConfigValue& value, const QString& what, const QString& below = {});
    void warn(const ConfigValue& value, const QString& what, const QString& below = {});
    void note(const ConfigValue& value, const QString& what, const QString& below = {});
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    void add(ConfigFinding::Severity severity, const ConfigValue& value, const QString& what, const QString& below);

    QString m_key;
    ConfigFindings& m_findings;
    bool m_failed = false;
};

// One key of ours: how it is read into the options and told from them, and what the manual says of it.
struct ConfigKey
{
    QString name; // `server.port`
    KeyClass when = KeyClass::Live;
    QString form; // "number 0–65535"
    QString meaning; // one sentence part, English: for the manual
    std::function<void(const ConfigValue& value, ServerOptions& options, KeyReading& reading)> read;
    std::function<QJsonValue(const ServerOptions& options)> tell; // secrets included: mask before showing
    std::function<void(const ServerOptions& from, ServerOptions& to)> copy;

    [[nodiscard]] bool same(const ServerOptions& a, const ServerOptions& b) const { return tell(a) == tell(b); }
};

// Every key, in the order of the manual.
const std::vector<ConfigKey>& configKeys();

// The parts of it.
std::vector<ConfigKey> serverKeys();
std::vector<ConfigKey> dialogueKeys();
std::vector<ConfigKey> engineKeys();
std::vector<ConfigKey> operationKeys();
std::vector<ConfigKey> outsideKeys();
std::vector<ConfigKey> toolKeys();

}
