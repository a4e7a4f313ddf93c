// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/sounddesk.h"

#include "audio/cues.h"
#include "base/invoke.h"

namespace myna::desktop {

namespace {

using audio::AudioEngine;
using session::VoiceSession;
using viewmodels::AudioWizardViewModel;
using viewmodels::Mute;
using viewmodels::SettingsViewModel;

audio::UplinkOptions packing(const viewmodels::UplinkChoice& choice)
{
    return { .frameMs = choice.frameMs, .bitrate = choice.bitrate };
}

}

SoundDesk::SoundDesk(SettingsViewModel& settings, viewmodels::TalkViewModel& talk, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_talk(talk)
    , m_soundCheck(nullptr)
{
    connect(&m_talk.mute(), &Mute::changed, this, &SoundDesk::applyMute);
    connect(&m_soundCheck, &AudioWizardViewModel::runningChanged, this, &SoundDesk::applyMute);
    connect(&m_soundCheck, &AudioWizardViewModel::echoDelayMeasured, &m_settings, &SettingsViewModel::echoDelayMeasured);
    connect(&m_soundCheck, &AudioWizardViewModel::modeChosen, &m_talk, &viewmodels::TalkViewModel::setMode);
}

void SoundDesk::join(client::ClientCore& core)
{
    m_core = &core;
    AudioEngine& sound = *core.sound();
    joinChoices(sound);
    joinSoundCheck(sound);
    joinSigns(core);
    applyMute();
}

void SoundDesk::checkSound(bool offered)
{
    m_talk.interrupt();
    m_soundCheck.begin(m_settings.devices(), m_talk.mode(), offered);
}

// The only place that mutes: what the user wants, and that nothing said during the check leaves this computer whatever the user wants.
void SoundDesk::applyMute()
{
    const bool muted = m_talk.isMuted() || m_soundCheck.isRunning();
    if (AudioEngine* sound = m_core ? m_core->sound() : nullptr)
        onThreadOf(sound, [sound, muted] { sound->setMuted(muted); });
    // What was said before, and waits for a link, is forgotten.
    if (VoiceSession* session = m_core ? m_core->session() : nullptr)
        onThreadOf(session, [session, muted] { session->setMuted(muted); });
}

void SoundDesk::joinChoices(AudioEngine& sound)
{
    connect(&m_settings, &SettingsViewModel::processingChanged, &sound, &AudioEngine::setProcessing);
    connect(&m_settings, &SettingsViewModel::echoDelayChanged, &sound, &AudioEngine::setEchoDelay);
    connect(&m_settings, &SettingsViewModel::uplinkChanged, &sound,
        [&sound](const viewmodels::UplinkChoice& choice) { sound.setUplink(packing(choice)); });
    connect(&m_settings, &SettingsViewModel::uplinkChanged, m_core->session(),
        [session = m_core->session()](const viewmodels::UplinkChoice& choice) { session->announceUplink({ .frameMs = choice.frameMs }); });
    onThreadOf(&sound, [&sound, processing = m_settings.processing(), delay = m_settings.echoDelay(), uplink = m_settings.uplink()] {
        sound.setProcessing(processing);
        sound.setEchoDelay(delay);
        sound.setUplink(packing(uplink));
    });
    onThreadOf(m_core->session(),
        [session = m_core->session(), frame = m_settings.uplink().frameMs] { session->announceUplink({ .frameMs = frame }); });
}

void SoundDesk::joinSoundCheck(AudioEngine& sound)
{
    connect(&sound, &AudioEngine::levelsChanged, &m_soundCheck, &AudioWizardViewModel::levels);
    connect(&sound, &AudioEngine::clippingChanged, &m_soundCheck, &AudioWizardViewModel::clippingChanged);
    connect(&sound, &AudioEngine::devicesChanged, &m_soundCheck, &AudioWizardViewModel::devicesChanged);
    connect(&sound, &AudioEngine::inputStatusChanged, &m_soundCheck, &AudioWizardViewModel::inputStatusChanged);
    connect(&sound, &AudioEngine::outputStatusChanged, &m_soundCheck, &AudioWizardViewModel::outputStatusChanged);
    connect(&sound, &AudioEngine::recorded, &m_soundCheck, &AudioWizardViewModel::recorded);
    connect(&sound, &AudioEngine::soundPlayed, &m_soundCheck, &AudioWizardViewModel::playbackFinished);
    connect(&sound, &AudioEngine::echoTested, &m_soundCheck, &AudioWizardViewModel::echoTestFinished);

    connect(&m_soundCheck, &AudioWizardViewModel::listenLocallyWanted, &sound, &AudioEngine::listenLocally);
    connect(&m_soundCheck, &AudioWizardViewModel::recordingWanted, &sound, &AudioEngine::setRecording);
    connect(&m_soundCheck, &AudioWizardViewModel::playbackWanted, &sound, &AudioEngine::playSound);
    connect(&m_soundCheck, &AudioWizardViewModel::playbackCancelled, &sound, &AudioEngine::stopSounds);
    connect(&m_soundCheck, &AudioWizardViewModel::echoTestWanted, &sound, &AudioEngine::runEchoTest);
    connect(&m_soundCheck, &AudioWizardViewModel::echoTestCancelled, &sound, &AudioEngine::cancelEchoTest);
    connect(&m_soundCheck, &AudioWizardViewModel::deviceChoiceChanged, this, [this](const audio::DeviceChoice& choice) {
        m_settings.setInputDevice(choice.inputId);
        m_settings.setOutputDevice(choice.outputId);
    });
}

void SoundDesk::joinSigns(client::ClientCore& core)
{
    AudioEngine* sound = core.sound();
    connect(sound, &AudioEngine::mutedSpeech, &m_talk.mute(), &Mute::remind);
    const auto play = [this](audio::Cue cue) {
        AudioEngine* const engine = m_core->sound();
        if (engine && m_settings.cues())
            onThreadOf(engine, [engine, cue] { engine->playSound(audio::cueSound(cue)); });
    };
    connect(sound, &AudioEngine::mutedSpeech, this, [this, play] {
        if (m_talk.isMuted())
            play(audio::Cue::Muted);
    });
    connect(core.session(), &VoiceSession::refused, this, [play] { play(audio::Cue::Error); });
    // Whoever holds a button knows that it is pressed; a conversation that listens by itself says so.
    connect(core.session(), &VoiceSession::microphoneWanted, this, [this, play](bool wanted) {
        if (m_talk.mode() != protocol::ListenMode::Manual && !m_talk.isSpeaking())
            play(wanted ? audio::Cue::Listening : audio::Cue::DoneListening);
    });
}

}

#include "moc_sounddesk.cpp"
