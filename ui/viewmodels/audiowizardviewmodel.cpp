// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/audiowizardviewmodel.h"

#include "audio/cues.h"
#include "viewmodels/statisticsfigures.h"

#include <algorithm>

namespace myna::viewmodels {

using protocol::ListenMode;

AudioWizardViewModel::AudioWizardViewModel(QObject* parent)
    : AudioWizardViewModel(Timing {}, parent)
{
}

AudioWizardViewModel::AudioWizardViewModel(Timing timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
    , m_sound(timing.answer, timing.tick)
    , m_sentence({ timing.recording, timing.answer, timing.tick }, m_sound)
    , m_echo({ timing.echoTest, timing.echoTestUsual, timing.tick })
{
    m_silenceTimer.setSingleShot(true);
    connect(&m_silenceTimer, &QTimer::timeout, this, [this] {
        m_silent = true;
        emit changed();
    });
    connect(&m_sound, &CheckSound::wanted, this, &AudioWizardViewModel::playbackWanted);
    connect(&m_sound, &CheckSound::cancelled, this, &AudioWizardViewModel::playbackCancelled);
    connect(&m_sound, &CheckSound::ticked, this, &AudioWizardViewModel::progressChanged);
    connect(&m_sentence, &SentenceCheck::changed, this, &AudioWizardViewModel::changed);
    connect(&m_sentence, &SentenceCheck::ticked, this, &AudioWizardViewModel::progressChanged);
    connect(&m_sentence, &SentenceCheck::recordingWanted, this, &AudioWizardViewModel::recordingWanted);
    connect(&m_echo, &EchoCheck::changed, this, &AudioWizardViewModel::changed);
    connect(&m_echo, &EchoCheck::ticked, this, &AudioWizardViewModel::progressChanged);
    connect(&m_echo, &EchoCheck::wanted, this, &AudioWizardViewModel::echoTestWanted);
    connect(&m_echo, &EchoCheck::cancelled, this, &AudioWizardViewModel::echoTestCancelled);
}

void AudioWizardViewModel::begin(const audio::DeviceChoice& devices, ListenMode mode, bool offered)
{
    quiet();
    setRunning(true);
    m_offered = offered;
    m_original = devices;
    m_choice = devices;
    m_echo.forget();
    m_sentence.forget();
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
    m_silent = false;
    m_sentence.stop();
    m_sound.cancel();
    m_echo.cancel();
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
        if (const auto& found = echo(); found && found->heard && !found->inputId.isEmpty())
            emit echoDelayMeasured({ found->delayMs, found->inputId, found->outputId });
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
    m_echo.forget();
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
    if (!m_sound.isPlaying() && !m_echo.isRunning())
        m_sound.play(audio::cueSound(audio::Cue::Chime));
}

void AudioWizardViewModel::toggleRecording()
{
    if (m_step == WizardStep::Voice)
        m_sentence.toggle();
}

void AudioWizardViewModel::playAgain()
{
    if (m_step == WizardStep::Voice)
        m_sentence.playAgain();
}

void AudioWizardViewModel::startEchoTest()
{
    if (m_step == WizardStep::Echo)
        m_echo.start();
}

void AudioWizardViewModel::cancelEchoTest()
{
    if (!m_echo.isRunning())
        return;
    m_echo.cancel();
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
        return m_sentence.record();
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
    m_sentence.heard(input);
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
    return m_echo.isRunning() ? m_echo.progress() : m_sentence.progress();
}

}

#include "moc_audiowizardviewmodel.cpp"
