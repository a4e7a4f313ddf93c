// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/listener.h"

#include <utility>

namespace myna::server {

namespace {
// Beyond the silence that ends a sentence: what a wireless network may hold back.
constexpr int hushMarginMs = 600;
}

Listener::Listener(GateTiming timing, DetectorMaker makeDetector, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
    , m_makeDetector(std::move(makeDetector))
{
    m_hush.setSingleShot(true);
    m_rest.setSingleShot(true);
    m_rest.setInterval(m_timing.restMs);
    connect(&m_rest, &QTimer::timeout, this, &Listener::rest);
    connect(&m_hush, &QTimer::timeout, this, [this] {
        if (m_gate && m_gate->isSpeaking() && m_wanted == SpeechGate::Ending::BySilence) {
            forward(m_gate->stop());
            if (m_wanted)
                m_gate->listen(*m_wanted);
        }
    });
}

void Listener::rest()
{
    if (m_gate && (m_gate->isSpeaking() || !m_sincePacket.hasExpired(m_timing.restMs))) {
        m_rest.start();
        return;
    }
    m_gate.reset();
    m_decoder.reset();
}

Listener::~Listener() = default;

bool Listener::prepare()
{
    if (m_gate && m_decoder)
        return true;
    auto decoder = codec::SpeechDecoder::create(detectorRateHz);
    auto detector = m_makeDetector();
    if (!decoder || !detector) {
        qCritical("Hearing is not possible: %s", qUtf8Printable(decoder ? detector.error().text : decoder.error().text));
        return false;
    }
    m_decoder = std::move(decoder).value();
    m_gate = std::make_unique<SpeechGate>(std::move(detector).value(), m_timing);
    m_hush.setInterval(m_gate->endOfSpeechMs() + hushMarginMs);
    m_gate->guard(m_guarded);
    if (std::exchange(m_called, false))
        m_gate->called();
    if (m_wanted)
        m_gate->listen(*m_wanted);
    m_rest.start();
    return true;
}

void Listener::put(const protocol::AudioPacket& packet)
{
    if (packet.opus.isEmpty() || !prepare()) // browsers send an empty one when they stop
        return;
    m_sincePacket.start();
    const auto sound = m_decoder->decode(packet.opus);
    if (!sound) {
        ++m_badPackets;
        return;
    }
    ++m_decodedPackets;
    forward(m_gate->put(*sound));
    if (m_gate->isSpeaking())
        m_hush.start();
}

void Listener::listen(SpeechGate::Ending ending)
{
    m_wanted = ending;
    if (m_gate)
        m_gate->listen(ending);
}

void Listener::stop()
{
    m_wanted.reset();
    if (m_gate)
        forward(m_gate->stop());
    else
        emit nothingHeard();
}

void Listener::ignore()
{
    m_wanted.reset();
    m_hush.stop();
    if (m_gate)
        m_gate->ignore();
}

void Listener::called()
{
    m_called = !m_gate; // a device calls before it sends its first sound
    if (m_gate)
        m_gate->called();
}

void Listener::guard(bool on)
{
    m_guarded = on;
    if (m_gate)
        m_gate->guard(on);
}

void Listener::clear()
{
    ignore();
    m_called = false;
    if (m_gate)
        m_gate->clear();
}

void Listener::forward(const std::vector<GateEvent>& events)
{
    for (const GateEvent& event : events) {
        if (std::holds_alternative<SpeechStarted>(event))
            emit speechStarted();
        else if (const auto* frame = std::get_if<codec::PcmFrame>(&event))
            emit speech(*frame);
        else if (const auto* ended = std::get_if<SpeechEnded>(&event))
            emit speechEnded(ended->silenceMs);
        else if (std::holds_alternative<SpeechDropped>(event))
            emit noiseDropped();
        else
            emit nothingHeard();
    }
}

}

#include "moc_listener.cpp"
