// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/microphoneline.h"

namespace myna::session {

using protocol::Listen;
using protocol::ListenMode;
using protocol::ListenState;

MicrophoneLine::MicrophoneLine(SessionLink& link, std::chrono::milliseconds flushLimit, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_flushLimit(flushLimit)
    , m_flushTimer(this)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &MicrophoneLine::finishFlush);
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
    set(Flow::Open);
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
}

void MicrophoneLine::stop()
{
    close();
    m_announced.reset();
    m_link.send(Listen { ListenState::Stop, {}, {} });
}

void MicrophoneLine::close()
{
    set(Flow::Closed);
}

void MicrophoneLine::forget()
{
    m_announced.reset();
    close();
}

bool MicrophoneLine::send(const protocol::AudioPacket& packet)
{
    if (m_flow != Flow::Closed)
        m_link.sendAudio(packet);
    return isOpen();
}

void MicrophoneLine::set(Flow flow)
{
    if (m_flow == flow)
        return;
    const bool was = isOpen();
    m_flow = flow;
    if (flow != Flow::Flushing)
        m_flushTimer.stop();
    if (was != isOpen())
        emit wanted(isOpen());
}

}

#include "moc_microphoneline.cpp"
