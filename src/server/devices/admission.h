// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/clock.h"

#include <QHash>
#include <QHostAddress>
#include <QVector>

namespace myna::server {

inline constexpr int maxConnectionsPerDevice = 3;
inline constexpr int suspiciousConnectsPerMinute = 10;
inline constexpr int maxConnections = 4000; // over both ports; 20 kB each
inline constexpr quint16 tooManyConnectionsCode = 1013; // WebSocket close code: try again later

// Counts who connects how often. Network thread.
class Admission
{
public:
    explicit Admission(Clock clock);

    // A connection of this device begins. False: it has as many as it may, and this one is not counted.
    bool enter(const QString& key);
    void leave(const QString& key);

    // Counts a connect from this address. True when it has become suspicious with this very one.
    bool noteConnect(const QHostAddress& address);
    [[nodiscard]] int suspicious() const { return m_suspicious; } // addresses flagged so far

private:
    struct Address
    {
        QDateTime since; // of the minute being counted
        int connects = 0;
        bool flagged = false;
    };

    Clock m_clock;
    QHash<QString, int> m_connections;
    QHash<QHostAddress, Address> m_addresses;
    int m_suspicious = 0;
};

}
