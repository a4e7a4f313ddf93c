// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/offences.h"

#include <utility>

namespace myna::server {

namespace {

constexpr qint64 minuteSeconds = 60;

}

Offences::Offences(Clock clock)
    : m_clock(std::move(clock))
{
}

void Offences::setLimit(int perMinute)
{
    m_limit = perMinute;
}

bool Offences::note(const QString& who, int weight)
{
    if (m_limit <= 0)
        return false;
    const QDateTime now = m_clock();
    const auto isOver = [&](const Watched& watched) { return watched.since.secsTo(now) >= minuteSeconds; };
    if (m_watched.size() >= maxWatched && !m_watched.contains(who)) {
        m_watched.removeIf([&](auto entry) { return isOver(*entry); });
        if (m_watched.size() >= maxWatched)
            return false;
    }
    Watched& watched = m_watched[who];
    if (!watched.since.isValid() || isOver(watched))
        watched = { now, 0 };
    watched.count += weight;
    if (watched.count < m_limit)
        return false;
    m_watched.remove(who);
    return true;
}

}
