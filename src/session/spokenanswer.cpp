// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/spokenanswer.h"

#include <algorithm>

namespace myna::session {

namespace {
// Servers announce 20 ms and send 60 ms: what a packet is taken to last at least when the length of a speech is estimated.
constexpr int leastPacketMs = 60;
}

SpokenAnswer::SpokenAnswer(const QElapsedTimer& clock, TurnClock& turnClock, Limits limits, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_turnClock(turnClock)
    , m_limits(limits)
    , m_packetMs(leastPacketMs)
    , m_stuckTimer(this)
    , m_drainTimer(this)
{
    m_stuckTimer.setSingleShot(true);
    m_drainTimer.setSingleShot(true);
    connect(&m_stuckTimer, &QTimer::timeout, this, &SpokenAnswer::end);
    connect(&m_drainTimer, &QTimer::timeout, this, &SpokenAnswer::drainOverdue);
}

void SpokenAnswer::setPacketMs(int announced)
{
    m_packetMs = std::max(leastPacketMs, announced);
}

void SpokenAnswer::begin()
{
    m_tail.reset();
    m_turn = m_turn.next();
    m_phase = Phase::Playing;
    m_packets = 0;
    m_sinceMs = m_clock.elapsed();
    m_turnClock.speechStarted(m_sinceMs);
    noteLife();
    emit started(m_turn);
}

void SpokenAnswer::noteLife()
{
    if (isPlaying())
        m_stuckTimer.start(m_limits.stuck);
}

void SpokenAnswer::put(const protocol::AudioPacket& packet)
{
    ++m_packets;
    m_turnClock.packet(m_clock.elapsed());
    noteLife();
    emit audioReceived(m_turn, packet);
}

void SpokenAnswer::end()
{
    if (!isPlaying())
        return;
    m_phase = Phase::Draining;
    m_stuckTimer.stop();
    m_tail.untilStart();
    const qint64 now = m_clock.elapsed();
    m_turnClock.stopped(now);
    // All that was received, played from its beginning, and a margin: after that the end of playback was missed.
    const qint64 unplayedMs = std::max<qint64>(0, m_packets * m_packetMs - (now - m_sinceMs));
    m_drainTimer.start(std::chrono::milliseconds(unplayedMs) + m_limits.drain);
    emit ended(m_turn);
}

void SpokenAnswer::finish()
{
    m_phase = Phase::Silent;
    m_drainTimer.stop();
    ++m_turns;
    emit finished(m_turn, m_turnClock.take());
}

void SpokenAnswer::cancel()
{
    const TurnId old = m_turn;
    const bool sounded = !isSilent();
    m_phase = Phase::Silent;
    m_stuckTimer.stop();
    m_drainTimer.stop();
    m_turn = m_turn.next();
    const protocol::Timeline timeline = m_turnClock.take();
    if (!sounded)
        return;
    ++m_turns;
    emit cancelled(old);
    emit finished(old, timeline);
}

}

#include "moc_spokenanswer.cpp"
