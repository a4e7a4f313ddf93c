// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QVector>

namespace myna::server {

// One thing to be said about a configuration. Errors keep it from being used; an info is a key that changes nothing here, and why.
struct ConfigFinding
{
    enum class Severity { Info, Warning, Error };

    Severity severity = Severity::Info;
    QString file;
    int line = 0; // from 1; 0: of the whole file
    QString key; // as a path, `server.port`; may be empty
    QString text; // whole sentences, with the key but without file and line; never with a secret in it
    bool operator==(const ConfigFinding&) const = default;
};

using ConfigFindings = QVector<ConfigFinding>;

QLatin1String severityName(ConfigFinding::Severity severity);
QString sentence(const ConfigFinding& finding); // "FILE, line N: …"
QJsonObject toJson(const ConfigFinding& finding);
QJsonArray toJson(const ConfigFindings& findings);
[[nodiscard]] bool hasErrors(const ConfigFindings& findings);
const ConfigFinding* firstError(const ConfigFindings& findings); // null: none

}
