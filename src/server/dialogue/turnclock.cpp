// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/turnclock.h"

namespace myna::server {

void TurnClock::begin(qint64 offsetMs)
{
    m_clock.start();
    m_offsetMs = offsetMs;
    m_ownNs = 0;
    m_ownSince = 0;
}

void TurnClock::mark(Stage stage)
{
    if (!m_clock.isValid())
        begin();
    if (m_timeline.*stage)
        return;
    m_timeline.*stage = m_clock.elapsed() + m_offsetMs;
    if (stage == &protocol::Timeline::firstPacket)
        engineAsked();
}

void TurnClock::engineAsked()
{
    if (m_ownSince >= 0 && m_clock.isValid())
        m_ownNs += m_clock.nsecsElapsed() - m_ownSince;
    m_ownSince = -1;
}

void TurnClock::engineAnswered()
{
    if (!m_timeline.firstPacket && m_ownSince < 0 && m_clock.isValid())
        m_ownSince = m_clock.nsecsElapsed();
}

std::optional<qint64> TurnClock::ownUs() const
{
    return m_timeline.firstPacket ? std::optional(m_ownNs / 1000) : std::nullopt;
}

}
