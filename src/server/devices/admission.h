// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/clock.h"

#include <QHash>
#include <QHostAddress>
#include <QVector>

namespace myna::server {

inline constexpr int maxConnections = 4000; // over both ports; 20 kB each

// Counts who connects how often. Network thread.
class Admission
{
public:
    struct Rules
    {
        int connections = 0; // of all devices; 0: as many as there are places
        int connectionsPerDevice = 3; // 0: as many as it likes
        int connectsPerMinute = 10; // of one address; 0: as many as it likes
    };

    explicit Admission(Clock clock);

    void setRules(Rules rules);

    // A connection of this device begins. False: it has as many as it may, or all together do, and this one is not counted.
    bool enter(const QString& key);
    void leave(const QString& key);

    // Counts a connect from this address. True when it has become suspicious with this very one, the first above the rule.
    bool noteConnect(const QHostAddress& address);
    [[nodiscard]] bool isSuspicious(const QHostAddress& address) const; // within this minute
    [[nodiscard]] int suspicious() const { return m_suspicious; } // addresses flagged so far

private:
    struct Address
    {
        QDateTime since; // of the minute being counted
        int connects = 0;
        bool flagged = false;
    };

    Clock m_clock;
    Rules m_rules;
    QHash<QString, int> m_connections;
    int m_total = 0;
    QHash<QHostAddress, Address> m_addresses;
    int m_suspicious = 0;
};

}
