// SPDX-License-Identifier: GPL-3.0-or-later
// What the talk page says; what it does is in talkviewmodel.cpp.
#include "viewmodels/talkviewmodel.h"

#include <QLocale>

namespace myna::viewmodels {

using protocol::ListenMode;
using session::State;

Tone TalkViewModel::tone() const
{
    switch (m_state) {
    case State::Idle:
        if (!m_linked)
            return Tone::Neutral;
        return isMuted() ? Tone::Warning : Tone::Good;
    case State::Listening:
    case State::Speaking:
        return isMuted() ? Tone::Warning : Tone::Good;
    case State::Connecting:
    case State::Thinking:
        return Tone::Busy;
    case State::Reconnecting:
        return Tone::Warning;
    case State::Failed:
        return Tone::Bad;
    }
    return Tone::Neutral;
}

QString TalkViewModel::reconnectText() const
{
    if (!m_reconnect)
        return tr("reconnecting");
    const QLocale locale;
    const QString attempt = locale.toString(m_reconnect->attempt);
    const QString limit = locale.toString(m_reconnect->limit);
    const qint64 seconds = secondsToNextTry();
    if (seconds <= 0)
        return tr("reconnecting %1 of %2 · trying now").arg(attempt, limit);
    return tr("reconnecting %1 of %2 · next try in %3 s").arg(attempt, limit, locale.toString(seconds));
}

QString TalkViewModel::nextTryText() const
{
    if (!m_reconnect)
        return {};
    const QLocale locale;
    const QString attempt = locale.toString(m_reconnect->attempt);
    const QString limit = locale.toString(m_reconnect->limit);
    const qint64 seconds = secondsToNextTry();
    if (seconds <= 0)
        return tr("Trying now (%1 of %2)").arg(attempt, limit);
    return tr("Next try in %1 s (%2 of %3)").arg(locale.toString(seconds), attempt, limit);
}

QString TalkViewModel::stateWord() const
{
    switch (m_state) {
    case State::Idle:
        return m_linked ? tr("ready") : tr("not connected yet");
    case State::Connecting:
        return tr("connecting");
    case State::Listening:
        return tr("listening");
    case State::Thinking:
        return tr("thinking");
    case State::Speaking:
        return tr("speaking");
    case State::Reconnecting:
        return reconnectText();
    case State::Failed:
        return tr("no connection");
    }
    return {};
}

QString TalkViewModel::stateText() const
{
    if (m_profile.isEmpty())
        return tr("No server chosen");
    if (isMuted())
        return tr("%1 · %2 · muted", "name of the server, state").arg(m_profile, stateWord());
    return tr("%1 · %2", "name of the server, state").arg(m_profile, stateWord());
}

Trouble TalkViewModel::trouble() const
{
    // For a moment, and the only thing that keeps the user from being heard right now.
    if (m_mute.isCueShown())
        return { Tone::Warning, tr("You are muted. Nobody hears what you say."), TroubleRepair::Unmute };
    if (m_refusal)
        return { Tone::Bad, m_refusal->text, TroubleRepair::CheckPairing };
    if (m_state == State::Failed)
        return { Tone::Bad, m_reason.isEmpty() ? tr("There is no connection to the server.") : m_reason, TroubleRepair::Retry };
    if (m_state == State::Reconnecting) {
        const QString why = m_reconnect && !m_reconnect->reason.text.isEmpty() ? m_reconnect->reason.text : m_reason;
        return { Tone::Warning, why.isEmpty() ? tr("The connection to the server was lost.") : why, TroubleRepair::Retry, nextTryText() };
    }
    for (const std::optional<audio::SoundStatus>& sound : { m_input, m_output }) {
        if (sound && !sound->working && !sound->problem.text.isEmpty())
            return { Tone::Warning, sound->problem.text, TroubleRepair::SoundSettings };
    }
    return { Tone::Neutral, {}, TroubleRepair::None };
}

QString TalkViewModel::caption() const
{
    switch (m_state) {
    case State::Listening:
        return tr("I am listening.");
    case State::Connecting:
        return m_microphoneOpen ? tr("Go on talking. I am connecting, and keep what you say.") : tr("One moment, I am connecting.");
    case State::Reconnecting:
        return m_microphoneOpen ? tr("Go on talking. I keep what you say until I am connected again.") : tr("I lost the connection.");
    case State::Failed:
        return tr("I cannot reach my server.");
    case State::Idle:
    case State::Thinking:
    case State::Speaking:
        break;
    }
    if (!m_captions.assistant().isEmpty())
        return m_captions.assistant();
    return isThinking() ? tr("Let me think.") : tr("Hello. What can I do for you?");
}

QString TalkViewModel::hint() const
{
    if (isMuted())
        return tr("Your microphone is muted · press <b>M</b> to switch it on");
    switch (mode()) {
    case ListenMode::Manual:
        return manualHint();
    case ListenMode::Auto:
        return isListening() || m_microphoneOpen ? tr("Just talk · press <b>Space</b> or the button to end the conversation")
                                                 : tr("Press <b>Space</b> or the button, then just talk");
    case ListenMode::Realtime:
        return isListening() || m_microphoneOpen ? tr("Talk whenever you like, also while Myna speaks · press <b>Space</b> to end")
                                                 : tr("Press <b>Space</b> or the button, then talk whenever you like");
    }
    return {};
}

QString TalkViewModel::manualHint() const
{
    if (m_tapHint.isActive())
        return tr("Keep the button down while you talk");
    switch (m_pushToTalk.grip()) {
    case PushToTalk::Grip::Locked:
        return tr("The microphone stays open · press <b>Space</b> or the button to send");
    case PushToTalk::Grip::Held:
    case PushToTalk::Grip::LettingGo:
        return tr("Let go to send");
    case PushToTalk::Grip::Free:
    case PushToTalk::Grip::Unlocking:
        break;
    }
    return tr("Hold <b>Space</b> or the button to talk · two quick taps keep it open");
}

QString TalkViewModel::linkText() const
{
    return m_roundTripMs >= 0 && m_linked ? tr("round trip %1 ms").arg(QLocale().toString(m_roundTripMs)) : QString();
}

}
