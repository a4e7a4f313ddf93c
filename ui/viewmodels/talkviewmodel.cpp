// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/talkviewmodel.h"

#include "protocol/emotions.h"
#include "viewmodels/toolcaption.h"

#include <QLocale>

namespace myna::viewmodels {

using protocol::ListenMode;
using session::State;

namespace {

// Two short sentences may stand together as one caption; longer ones follow each other.
constexpr qsizetype captionLength = 110;
constexpr qsizetype maxTypedLength = 2000; // characters; a question, not a document

}

TalkViewModel::TalkViewModel(QObject* parent)
    : TalkViewModel(Timing {}, parent)
{
}

TalkViewModel::TalkViewModel(Timing timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
    , m_transcript(this)
    , m_pushToTalk(timing.talk, {})
    , m_mute(timing.muteCue)
{
    m_tick.setInterval(m_timing.tick);
    connect(&m_tick, &QTimer::timeout, this, &TalkViewModel::changed);
    m_tapHint.setSingleShot(true);
    m_tapHint.setInterval(m_timing.tapHint);
    connect(&m_tapHint, &QTimer::timeout, this, &TalkViewModel::changed);
    joinTalk();
}

void TalkViewModel::joinTalk()
{
    connect(&m_pushToTalk, &PushToTalk::talkBegan, this, [this] {
        m_tapHint.stop();
        if (m_state == State::Reconnecting)
            emit retryWanted();
        emit talkPressed(m_pushToTalk.mode());
    });
    connect(&m_pushToTalk, &PushToTalk::talkEnded, this, &TalkViewModel::talkReleased);
    connect(&m_pushToTalk, &PushToTalk::gripChanged, this, [this] {
        if (m_pushToTalk.grip() == PushToTalk::Grip::Locked)
            m_tapHint.stop();
        emit changed();
    });
    connect(&m_pushToTalk, &PushToTalk::tappedBriefly, this, [this] {
        m_tapHint.start();
        emit changed();
    });
    connect(&m_pushToTalk, &PushToTalk::mutedPress, &m_mute, &Mute::remind);
    connect(&m_mute, &Mute::changed, this, [this](bool muted) {
        m_pushToTalk.setMuted(muted);
        emit mutedChanged(muted);
        emit changed();
    });
    connect(&m_mute, &Mute::cueChanged, this, &TalkViewModel::changed);
}

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
    case State::Idle:
    case State::Thinking:
    case State::Speaking:
    case State::Reconnecting:
    case State::Failed:
        break;
    }
    if (!m_caption.isEmpty())
        return m_caption;
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
        return isListening() ? tr("Just talk · press <b>Space</b> or the button to end the conversation")
                             : tr("Press <b>Space</b> or the button, then just talk");
    case ListenMode::Realtime:
        return isListening() ? tr("Talk whenever you like, also while Myna speaks · press <b>Space</b> to end")
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

void TalkViewModel::interrupt()
{
    emit interruptWanted();
}

void TalkViewModel::sendText(const QString& text)
{
    const QString words = text.trimmed().left(maxTypedLength);
    if (words.isEmpty())
        return;
    m_typed = words;
    m_userWords = words;
    m_caption.clear();
    m_answering = false;
    m_transcript.addUser(words);
    m_pushToTalk.drop(); // what is typed takes the place of what is being said
    emit textEntered(words);
    emit captionChanged();
}

void TalkViewModel::setMode(ListenMode mode)
{
    if (mode == this->mode())
        return;
    // A conversation of the old mode ends with it.
    m_pushToTalk.setMode(mode);
    emit modeChosen(mode);
    emit changed();
}

void TalkViewModel::repair()
{
    switch (trouble().repair) {
    case TroubleRepair::None:
        break;
    case TroubleRepair::Retry:
        emit retryWanted();
        break;
    case TroubleRepair::CheckPairing:
        emit pairingWanted();
        break;
    case TroubleRepair::SoundSettings:
        emit soundSettingsWanted();
        break;
    case TroubleRepair::Unmute:
        m_mute.set(false);
        break;
    }
}

void TalkViewModel::setProfileName(const QString& name)
{
    if (name == m_profile)
        return;
    m_profile = name;
    m_refusal.reset();
    emit changed();
}

void TalkViewModel::sessionStateChanged(State state, const QString& reason)
{
    if (state == m_state && reason == m_reason)
        return;
    m_state = state;
    m_reason = reason;
    if (state != State::Reconnecting) {
        m_reconnect.reset();
        m_tick.stop();
    }
    if (state == State::Listening)
        m_caption.clear();
    m_pushToTalk.setConversationOpen(state == State::Listening || state == State::Connecting || state == State::Thinking);
    // A conversation that broke down cannot be held open any longer.
    if (m_pushToTalk.grip() == PushToTalk::Grip::Locked && (state == State::Failed || state == State::Idle))
        m_pushToTalk.drop();
    emit changed();
    emit captionChanged();
}

void TalkViewModel::linkChanged(bool connected)
{
    if (connected == m_linked)
        return;
    m_linked = connected;
    if (connected)
        m_refusal.reset();
    else
        m_roundTripMs = -1;
    emit changed();
}

void TalkViewModel::reconnectScheduled(const session::ReconnectNotice& notice)
{
    m_reconnect = notice;
    m_nextTry = QDeadlineTimer(notice.wait);
    m_tick.start();
    emit changed();
}

void TalkViewModel::refused(const Error& reason)
{
    m_refusal = reason;
    emit changed();
}

void TalkViewModel::heard(const QString& text)
{
    if (text.isEmpty())
        return;
    m_userWords = text;
    m_caption.clear();
    m_answering = false;
    // The server echoes typed words; they are shown already.
    if (text != m_typed)
        m_transcript.addUser(text);
    m_typed.clear();
    emit captionChanged();
}

void TalkViewModel::sentence(TurnId turn, const QString& text)
{
    if (text.trimmed().isEmpty())
        return;
    const bool continues = m_answering && turn == m_turn;
    m_transcript.addAssistant(text, continues);
    const QString together = TranscriptModel::joined(m_caption, text);
    m_caption = continues && together.size() <= captionLength ? together : text;
    m_turn = turn;
    m_answering = true;
    m_typed.clear();
    emit captionChanged();
}

void TalkViewModel::emotionReceived(const QString& emotion, const QString& /*emoji*/)
{
    const QString known = protocol::knownEmotion(emotion);
    if (known == m_emotion)
        return;
    m_emotion = known;
    emit emotionChanged(known);
}

void TalkViewModel::notice(const QString& text)
{
    if (text.isEmpty())
        return;
    m_transcript.addAssistant(text, false);
    m_answering = false;
    m_caption = text;
    emit captionChanged();
}

void TalkViewModel::turnFinished(TurnId turn, const protocol::Timeline& timeline)
{
    if (turn == m_turn)
        m_answering = false;
    const TurnParts parts = partsOf(timeline);
    if (parts.wholeMs() <= 0 || m_lastTurn == parts)
        return;
    m_lastTurn = parts;
    emit lastTurnChanged();
}

void TalkViewModel::toolCalled(const mcp::CallReport& report)
{
    m_transcript.addTool(toolCaption(report));
}

void TalkViewModel::microphoneWanted(bool open)
{
    if (open == m_microphoneOpen)
        return;
    m_microphoneOpen = open;
    emit changed();
    if (m_state == State::Connecting)
        emit captionChanged();
}

void TalkViewModel::levels(float input, float output)
{
    emit levelsChanged(m_microphoneOpen ? input : 0.0F, output);
}

void TalkViewModel::inputStatus(const audio::SoundStatus& status)
{
    if (m_input == status)
        return;
    m_input = status;
    emit changed();
}

void TalkViewModel::outputStatus(const audio::SoundStatus& status)
{
    if (m_output == status)
        return;
    m_output = status;
    emit changed();
}

void TalkViewModel::lampChanged(bool on, int brightness)
{
    if (on == m_lampOn && brightness == m_lampBrightness)
        return;
    m_lampOn = on;
    m_lampBrightness = qBound(0, brightness, 100);
    emit lampShown(m_lampOn, m_lampBrightness);
}

void TalkViewModel::roundTripMeasured(qint64 ms)
{
    if (ms == m_roundTripMs)
        return;
    m_roundTripMs = ms;
    emit changed();
}

}
