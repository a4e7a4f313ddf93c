// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/turnclock.h"

#include <utility>

namespace myna::session {

void TurnClock::questionEnded(qint64 nowMs)
{
    reset();
    m_zeroMs = nowMs;
}

void TurnClock::recognised(qint64 nowMs)
{
    if (!m_zeroMs)
        m_zeroMs = m_lastSentMs.value_or(nowMs);
    mark(m_timeline.recognised, nowMs);
}

void TurnClock::speechStarted(qint64 nowMs)
{
    if (!m_zeroMs)
        m_zeroMs = nowMs;
}

void TurnClock::token(qint64 nowMs)
{
    mark(m_timeline.firstToken, nowMs);
}

void TurnClock::sentence(qint64 nowMs)
{
    mark(m_timeline.firstToken, nowMs);
    mark(m_timeline.firstSentence, nowMs);
}

void TurnClock::packet(qint64 nowMs)
{
    mark(m_timeline.firstAudio, nowMs);
    mark(m_timeline.firstPacket, nowMs);
}

void TurnClock::stopped(qint64 nowMs)
{
    mark(m_timeline.stop, nowMs);
}

protocol::Timeline TurnClock::take()
{
    const protocol::Timeline timeline = m_timeline;
    reset();
    return timeline;
}

void TurnClock::reset()
{
    m_zeroMs.reset();
    m_lastSentMs.reset();
    m_timeline = {};
}

void TurnClock::mark(std::optional<qint64>& stage, qint64 nowMs) const
{
    if (m_zeroMs && !stage)
        stage = nowMs - *m_zeroMs;
}

}
