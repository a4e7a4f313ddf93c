// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/devices/clock.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace myna::server {

// Signed, expiring proofs that a device got its address from this server: `<signature>.<Unix seconds>`, the reference server's format
// (core/auth.py). Opaque to devices. Never logged.
class Tokens
{
public:
    Tokens(QByteArray key, Clock clock);

    void setLifetime(std::chrono::seconds lifetime); // of those issued before, too

    [[nodiscard]] QString issue(const QString& deviceId, const QString& clientId) const;
    [[nodiscard]] bool isValid(const QString& token, const QString& deviceId, const QString& clientId) const;

private:
    [[nodiscard]] QByteArray sign(const QString& deviceId, const QString& clientId, const QByteArray& seconds) const;

    QByteArray m_key;
    Clock m_clock;
    std::chrono::seconds m_lifetime { std::chrono::hours { 24 * 30 } }; // the reference server's
};

// The server's own key, made once: `folder`/server.key, readable by this account alone. A keychain is not used: a server without a desktop
// has none, and its token key must survive restarts. Errors: Refused.
Result<QByteArray> loadServerKey(const QString& folder);

}
