// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/audioworker.h"

#include "base/invoke.h"

#include <cmath>

namespace myna::audio {

namespace {

constexpr qint64 countersEveryMs = 1000;
constexpr std::chrono::milliseconds measureEvery { 250 };

float amplitude(double dbfs)
{
    return dbfs <= speech::silentDbfs ? 0.0F : float(std::pow(10.0, dbfs / 20));
}

}

AudioWorker::AudioWorker(SoundBackend& backend)
    : m_backend(backend)
    , m_microphone(this)
    , m_downlink(this)
    , m_mixer(m_downlink, this)
    , m_echoTester(m_microphone.chain(), this)
    , m_measure(this)
{
    m_silence.setParent(this);
    m_measure.setInterval(measureEvery);
    connect(&m_measure, &QTimer::timeout, this, &AudioWorker::tellStatistics);
    joinMicrophone();
    // What is played to nobody has no echo.
    m_mixer.setListener([this](std::span<const int16_t> samples) {
        if (m_capture && m_playback)
            m_microphone.chain().played(samples);
    });
    connect(&m_echoTester, &EchoTester::soundWanted, this, [this](const codec::PcmFrame& sound) { playSound(sound); });
    connect(&m_echoTester, &EchoTester::finished, this, [this](const EchoTestResult& result) {
        m_mixer.stopSounds(); // a verdict may come before the end of the sound
        emit echoTested(result);
    });
    connect(&m_mixer, &Mixer::soundPlayed, this, &AudioWorker::soundPlayed);
    connect(&m_downlink, &Downlink::levelMeasured, this, [this](float level) {
        m_outputLevel = level;
        if (!m_capture) // else the input sets the pace
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

void AudioWorker::joinMicrophone()
{
    CaptureChain& chain = m_microphone.chain();
    connect(&m_microphone, &MicrophoneLine::packetReady, this, [this](const protocol::AudioPacket& packet) {
        ++m_counters.framesCaptured;
        emit packetReady(packet);
        count(false);
    });
    connect(&m_microphone, &MicrophoneLine::finished, this, [this] {
        count(true);
        emit captureFinished();
    });
    connect(&m_microphone, &MicrophoneLine::mutedSpeech, this, &AudioWorker::mutedSpeech);
    connect(&m_microphone, &MicrophoneLine::recorded, this, &AudioWorker::recorded);
    connect(&chain, &CaptureChain::deadChanged, this, &AudioWorker::inputDeadChanged);
    connect(&chain, &CaptureChain::clippingChanged, this, &AudioWorker::clippingChanged);
    connect(&chain, &CaptureChain::levelMeasured, this, [this](float level) {
        m_inputLevel = level;
        showLevels();
    });
}

void AudioWorker::measure(bool wanted)
{
    assertThreadOf(this);
    if (wanted)
        m_measure.start();
    else
        m_measure.stop();
}

void AudioWorker::openInput(const QString& id, quint64 attempt)
{
    assertThreadOf(this);
    closeInput();
    m_capture = m_backend.makeCapture(id);
    // After a pause of this thread both devices have work, and the loudspeaker's comes first: else the echo would come before its cause.
    connect(m_capture.get(), &CaptureDevice::captured, this, [this](const codec::PcmFrame& chunk) {
        if (m_playback)
            m_playback->catchUp();
        m_microphone.put(chunk);
    });
    connect(m_capture.get(), &CaptureDevice::lost, this, [this, attempt](const Error& problem) {
        closeInput();
        emit inputLost(attempt, problem);
    });
    m_microphone.deviceOpened();
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
    m_capture->disconnect();
    m_capture->stop();
    m_capture.release()->deleteLater();
    m_microphone.deviceClosed();
    m_inputLevel = 0;
    showLevels();
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
    const auto started = m_playback->start(m_mixer);
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
        m_mixer.playing(0); // what lay in the device will never be heard
    }
    keepTime();
}

void AudioWorker::closeAll()
{
    assertThreadOf(this);
    closeInput();
    closeOutput();
    emit allClosed();
}

void AudioWorker::retire()
{
    assertThreadOf(this);
    m_measure.stop();
    m_echoTester.cancel();
    closeInput();
    closeOutput();
    m_silence.stop();
    thread()->quit();
}

// Without a loudspeaker turns still have to take their time.
void AudioWorker::keepTime()
{
    if (!m_playback && !m_mixer.isIdle() && !m_silence.isRunning())
        static_cast<void>(m_silence.start(m_mixer));
    else if (m_silence.isRunning() && (m_playback || m_mixer.isIdle()))
        m_silence.stop();
}

void AudioWorker::startEchoTest()
{
    assertThreadOf(this);
    m_mixer.stopSounds();
    m_echoTester.start(m_capture != nullptr, m_playback != nullptr);
}

void AudioWorker::cancelEchoTest()
{
    assertThreadOf(this);
    if (m_echoTester.isRunning())
        m_mixer.stopSounds();
    m_echoTester.cancel();
}

void AudioWorker::playSound(const codec::PcmFrame& sound, quint64 number)
{
    m_mixer.playSound(sound, number);
    keepTime();
}

void AudioWorker::playMusic(const std::shared_ptr<MusicSource>& music)
{
    m_mixer.playMusic(music.get());
    m_music = music; // the one before was asked for the last time
    keepTime();
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
    refreshCounters();
    m_sinceTold.start();
    if (std::exchange(m_told, m_counters) != m_counters)
        emit countersChanged(m_counters);
}

void AudioWorker::refreshCounters()
{
    const auto& played = m_downlink.statistics().counters;
    m_counters.packetsPlayed = played.played;
    m_counters.packetsConcealed = played.concealed;
    m_counters.packetsRecovered = played.recovered;
    m_counters.packetsLate = played.late;
    m_counters.packetsDuplicate = played.duplicates;
    m_counters.underruns = played.underruns;
}

void AudioWorker::tellStatistics()
{
    refreshCounters();
    const CaptureFigures heard = m_microphone.chain().figures();
    const Downlink::Statistics spoken = m_downlink.statistics();
    AudioStatistics now;
    now.counters = m_counters;
    if (m_capture) {
        now.inputRateHz = heard.deviceRateHz;
        now.inputLevel = amplitude(heard.beforeDbfs);
        now.processedLevel = amplitude(heard.afterDbfs);
        now.noiseDbfs = heard.noiseDbfs;
        now.echoLossDb = heard.echo.echoLossDb;
        now.echoReductionDb = heard.echo.removedDb;
    }
    now.isEchoFree = m_microphone.chain().isEchoFree();
    now.cancelsEcho = m_microphone.chain().processing().echoCancellation && !now.isEchoFree;
    now.outputRateHz = m_playback ? playbackRateHz : 0;
    now.outputLevel = m_outputLevel;
    now.jitterTargetMs = int(std::lround(spoken.targetMs));
    now.jitterMs = int(std::lround(spoken.jitterMs));
    now.bufferedMs = int(std::lround(spoken.bufferedMs));
    now.concealedRatio = spoken.concealedRatio;
    emit statisticsMeasured(now);
}

}

#include "moc_audioworker.cpp"
