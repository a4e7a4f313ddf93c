// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/wakedesk.h"

#include "base/invoke.h"

namespace myna::desktop {

using audio::AudioEngine;
using session::VoiceSession;
using viewmodels::WakeWordViewModel;

WakeDesk::WakeDesk(
    settings::SettingsStore& store, viewmodels::TalkViewModel& talk, const viewmodels::AudioWizardViewModel& soundCheck, QObject* parent)
    : QObject(parent)
    , m_talk(talk)
    , m_soundCheck(soundCheck)
    , m_wakeWord(store)
{
}

void WakeDesk::join(client::ClientCore& core)
{
    m_core = &core;
    const AudioEngine* const sound = core.sound();
    connect(&m_wakeWord, &WakeWordViewModel::spotterChanged, this, &WakeDesk::arm);
    connect(&m_wakeWord, &WakeWordViewModel::woken, this, &WakeDesk::wake);
    connect(sound, &AudioEngine::wakeArmed, &m_wakeWord, &WakeWordViewModel::spotterArmed);
    connect(sound, &AudioEngine::wakeFailed, &m_wakeWord, &WakeWordViewModel::spotterFailed);
    connect(sound, &AudioEngine::wakeScored, &m_wakeWord, &WakeWordViewModel::spotterScore);
    connect(
        sound, &AudioEngine::wakeWordHeard, this, [this](const QString& phrase, int score, const QVector<protocol::AudioPacket>& preRoll) {
            m_preRoll = preRoll;
            m_wakeWord.spotted(phrase, score);
            m_preRoll.clear();
        });
    if (m_wakeWord.wantsSpotter())
        arm();
}

void WakeDesk::arm()
{
    const auto setup = m_wakeWord.wantsSpotter() ? std::optional(m_wakeWord.setup()) : std::nullopt;
    if (AudioEngine* const sound = m_core->sound())
        onThreadOf(sound, [sound, setup] { sound->listenForWakeWords(setup); });
}

void WakeDesk::wake(const QString& phrase)
{
    const bool isBusy = m_talk.isSpeaking() || m_talk.isThinking();
    VoiceSession* session = m_core->session();
    if (!session || m_soundCheck.isRunning() || (isBusy && !m_wakeWord.interrupts()))
        return;
    // Nobody holds a button, so nobody would let it go.
    const auto mode = m_talk.mode() == protocol::ListenMode::Manual ? protocol::ListenMode::Auto : m_talk.mode();
    onThreadOf(session, [session, phrase, preRoll = m_preRoll, mode] { session->wake(phrase, preRoll, mode); });
}

}

#include "moc_wakedesk.cpp"
