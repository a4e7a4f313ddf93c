// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/talkviewmodel.h"

#include "protocol/emotions.h"
#include "viewmodels/toolcaption.h"

#include <utility>

namespace myna::viewmodels {

using protocol::ListenMode;
using session::State;

namespace {

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
    , m_captions(m_transcript)
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

void TalkViewModel::interrupt()
{
    emit interruptWanted();
}

void TalkViewModel::sendText(const QString& text)
{
    const QString words = text.trimmed().left(maxTypedLength);
    if (words.isEmpty())
        return;
    m_captions.typed(words);
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
    const State before = std::exchange(m_state, state);
    m_reason = reason;
    if (state == State::Reconnecting || state == State::Failed) // no smile above "I lost the connection."
        emotionReceived(QStringLiteral("sad"), {});
    else if (before == State::Connecting)
        emotionReceived(QStringLiteral("neutral"), {});
    if (state != State::Reconnecting) {
        m_reconnect.reset();
        m_tick.stop();
    }
    if (state == State::Listening)
        m_captions.clear();
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
    const bool isOwn = !m_ownWords.isEmpty() && text.simplified() == m_ownWords;
    m_ownWords.clear();
    if (text.isEmpty() || isOwn)
        return;
    m_captions.heard(text);
    emit captionChanged();
}

void TalkViewModel::expectOwnWords(const QString& text)
{
    m_ownWords = text.simplified();
}

void TalkViewModel::sentence(TurnId turn, const QString& text)
{
    if (text.trimmed().isEmpty())
        return;
    m_captions.sentence(turn, text);
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
    m_captions.notice(text);
    emit captionChanged();
}

void TalkViewModel::turnFinished(TurnId turn, const protocol::Timeline& timeline)
{
    m_captions.finished(turn, timeline);
    const TurnParts parts = partsOf(timeline);
    if (parts.wholeMs() <= 0 || m_lastTurn == parts)
        return;
    m_lastTurn = parts;
    m_lastStages = stagesOf(timeline);
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
    if (m_state == State::Connecting || m_state == State::Reconnecting)
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

#include "moc_talkviewmodel.cpp"
