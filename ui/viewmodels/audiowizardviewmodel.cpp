// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/audiowizardviewmodel.h"

#include "viewmodels/statisticsfigures.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace myna::viewmodels {

using audio::EchoTestResult;
using protocol::ListenMode;

namespace {

constexpr double leastRecordingMs = 300; // shorter ones were a slip of the finger
constexpr int leastPeak = 330; // of 32768: −40 dBFS, quieter than any voice near a microphone

int peakOf(const codec::PcmFrame& sound)
{
    int peak = 0;
    for (const int16_t sample : sound.samples)
        peak = std::max(peak, std::abs(int(sample)));
    return peak;
}

// Two soft notes that every loudspeaker can play.
codec::PcmFrame chime()
{
    constexpr int rateHz = 16000;
    constexpr double noteSeconds = 0.28;
    constexpr double loudness = 0.25;
    codec::PcmFrame sound { .rateHz = rateHz };
    for (const double pitchHz : { 659.3, 880.0 }) {
        const int length = int(noteSeconds * rateHz);
        for (int i = 0; i < length; ++i) {
            const double t = double(i) / rateHz;
            const double attack = std::min(1.0, t / 0.01);
            const double fade = std::exp(-t * 9) * std::min(1.0, (noteSeconds - t) / 0.02);
            sound.samples.push_back(int16_t(32767 * loudness * attack * fade * std::sin(2 * std::numbers::pi * pitchHz * t)));
        }
    }
    return sound;
}

}

AudioWizardViewModel::AudioWizardViewModel(QObject* parent)
    : AudioWizardViewModel(Timing {}, parent)
{
}

