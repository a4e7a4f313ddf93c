// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/simulateddevice.h"

#include "codec/speechcodec.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

// Servers send up to this many packets at once before they keep real time; their spacing says nothing.
constexpr int burstPackets = 5;

}

SimulatedDevice::SimulatedDevice(
    const protocol::ConnectionProfile& profile, bool talks, const QVector<QByteArray>& question, QObject* parent)
    : QObject(parent)
    , m_transport(profile)
    , m_talks(talks)
    , m_question(question)
{
    connect(&m_transport, &transport::Transport::opened, this, [this] {
        protocol::Hello hello;
        hello.audio = protocol::AudioParams {};
        m_transport.send({ {}, hello });
    });
    connect(&m_transport, &transport::Transport::messageReceived, this, &SimulatedDevice::onMessage);
    connect(&m_transport, &transport::Transport::audioReceived, this, &SimulatedDevice::onAudio);
    connect(&m_transport, &transport::Transport::closed, this, [this] {
        m_figures.refused = !m_figures.connected;
        m_next = -1;
    });
}

void SimulatedDevice::connectNow()
{
    m_transport.open();
}

void SimulatedDevice::ask()
{
    m_answerPackets = 0;
    if (m_question.isEmpty()) {
        m_transport.send({ {}, protocol::Listen { .state = protocol::ListenState::Detect, .text = u"what can you do"_s } });
        m_sinceQuestion.start();
        return;
    }
    m_transport.send({ {}, protocol::Listen { .state = protocol::ListenState::Start, .mode = protocol::ListenMode::Manual } });
    m_next = 0;
}

void SimulatedDevice::tick()
{
    if (m_next < 0)
        return;
    if (m_next < m_question.size()) {
        m_transport.sendAudio({ .opus = m_question[m_next++] });
        ++m_figures.packetsSent;
        return;
    }
    m_next = -1;
    m_transport.send({ {}, protocol::Listen { .state = protocol::ListenState::Stop } });
    m_sinceQuestion.start();
}

void SimulatedDevice::onMessage(const protocol::Message& message)
{
    if (std::holds_alternative<protocol::Hello>(message.body)) {
        m_figures.connected = true;
        if (m_talks)
            ask();
        return;
    }
    const auto* speech = std::get_if<protocol::Speech>(&message.body);
    if (speech && speech->state == protocol::SpeechState::Stop && m_talks) {
        ++m_figures.turns;
        ask();
    }
}

void SimulatedDevice::onAudio(const protocol::AudioPacket& packet)
{
    ++m_figures.packetsReceived;
    m_figures.bytesReceived += quint64(packet.opus.size());
    if (++m_answerPackets == 1 && m_sinceQuestion.isValid())
        m_figures.turnLatencyMs << double(m_sinceQuestion.nsecsElapsed()) / 1e6;
    if (m_answerPackets > burstPackets && m_sincePacket.isValid()) {
        const auto length = codec::packetDurationUs(packet.opus);
        if (length)
            m_figures.spacingErrorMs << qAbs(double(m_sincePacket.nsecsElapsed()) / 1e6 - *length / 1000.0);
    }
    m_sincePacket.start();
}

}

#include "moc_simulateddevice.cpp"
