// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/loadgauge.h"

#include <algorithm>

namespace myna::server {

void LoadGauge::turnBegan()
{
    const int now = ++m_turns;
    int most = m_mostTurns.load();
    while (now > most && !m_mostTurns.compare_exchange_weak(most, now)) { }
}

void LoadGauge::setMemoryLimit(qint64 bytes)
{
    m_memoryLimit = bytes;
    if (bytes <= 0)
        m_memoryShort = false;
}

void LoadGauge::noteMemory(qint64 residentBytes)
{
    const qint64 limit = m_memoryLimit.load();
    if (limit > 0 && residentBytes > limit)
        m_memoryShort = true;
    else if (limit <= 0 || residentBytes < limit / 10 * 9)
        m_memoryShort = false;
}

qint64 LoadGauge::lateness() const
{
    qint64 worst = 0;
    for (const auto& ms : m_lateness)
        worst = std::max(worst, ms.load());
    return worst;
}

bool LoadGauge::mayBegin()
{
    const int limit = m_turnLimit.load();
    const bool tooMuch = (limit > 0 && m_turns.load() >= limit) || lateness() > latenessLimitMs || m_memoryShort.load()
        || std::any_of(m_crowds.begin(), m_crowds.end(), [](const auto& isCrowded) { return isCrowded(); });
    m_busy += tooMuch ? 1 : 0;
    return !tooMuch;
}

LoadGauge::Figures LoadGauge::figures() const
{
    return { m_turns.load(), m_mostTurns.load(), lateness(), m_memoryShort.load(), m_busy.load(), m_shed.load() };
}

}
