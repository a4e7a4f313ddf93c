// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/microphoneline.h"

#include "base/invoke.h"

#include <utility>

namespace myna::audio {

namespace {

// From the microphone to here takes 22–40 ms and processing up to 15 ms; so much of the last word is still on its way when the talk button
// is released.
constexpr double tailMs = 60;
// If the device stops delivering just then.
constexpr std::chrono::milliseconds tailLimit { 200 };
constexpr size_t longestRecording = size_t(MicrophoneLine::longestRecordingMs) * speech::voiceRateHz / 1000;

}

MicrophoneLine::MicrophoneLine(QObject* parent)
    : QObject(parent)
    , m_chain(speech::unprocessed, this)
    , m_uplink(UplinkOptions {}, this)
    , m_tailLimit(this)
{
    m_tailLimit.setSingleShot(true);
    m_tailLimit.setInterval(tailLimit);
    connect(&m_tailLimit, &QTimer::timeout, this, &MicrophoneLine::finish);
    connect(&m_chain, &CaptureChain::processed, this, &MicrophoneLine::processed);
    connect(&m_uplink, &Uplink::packetReady, this, &MicrophoneLine::packetReady);
    connect(&m_uplink, &Uplink::mutedSpeech, this, &MicrophoneLine::mutedSpeech);
}

void MicrophoneLine::put(const codec::PcmFrame& chunk)
{
    m_chain.put(chunk);
}

void MicrophoneLine::deviceOpened()
{
    m_hasDevice = true;
    m_chain.reset();
}

void MicrophoneLine::deviceClosed()
{
    m_hasDevice = false;
    if (m_tailMs >= 0)
        finish();
}

void MicrophoneLine::open()
{
    assertThreadOf(this);
    if (m_tailMs >= 0)
        finish();
    m_uplink.open();
    m_preRoll.clear();
}

void MicrophoneLine::close()
{
    assertThreadOf(this);
    if (!m_hasDevice) {
        finish();
        return;
    }
    m_tailMs = tailMs;
    m_tailLimit.start();
}

void MicrophoneLine::setMuted(bool muted)
{
    m_uplink.setMuted(muted);
    m_preRoll.clear();
}

void MicrophoneLine::setSpotter(KeywordSpotter* spotter)
{
    m_spotter = spotter;
    m_preRoll.clear();
}

QVector<protocol::AudioPacket> MicrophoneLine::takePreRoll()
{
    return packed(m_preRoll.take(), m_uplink.options().frameMs);
}

void MicrophoneLine::setRecording(bool recording)
{
    if (std::exchange(m_recording, recording) == recording)
        return;
    if (recording)
        m_record = { {}, speech::voiceRateHz };
    else
        endRecording();
}

void MicrophoneLine::endRecording()
{
    m_recording = false;
    emit recorded(std::exchange(m_record, {}));
}

void MicrophoneLine::processed(const codec::PcmFrame& frame, bool voice)
{
    if (m_recording) {
        m_record.samples.insert(m_record.samples.end(), frame.samples.begin(), frame.samples.end());
        if (m_record.samples.size() >= longestRecording)
            endRecording();
    }
    if (m_spotter && !m_uplink.isMuted()) {
        m_spotter->put(frame);
        if (!m_uplink.isOpen()) // else it is sent already
            m_preRoll.put(frame);
    }
    if (!m_uplink.isOpen())
        return;
    m_uplink.put(frame, voice);
    if (m_tailMs < 0)
        return;
    m_tailMs -= frame.durationMs();
    if (m_tailMs <= 0)
        finish();
}

void MicrophoneLine::finish()
{
    m_tailLimit.stop();
    m_tailMs = -1;
    if (!m_uplink.isOpen())
        return;
    m_uplink.finish();
    emit finished();
}

}

#include "moc_microphoneline.cpp"