AudioWizardViewModel::AudioWizardViewModel(Timing timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
{
    m_silenceTimer.setSingleShot(true);
    m_limitTimer.setSingleShot(true);
    m_tickTimer.setInterval(timing.tick);
    connect(&m_silenceTimer, &QTimer::timeout, this, [this] {
        m_silent = true;
        emit changed();
    });
    connect(&m_limitTimer, &QTimer::timeout, this, &AudioWizardViewModel::onLimit);
    connect(&m_tickTimer, &QTimer::timeout, this, &AudioWizardViewModel::progressChanged);
}

void AudioWizardViewModel::begin(const audio::DeviceChoice& devices, ListenMode mode, bool offered)
{
    quiet();
    setRunning(true);
    m_offered = offered;
    m_original = devices;
    m_choice = devices;
    m_reached = WizardStep::Devices;
    m_echo.reset();
    m_recording = {};
    m_recordedLevels.clear();
    m_sentence = Sentence::Ready;
    m_level.reset();
    m_clipping = false;
    m_mode = mode;
    m_modeTouched = false;
    enter(WizardStep::Devices);
}

void AudioWizardViewModel::setRunning(bool running)
{
    if (running == m_running)
        return;
    m_running = running;
    emit runningChanged(running);
}

void AudioWizardViewModel::enter(WizardStep step)
{
    quiet();
    m_step = step;
    m_reached = std::max(m_reached, step);
    switch (step) {
    case WizardStep::Devices:
        listen(true);
        break;
    case WizardStep::Level:
        m_level.reset();
        m_lastVerdict = LevelCheck::Verdict::Waiting;
        listen(true);
        expectVoice();
        break;
    case WizardStep::Voice:
    case WizardStep::Echo: // the test needs an open microphone
        listen(true);
        break;
    case WizardStep::Mode:
        listen(false);
        if (const auto suggested = suggestedMode(); suggested && !m_modeTouched)
            m_mode = *suggested;
        break;
    case WizardStep::Done:
        listen(false);
        break;
    }
    emit changed();
}

void AudioWizardViewModel::listen(bool wanted)
{
    if (wanted == m_listening)
        return;
    m_listening = wanted;
    emit listenLocallyWanted(wanted);
}

// From now on somebody should be heard.
void AudioWizardViewModel::expectVoice()
{
    m_silent = false;
    m_silenceTimer.start(m_timing.silence);
}

void AudioWizardViewModel::quiet()
{
    m_silenceTimer.stop();
    m_limitTimer.stop();
    m_tickTimer.stop();
    m_silent = false;
    m_nothingRecorded = false;
    if (m_sentence == Sentence::Recording)
        emit recordingWanted(false);
    if (m_sentence == Sentence::Playing || m_chiming)
        emit playbackCancelled();
    m_chiming = false;
    if (m_sentence != Sentence::Heard)
        m_sentence = m_sentence == Sentence::Playing ? Sentence::Heard : Sentence::Ready;
    if (m_testing)
        emit echoTestCancelled();
    m_testing = false;
    m_testFailed = false;
}

void AudioWizardViewModel::next()
{
    if (!m_running || !canContinue())
        return;
    switch (m_step) {
    case WizardStep::Devices:
        return enter(WizardStep::Level);
    case WizardStep::Level:
        return enter(WizardStep::Voice);
    case WizardStep::Voice:
        return enter(WizardStep::Echo);
    case WizardStep::Echo:
        return enter(WizardStep::Mode);
    case WizardStep::Mode:
        if (m_echo && m_echo->heard && !m_echo->inputId.isEmpty())
            emit echoDelayMeasured({ m_echo->delayMs, m_echo->inputId, m_echo->outputId });
        emit modeChosen(m_mode);
        return enter(WizardStep::Done);
    case WizardStep::Done:
        setRunning(false);
        emit finished(true);
        return;
    }
}

void AudioWizardViewModel::back()
{
    if (m_running && canGoBack())
        enter(WizardStep(int(m_step) - 1));
}

void AudioWizardViewModel::leave()
{
    if (!m_running)
        return;
    const bool completed = m_step == WizardStep::Done;
    quiet();
    listen(false);
    if (!completed)
        choose(m_original);
    setRunning(false);
    emit finished(completed);
}

void AudioWizardViewModel::choose(const audio::DeviceChoice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    // Another pair of devices is another echo.
    m_echo.reset();
    m_level.reset();
    m_clipping = false;
    emit deviceChoiceChanged(choice);
    emit changed();
}

void AudioWizardViewModel::chooseInput(const QString& id)
{
    choose({ id, m_choice.outputId });
}

void AudioWizardViewModel::chooseOutput(const QString& id)
{
    choose({ m_choice.inputId, id });
}

void AudioWizardViewModel::playChime()
{
    if (m_chiming || m_sentence == Sentence::Playing || m_testing)
        return;
    m_chiming = true;
    const codec::PcmFrame sound = chime();
    limit(std::chrono::milliseconds(int(sound.durationMs())) + m_timing.answer, m_timing.answer);
    emit playbackWanted(sound, ++m_playback);
}

void AudioWizardViewModel::toggleRecording()
{
    if (m_sentence == Sentence::Recording)
        stopRecording();
    else if (m_step == WizardStep::Voice && (m_sentence == Sentence::Ready || m_sentence == Sentence::Heard))
        startRecording();
}

void AudioWizardViewModel::startRecording()
{
    m_nothingRecorded = false;
    m_recordedLevels.clear();
    m_sentence = Sentence::Recording;
    limit(m_timing.recording, m_timing.recording);
    emit recordingWanted(true);
    emit changed();
}

void AudioWizardViewModel::stopRecording()
{
    m_sentence = Sentence::Waiting;
    limit(m_timing.answer, m_timing.answer);
    emit recordingWanted(false);
    emit changed();
}

void AudioWizardViewModel::recorded(const codec::PcmFrame& sound)
{
    // It may also end by itself: the engine keeps only so much.
    if (m_sentence != Sentence::Waiting && m_sentence != Sentence::Recording)
        return;
    m_limitTimer.stop();
    m_tickTimer.stop();
    if (sound.durationMs() < leastRecordingMs || peakOf(sound) < leastPeak) {
        m_sentence = Sentence::Ready;
        m_nothingRecorded = true;
        emit changed();
        return;
    }
    m_recording = sound;
    play(sound);
}

void AudioWizardViewModel::play(const codec::PcmFrame& sound)
{
    m_sentence = Sentence::Playing;
    const std::chrono::milliseconds length(int(sound.durationMs()));
    limit(length + m_timing.answer, length);
    emit playbackWanted(sound, ++m_playback);
    emit changed();
}

void AudioWizardViewModel::playAgain()
{
    if (m_step == WizardStep::Voice && m_sentence == Sentence::Heard && !m_recording.samples.empty())
        play(m_recording);
}

void AudioWizardViewModel::playbackFinished(quint64 number)
{
    if (number != m_playback || (!m_chiming && m_sentence != Sentence::Playing))
        return;
    m_limitTimer.stop();
    m_tickTimer.stop();
    m_chiming = false;
    if (m_sentence == Sentence::Playing)
        m_sentence = Sentence::Heard;
    emit changed();
}

void AudioWizardViewModel::startEchoTest()
{
    if (m_step != WizardStep::Echo || m_testing)
        return;
    m_testing = true;
    m_testFailed = false;
    m_echo.reset();
    limit(m_timing.echoTest, m_timing.echoTestUsual);
    emit echoTestWanted();
    emit changed();
}

void AudioWizardViewModel::cancelEchoTest()
{
    if (!m_testing)
        return;
    quiet();
    emit changed();
}

void AudioWizardViewModel::echoTestFinished(const EchoTestResult& result)
{
    if (!m_testing)
        return;
    m_testing = false;
    m_limitTimer.stop();
    m_tickTimer.stop();
    m_echo = result;
    emit changed();
}

void AudioWizardViewModel::chooseMode(ListenMode mode)
{
    m_modeTouched = true;
    if (mode == m_mode)
        return;
    m_mode = mode;
    emit changed();
}

void AudioWizardViewModel::repair()
{
    switch (trouble().repair) {
    case WizardTrouble::Repair::LookAgain:
        listen(false);
        listen(true); // opens the microphone anew
        if (m_step == WizardStep::Level)
            expectVoice();
        emit changed();
        return;
    case WizardTrouble::Repair::ChooseAnother:
        return enter(WizardStep::Devices);
    case WizardTrouble::Repair::RecordAgain:
        return startRecording();
    case WizardTrouble::Repair::TestAgain:
        return startEchoTest();
    }
}

void AudioWizardViewModel::chooseAnother()
{
    if (m_running)
        enter(WizardStep::Devices);
}

void AudioWizardViewModel::levels(float input, float /*output*/)
{
    if (!m_running || !m_listening)
        return;
    emit levelChanged(input);
    if (m_step == WizardStep::Voice && m_sentence == Sentence::Recording)
        m_recordedLevels.append(input);
    if (m_step != WizardStep::Level)
        return;
    m_level.add(input);
    const bool voice = dbfs(double(input)) >= LevelCheck::voiceDbfs;
    const bool wasSilent = m_silent;
    if (voice)
        expectVoice();
    if (wasSilent != m_silent || m_level.verdict() != m_lastVerdict) {
        m_lastVerdict = m_level.verdict();
        emit changed();
    }
}

void AudioWizardViewModel::clippingChanged(bool clipping)
{
    if (clipping == m_clipping || !m_running)
        return;
    m_clipping = clipping;
    emit changed();
}

void AudioWizardViewModel::devicesChanged(const QVector<audio::SoundDevice>& devices)
{
    if (devices == m_devices)
        return;
    m_devices = devices;
    emit changed();
}

void AudioWizardViewModel::inputStatusChanged(const audio::SoundStatus& status)
{
    if (status == m_input)
        return;
    m_input = status;
    if (m_running && m_step == WizardStep::Level && status.working)
        expectVoice();
    emit changed();
}

void AudioWizardViewModel::outputStatusChanged(const audio::SoundStatus& status)
{
    if (status == m_output)
        return;
    m_output = status;
    emit changed();
}

double AudioWizardViewModel::progress() const
{
    const bool going = m_testing || m_sentence == Sentence::Recording || m_sentence == Sentence::Playing;
    if (!going || !m_since.isValid() || m_shown.count() <= 0)
        return 0;
    return std::min(1.0, double(m_since.elapsed()) / double(m_shown.count()));
}

void AudioWizardViewModel::limit(std::chrono::milliseconds after, std::chrono::milliseconds shown)
{
    m_shown = shown;
    m_since.start();
    m_limitTimer.start(after);
    m_tickTimer.start();
}

// Whatever was waited for did not come.
void AudioWizardViewModel::onLimit()
{
    m_tickTimer.stop();
    m_chiming = false;
    switch (m_sentence) {
    case Sentence::Recording:
        return stopRecording();
    case Sentence::Waiting:
        m_sentence = Sentence::Ready;
        m_nothingRecorded = true;
        break;
    case Sentence::Playing:
        emit playbackCancelled();
        m_sentence = Sentence::Heard;
        break;
    case Sentence::Ready:
    case Sentence::Heard:
        break;
    }
    if (m_testing) {
        m_testing = false;
        m_testFailed = true;
        emit echoTestCancelled();
    }
    emit changed();
}

}

#include "moc_audiowizardviewmodel.cpp"
