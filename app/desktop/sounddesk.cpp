// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/sounddesk.h"

#include "audio/cues.h"
#include "base/invoke.h"
#include "desktop/processusage.h"

#include <QDateTime>

#include <utility>

namespace myna::desktop {

namespace {

using audio::AudioEngine;
using session::VoiceSession;
using viewmodels::AudioWizardViewModel;
using viewmodels::Mute;
using viewmodels::SettingsViewModel;
using viewmodels::StatisticsViewModel;
using viewmodels::WakeWordViewModel;

audio::UplinkOptions packing(const viewmodels::UplinkChoice& choice)
{
    return { .frameMs = choice.frameMs, .bitrate = choice.bitrate };
}

}

SoundDesk::SoundDesk(settings::SettingsStore& store, SettingsViewModel& settings, viewmodels::TalkViewModel& talk, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_talk(talk)
    , m_statistics(nullptr)
    , m_wizard(nullptr)
    , m_wakeWord(store)
    , m_everySecond(this)
    , m_cues(settings.cues())
{
    m_everySecond.setInterval(1000);
    connect(&m_everySecond, &QTimer::timeout, this, &SoundDesk::measure);
    connect(&m_settings, &SettingsViewModel::cuesChanged, this, [this](bool on) { m_cues = on; });
    connect(&m_wizard, &AudioWizardViewModel::finished, this, [this](bool completed) {
        mute(m_talk.isMuted());
        emit soundChecked(completed);
    });
    connect(&m_wizard, &AudioWizardViewModel::echoDelayMeasured, &m_settings, &SettingsViewModel::echoDelayMeasured);
    connect(&m_wizard, &AudioWizardViewModel::modeChosen, &m_talk, &viewmodels::TalkViewModel::setMode);
}

void SoundDesk::join(client::ClientCore& core)
{
    m_core = &core;
    AudioEngine& sound = *core.sound();
    joinChoices(sound);
    joinWizard(sound);
    joinFigures(core);
    joinSigns(core);
    joinWakeWord(sound);
}

void SoundDesk::checkSound(bool offered)
{
    m_talk.interrupt();
    mute(true); // nothing that is said during the check leaves this computer
    m_wizard.begin(m_settings.devices(), m_talk.mode(), offered);
}

void SoundDesk::mute(bool muted)
{
    if (AudioEngine* sound = m_core ? m_core->sound() : nullptr)
        onThreadOf(sound, [sound, muted] { sound->setMuted(muted); });
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

void SoundDesk::joinWizard(AudioEngine& sound)
{
    connect(&sound, &AudioEngine::levelsChanged, &m_wizard, &AudioWizardViewModel::levels);
    connect(&sound, &AudioEngine::clippingChanged, &m_wizard, &AudioWizardViewModel::clippingChanged);
    connect(&sound, &AudioEngine::devicesChanged, &m_wizard, &AudioWizardViewModel::devicesChanged);
    connect(&sound, &AudioEngine::inputStatusChanged, &m_wizard, &AudioWizardViewModel::inputStatusChanged);
    connect(&sound, &AudioEngine::outputStatusChanged, &m_wizard, &AudioWizardViewModel::outputStatusChanged);
    connect(&sound, &AudioEngine::recorded, &m_wizard, &AudioWizardViewModel::recorded);
    connect(&sound, &AudioEngine::soundPlayed, &m_wizard, &AudioWizardViewModel::playbackFinished);
    connect(&sound, &AudioEngine::echoTested, &m_wizard, &AudioWizardViewModel::echoTestFinished);

    connect(&m_wizard, &AudioWizardViewModel::listenLocallyWanted, &sound, &AudioEngine::listenLocally);
    connect(&m_wizard, &AudioWizardViewModel::recordingWanted, &sound, &AudioEngine::setRecording);
    connect(&m_wizard, &AudioWizardViewModel::playbackWanted, &sound, &AudioEngine::playSound);
    connect(&m_wizard, &AudioWizardViewModel::playbackCancelled, &sound, &AudioEngine::stopSounds);
    connect(&m_wizard, &AudioWizardViewModel::echoTestWanted, &sound, &AudioEngine::runEchoTest);
    connect(&m_wizard, &AudioWizardViewModel::echoTestCancelled, &sound, &AudioEngine::cancelEchoTest);
    connect(&m_wizard, &AudioWizardViewModel::deviceChoiceChanged, this, [this](const audio::DeviceChoice& choice) {
        m_settings.setInputDevice(choice.inputId);
        m_settings.setOutputDevice(choice.outputId);
    });
}

void SoundDesk::joinFigures(client::ClientCore& core)
{
    connect(core.sound(), &AudioEngine::statisticsMeasured, &m_statistics, &StatisticsViewModel::audioMeasured);
    connect(core.session(), &VoiceSession::turnFinished, &m_statistics, &StatisticsViewModel::timelineMeasured);
    // During a conversation too, so that the history is there when somebody comes to look.
    connect(core.session(), &VoiceSession::stateChanged, this, [this](session::State state) {
        m_conversing = state == session::State::Listening || state == session::State::Thinking || state == session::State::Speaking;
        followInterest();
    });
    connect(&m_statistics, &StatisticsViewModel::watchedChanged, this, &SoundDesk::followInterest);
}

void SoundDesk::followInterest()
{
    const bool wanted = m_conversing || m_statistics.isWatched();
    if (std::exchange(m_measuring, wanted) == wanted)
        return;
    m_measuredAt = 0;
    if (wanted)
        m_everySecond.start();
    else
        m_everySecond.stop();
    if (AudioEngine* sound = m_core->sound())
        onThreadOf(sound, [sound, wanted] { sound->measure(wanted); });
}

void SoundDesk::measure()
{
    const ProcessUsage usage = processUsage();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (m_measuredAt > 0 && now > m_measuredAt)
        m_statistics.processMeasured((usage.cpuSeconds - m_cpuSeconds) * 100000 / double(now - m_measuredAt), usage.residentBytes);
    m_measuredAt = now;
    m_cpuSeconds = usage.cpuSeconds;
    if (VoiceSession* session = m_core->session()) {
        onThreadOf(session, [session, figures = &m_statistics] {
            onThreadOf(figures, [figures, counters = session->counters()] { figures->linkMeasured(counters); });
        });
    }
}

void SoundDesk::joinWakeWord(AudioEngine& sound)
{
    const auto arm = [this] {
        const auto setup = m_wakeWord.wantsSpotter() ? std::optional(m_wakeWord.setup()) : std::nullopt;
        if (AudioEngine* const engine = m_core->sound())
            onThreadOf(engine, [engine, setup] { engine->listenForWakeWords(setup); });
    };
    connect(&m_wakeWord, &WakeWordViewModel::spotterChanged, this, arm);
    connect(&m_wakeWord, &WakeWordViewModel::woken, this, &SoundDesk::wake);
    connect(&sound, &AudioEngine::wakeArmed, &m_wakeWord, &WakeWordViewModel::spotterArmed);
    connect(&sound, &AudioEngine::wakeFailed, &m_wakeWord, &WakeWordViewModel::spotterFailed);
    connect(&sound, &AudioEngine::wakeScored, &m_wakeWord, &WakeWordViewModel::spotterScore);
    connect(
        &sound, &AudioEngine::wakeWordHeard, this, [this](const QString& phrase, int score, const QVector<protocol::AudioPacket>& preRoll) {
            m_preRoll = preRoll;
            m_wakeWord.spotted(phrase, score);
            m_preRoll.clear();
        });
    if (m_wakeWord.wantsSpotter())
        arm();
}

void SoundDesk::wake(const QString& phrase)
{
    const bool isBusy = m_talk.isSpeaking() || m_talk.isThinking();
    VoiceSession* session = m_core->session();
    if (!session || m_wizard.isRunning() || (isBusy && !m_wakeWord.interrupts()))
        return;
    // Nobody holds a button, so nobody would let it go.
    const auto mode = m_talk.mode() == protocol::ListenMode::Manual ? protocol::ListenMode::Auto : m_talk.mode();
    onThreadOf(session, [session, phrase, preRoll = m_preRoll, mode] { session->wake(phrase, preRoll, mode); });
}

void SoundDesk::joinSigns(client::ClientCore& core)
{
    AudioEngine* sound = core.sound();
    Mute& mute = m_talk.mute();
    connect(&mute, &Mute::changed, sound, &AudioEngine::setMuted);
    connect(sound, &AudioEngine::mutedSpeech, &mute, &Mute::remind);
    const auto play = [this](audio::Cue cue) {
        AudioEngine* const engine = m_core->sound();
        if (m_cues && engine)
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
