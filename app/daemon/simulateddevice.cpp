// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/simulateddevice.h"

#include "base/invoke.h"
#include "codec/speechcodec.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

// Servers send up to this many packets at once before they keep real time; their spacing says nothing.
constexpr int burstPackets = 5;
constexpr int faultAfterPackets = 3; // an answer is cut or interrupted while it is being given
constexpr std::chrono::seconds turnLimit { 60 }; // a question and its whole answer
constexpr std::chrono::milliseconds redialAfter { 1000 };

}

SimulatedDevice::SimulatedDevice(const protocol::ConnectionProfile& profile, const TalkHabits& habits, quint32 seed, QObject* parent)
    : QObject(parent)
    , m_profile(profile)
    , m_habits(habits)
    , m_random(seed)
    , m_nextQuestion(this)
    , m_deadline(this)
{
    m_nextQuestion.setSingleShot(true);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(turnLimit);
    connect(&m_nextQuestion, &QTimer::timeout, this, &SimulatedDevice::ask);
    connect(&m_deadline, &QTimer::timeout, this, [this] { endTurn(false); });
}

SimulatedDevice::~SimulatedDevice() = default;

void SimulatedDevice::connectNow()
{
    m_sinceDial.start();
    dial();
}

void SimulatedDevice::dial()
{
    m_transport = std::make_unique<transport::WebSocketTransport>(m_profile);
    connect(m_transport.get(), &transport::Transport::opened, this, [this] {
        protocol::Hello hello;
        hello.audio = protocol::AudioParams {};
        m_transport->send({ {}, hello });
    });
    connect(m_transport.get(), &transport::Transport::messageReceived, this, &SimulatedDevice::onMessage);
    connect(m_transport.get(), &transport::Transport::audioReceived, this, &SimulatedDevice::onAudio);
    connect(m_transport.get(), &transport::Transport::closed, this, &SimulatedDevice::onClosed);
    m_transport->open();
}

void SimulatedDevice::onClosed()
{
    if (!m_figures.connected)
        m_figures.refused = true;
    if (!std::exchange(m_told, true))
        emit settled();
    m_next = -1;
    if (m_deadline.isActive())
        endTurn(false);
    if (m_figures.connected && m_talks) // a device comes back
        QTimer::singleShot(redialAfter, this, &SimulatedDevice::dial);
}

void SimulatedDevice::talkAfter(std::chrono::milliseconds delay)
{
    m_talks = true;
    if (m_figures.connected)
        m_nextQuestion.start(delay);
}

void SimulatedDevice::stopTalking()
{
    m_talks = false;
    m_nextQuestion.stop();
}

void SimulatedDevice::ask()
{
    if (!m_transport->isOpen())
        return;
    m_answerPackets = 0;
    m_stamp.reset();
    m_sincePacket.invalidate();
    m_fault = Fault::None;
    if (m_random.bounded(100) < m_habits.faultPercent) {
        m_fault = Fault(m_random.bounded(1, 4));
        ++m_figures.faults;
    } else {
        ++m_figures.turnsBegun;
    }
    m_deadline.start();
    if (m_fault == Fault::Nonsense) {
        m_transport->send({ {}, protocol::Unknown { u"nonsense"_s } });
        m_transport->sendAudio({ .opus = QByteArray(100, char(m_random.bounded(256))) });
    }
    if (m_habits.question.isEmpty()) {
        const QString text = m_habits.text.contains("%1"_L1) ? m_habits.text.arg(m_random.bounded(1000)) : m_habits.text;
        m_transport->send({ {}, protocol::Listen { .state = protocol::ListenState::Detect, .text = text } });
        m_sinceQuestion.start();
        return;
    }
    m_transport->send({ {}, protocol::Listen { .state = protocol::ListenState::Start, .mode = protocol::ListenMode::Manual } });
    m_next = 0;
}

void SimulatedDevice::tick()
{
    if (m_next < 0)
        return;
    if (m_next < m_habits.question.size()) {
        m_transport->sendAudio({ .opus = m_habits.question[m_next++] });
        ++m_figures.packetsSent;
        return;
    }
    m_next = -1;
    m_transport->send({ {}, protocol::Listen { .state = protocol::ListenState::Stop } });
    m_sinceQuestion.start();
}

void SimulatedDevice::onMessage(const protocol::Message& message)
{
    if (std::holds_alternative<protocol::Hello>(message.body)) {
        if (!std::exchange(m_figures.connected, true))
            m_figures.connectMs = double(m_sinceDial.nsecsElapsed()) / 1e6;
        if (!std::exchange(m_told, true))
            emit settled();
        if (m_talks)
            m_nextQuestion.start(m_habits.pause);
        return;
    }
    const auto* speech = std::get_if<protocol::Speech>(&message.body);
    if (speech && speech->state == protocol::SpeechState::Stop && m_deadline.isActive() && m_answerPackets > 0)
        endTurn(true);
}

void SimulatedDevice::endTurn(bool answered)
{
    m_deadline.stop();
    m_next = -1;
    if (m_fault == Fault::None) {
        m_figures.turns += answered ? 1 : 0;
        m_figures.turnsFailed += answered ? 0 : 1;
    }
    if (m_talks && m_transport->isOpen())
        m_nextQuestion.start(m_habits.pause);
}

void SimulatedDevice::noteLoss(const protocol::AudioPacket& packet)
{
    const auto length = codec::packetDurationUs(packet.opus);
    if (!length || packet.timestampMs == 0)
        return;
    const auto lengthMs = quint32(*length / 1000);
    if (m_stamp && lengthMs > 0 && packet.timestampMs > *m_stamp + lengthMs)
        m_figures.packetsLost += (packet.timestampMs - *m_stamp) / lengthMs - 1;
    m_stamp = packet.timestampMs;
}

void SimulatedDevice::onAudio(const protocol::AudioPacket& packet)
{
    ++m_figures.packetsReceived;
    m_figures.bytesReceived += quint64(packet.opus.size());
    if (!m_deadline.isActive()) // of an answer that was interrupted
        return;
    noteLoss(packet);
    if (++m_answerPackets == 1 && m_sinceQuestion.isValid())
        m_figures.turnLatencyMs << float(double(m_sinceQuestion.nsecsElapsed()) / 1e6);
    if (m_answerPackets > burstPackets && m_sincePacket.isValid()) {
        if (const auto length = codec::packetDurationUs(packet.opus))
            m_figures.spacingErrorMs << float(qAbs(double(m_sincePacket.nsecsElapsed()) / 1e6 - *length / 1000.0));
    }
    m_sincePacket.start();
    if (m_answerPackets != faultAfterPackets)
        return;
    if (m_fault == Fault::Interrupt)
        m_transport->send({ {}, protocol::Abort {} });
    // Later: this is one of its signals.
    if (m_fault == Fault::Cut)
        onThreadOf(this, [this] {
            m_transport.reset();
            m_transport = std::make_unique<transport::WebSocketTransport>(m_profile);
            onClosed();
        });
}

}

#include "moc_simulateddevice.cpp"
