// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/admission.h"

#include <utility>

namespace myna::server {

namespace {

constexpr qint64 minuteSeconds = 60;
constexpr qsizetype maxAddresses = 4096; // remembered at once

}

Admission::Admission(Clock clock)
    : m_clock(std::move(clock))
{
}

bool Admission::enter(const QString& key)
{
    int& connections = m_connections[key];
    if (connections >= maxConnectionsPerDevice)
        return false;
    ++connections;
    return true;
}

void Admission::leave(const QString& key)
{
    const auto connections = m_connections.find(key);
    if (connections != m_connections.end() && --*connections <= 0)
        m_connections.erase(connections);
}

bool Admission::noteConnect(const QHostAddress& address)
{
    const QDateTime now = m_clock();
    if (m_addresses.size() >= maxAddresses && !m_addresses.contains(address)) {
        m_addresses.removeIf([&](auto entry) { return entry->since.secsTo(now) >= minuteSeconds; });
        if (m_addresses.size() >= maxAddresses)
            return false;
    }
    Address& entry = m_addresses[address];
    if (!entry.since.isValid() || entry.since.secsTo(now) >= minuteSeconds)
        entry = { now, 0, false };
    if (++entry.connects < suspiciousConnectsPerMinute || entry.flagged)
        return false;
    entry.flagged = true;
    ++m_suspicious;
    return true;
}

}
