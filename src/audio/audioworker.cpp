// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/audioworker.h"

#include "base/invoke.h"

namespace myna::audio {

namespace {

// From the microphone to here takes 22–40 ms; so much of the last word is still on its way when the talk button is released.
constexpr double tailMs = 40;
// If the device stops delivering just then.
constexpr std::chrono::milliseconds tailLimit { 200 };
constexpr qint64 countersEveryMs = 1000;

}

AudioWorker::AudioWorker(SoundBackend& backend, int uplinkFrameMs)
    : m_backend(backend)
    , m_uplink(uplinkFrameMs, this)
    , m_downlink(this)
    , m_tailLimit(this)
{
    m_silence.setParent(this);
    m_tailLimit.setSingleShot(true);
    m_tailLimit.setInterval(tailLimit);
    connect(&m_tailLimit, &QTimer::timeout, this, &AudioWorker::finishCapture);
    connect(&m_uplink, &Uplink::packetReady, this, [this](const protocol::AudioPacket& packet) {
        ++m_counters.framesCaptured;
        emit packetReady(packet);
        count(false);
    });
    connect(&m_uplink, &Uplink::deadChanged, this, &AudioWorker::inputDeadChanged);
    connect(&m_uplink, &Uplink::levelMeasured, this, [this](float level) {
        m_inputLevel = level;
        showLevels();
    });
    connect(&m_downlink, &Downlink::levelMeasured, this, [this](float level) {
        m_outputLevel = level;
        if (!m_uplink.isOpen()) // else the input sets the pace
            showLevels();
        count(false);
    });
    connect(&m_downlink, &Downlink::drained, this, [this](TurnId turn) {
        count(true);
        emit drained(turn);
        m_outputLevel = 0;
        showLevels();
    });
    m_sinceTold.start();
}

AudioWorker::~AudioWorker() = default;

void AudioWorker::openMicrophone()
{
    assertThreadOf(this);
    if (m_tailMs >= 0)
        finishCapture();
    m_uplink.open();
}

void AudioWorker::closeMicrophone()
{
    assertThreadOf(this);
    if (!m_capture) {
        finishCapture();
        return;
    }
    m_tailMs = tailMs;
    m_tailLimit.start();
}

void AudioWorker::captured(const codec::PcmFrame& chunk)
{
    if (m_tailMs < 0) {
        m_uplink.put(chunk);
        return;
    }
    codec::PcmFrame wanted = chunk;
    wanted.samples.resize(std::min(chunk.samples.size(), size_t(m_tailMs * chunk.rateHz / 1000) + 1));
    m_uplink.put(wanted);
    m_tailMs -= chunk.durationMs();
    if (m_tailMs <= 0)
        finishCapture();
}

void AudioWorker::finishCapture()
{
    m_tailLimit.stop();
    m_tailMs = -1;
    closeInput();
    const bool wasOpen = m_uplink.isOpen();
    m_uplink.finish();
    if (!wasOpen)
        return;
    m_inputLevel = 0;
    showLevels();
    count(true);
    emit captureFinished();
}

void AudioWorker::openInput(const QString& id, quint64 attempt)
{
    assertThreadOf(this);
    closeInput();
    m_capture = m_backend.makeCapture(id);
    connect(m_capture.get(), &CaptureDevice::captured, this, &AudioWorker::captured);
    connect(m_capture.get(), &CaptureDevice::lost, this, [this, attempt](const Error& problem) {
        closeInput();
        emit inputLost(attempt, problem);
    });
    const auto started = m_capture->start();
    if (started) {
        emit inputOpened(attempt);
        return;
    }
    closeInput();
    emit inputLost(attempt, started.error());
}

// Devices are deleted later because the news of their loss comes out of their own functions.
void AudioWorker::closeInput()
{
    if (!m_capture)
        return;
    m_capture->disconnect(this);
    m_capture->stop();
    m_capture.release()->deleteLater();
}

void AudioWorker::openOutput(const QString& id, quint64 attempt)
{
    assertThreadOf(this);
    closeOutput();
    m_silence.stop();
    m_playback = m_backend.makePlayback(id);
    connect(m_playback.get(), &PlaybackDevice::lost, this, [this, attempt](const Error& problem) {
        closeOutput();
        emit outputLost(attempt, problem);
    });
    const auto started = m_playback->start(m_downlink);
    if (started) {
        emit outputOpened(attempt);
        return;
    }
    closeOutput();
    emit outputLost(attempt, started.error());
}

void AudioWorker::closeOutput()
{
    if (m_playback) {
        m_playback->disconnect(this);
        m_playback->stop();
        m_playback.release()->deleteLater();
        m_downlink.playing(0); // what lay in the device will never be heard
    }
    keepTime();
}

void AudioWorker::retire()
{
    assertThreadOf(this);
    m_tailLimit.stop();
    closeInput();
    closeOutput();
    m_silence.stop();
    thread()->quit();
}

// Without a loudspeaker turns still have to take their time.
void AudioWorker::keepTime()
{
    if (!m_playback && !m_downlink.isIdle() && !m_silence.isRunning())
        static_cast<void>(m_silence.start(m_downlink));
    else if (m_silence.isRunning() && (m_playback || m_downlink.isIdle()))
        m_silence.stop();
}

void AudioWorker::beginTurn(TurnId turn)
{
    m_downlink.begin(turn);
    keepTime();
}

void AudioWorker::play(TurnId turn, const protocol::AudioPacket& packet)
{
    m_downlink.play(turn, packet);
    keepTime();
}

void AudioWorker::endTurn(TurnId turn)
{
    m_downlink.end(turn);
    keepTime();
}

void AudioWorker::cancelTurn(TurnId turn)
{
    m_downlink.cancel(turn);
    keepTime();
    m_outputLevel = 0;
    showLevels();
    count(true);
}

void AudioWorker::showLevels()
{
    emit levelsChanged(m_inputLevel, m_outputLevel);
}

void AudioWorker::count(bool atOnce)
{
    if (!atOnce && m_sinceTold.elapsed() < countersEveryMs)
        return;
    const auto& played = m_downlink.counters();
    m_counters.packetsPlayed = played.played;
    m_counters.packetsConcealed = played.concealed;
    m_counters.packetsLate = played.late;
    m_counters.underruns = played.underruns;
    m_sinceTold.start();
    if (std::exchange(m_told, m_counters) != m_counters)
        emit countersChanged(m_counters);
}

}
