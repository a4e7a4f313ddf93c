// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/microphoneline.h"

namespace myna::session {

using protocol::Listen;
using protocol::ListenMode;
using protocol::ListenState;

MicrophoneLine::MicrophoneLine(SessionLink& link, const QElapsedTimer& clock, std::chrono::milliseconds flushLimit, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_clock(clock)
    , m_flushLimit(flushLimit)
    , m_flushTimer(this)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &MicrophoneLine::finishFlush);
}

bool MicrophoneLine::hasQuestion() const
{
    const bool released = m_flow == Flow::EarlyFlushing || m_flow == Flow::EarlyQuestion;
    return released && !m_early.isEmpty() && m_clock.elapsed() - m_releasedMs <= questionLimit.count();
}

void MicrophoneLine::keep()
{
    if (m_flow == Flow::Early)
        return;
    m_early.clear(); // a question that waited: another one takes its place
    set(Flow::Early);
}

void MicrophoneLine::restart()
{
    m_early.clear();
}

// The order of the firmware: sound, then the words, then listening.
void MicrophoneLine::wake(const Wake& wake)
{
    for (const protocol::AudioPacket& packet : wake.preRoll)
        m_link.sendAudio(packet);
    if (!wake.phrase.isEmpty())
        m_link.send(Listen { ListenState::Detect, {}, wake.phrase });
}

void MicrophoneLine::start(ListenMode mode)
{
    m_announced = mode;
    m_link.send(Listen { ListenState::Start, mode, {} });
}

void MicrophoneLine::open()
{
    sendEarly();
    set(Flow::Open);
}

void MicrophoneLine::ask()
{
    start(ListenMode::Manual);
    sendEarly();
    if (m_flow == Flow::EarlyFlushing)
        set(Flow::Flushing);
    else
        stop();
}

void MicrophoneLine::pause()
{
    if (m_announced == ListenMode::Realtime)
        return;
    m_announced.reset();
    close();
}

void MicrophoneLine::release()
{
    if (m_flow == Flow::Early) {
        m_releasedMs = m_clock.elapsed();
        m_flushTimer.start(m_flushLimit);
        set(Flow::EarlyFlushing);
        return;
    }
    if (m_announced != ListenMode::Manual) {
        close();
        return;
    }
    m_flushTimer.start(m_flushLimit);
    set(Flow::Flushing);
}

void MicrophoneLine::finishFlush()
{
    if (m_flow == Flow::Flushing)
        stop();
    else if (m_flow == Flow::EarlyFlushing)
        set(m_early.isEmpty() ? Flow::Closed : Flow::EarlyQuestion);
}

void MicrophoneLine::stop()
{
    close();
    m_announced.reset();
    m_link.send(Listen { ListenState::Stop, {}, {} });
}

void MicrophoneLine::close()
{
    m_early.clear();
    set(Flow::Closed);
}

void MicrophoneLine::abandon()
{
    if (m_flow != Flow::EarlyFlushing && m_flow != Flow::EarlyQuestion)
        close();
}

void MicrophoneLine::forget()
{
    m_announced.reset();
}

void MicrophoneLine::setMuted(bool muted)
{
    m_muted = muted;
    if (muted)
        m_early.clear();
}

bool MicrophoneLine::send(const protocol::AudioPacket& packet)
{
    if (m_muted)
        return false;
    switch (m_flow) {
    case Flow::Closed:
    case Flow::EarlyQuestion:
        return false;
    case Flow::Early:
    case Flow::EarlyFlushing:
        m_early.put(packet, m_clock.elapsed());
        return false;
    case Flow::Open:
    case Flow::Flushing:
        m_link.sendAudio(packet);
        return isOpen();
    }
    return false;
}

void MicrophoneLine::sendEarly()
{
    for (const protocol::AudioPacket& packet : m_early.take())
        m_link.sendAudio(packet);
}

void MicrophoneLine::set(Flow flow)
{
    if (m_flow == flow)
        return;
    const bool was = isWanted();
    m_flow = flow;
    if (flow != Flow::Flushing && flow != Flow::EarlyFlushing)
        m_flushTimer.stop();
    if (was != isWanted())
        emit wanted(isWanted());
}

}

#include "moc_microphoneline.cpp"
