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

void Admission::setRules(Rules rules)
{
    m_rules = rules;
}

bool Admission::enter(const QString& key)
{
    if (m_rules.connections > 0 && m_total >= m_rules.connections)
        return false;
    int& connections = m_connections[key];
    if (m_rules.connectionsPerDevice > 0 && connections >= m_rules.connectionsPerDevice)
        return false;
    ++connections;
    ++m_total;
    return true;
}

void Admission::leave(const QString& key)
{
    const auto connections = m_connections.find(key);
    if (connections == m_connections.end())
        return;
    --m_total;
    if (--*connections <= 0)
        m_connections.erase(connections);
}

bool Admission::isSuspicious(const QHostAddress& address) const
{
    const auto entry = m_addresses.constFind(address);
    return entry != m_addresses.constEnd() && entry->flagged && entry->since.secsTo(m_clock()) < minuteSeconds;
}

bool Admission::noteConnect(const QHostAddress& address)
{
    if (m_rules.connectsPerMinute <= 0)
        return false;
    const QDateTime now = m_clock();
    if (m_addresses.size() >= maxAddresses && !m_addresses.contains(address)) {
        m_addresses.removeIf([&](auto entry) { return entry->since.secsTo(now) >= minuteSeconds; });
        if (m_addresses.size() >= maxAddresses)
            return false;
    }
    Address& entry = m_addresses[address];
    if (!entry.since.isValid() || entry.since.secsTo(now) >= minuteSeconds)
        entry = { now, 0, false };
    if (++entry.connects <= m_rules.connectsPerMinute || entry.flagged)
        return false;
    entry.flagged = true;
    ++m_suspicious;
    return true;
}

}
