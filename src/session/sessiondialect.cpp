// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/overloaded.h"
#include "protocol/interruptedstop.h"
#include "session/voicesession_p.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

// What the server says.
namespace myna::session {
namespace {

// A custom message worth showing carries its words in one of these.
QString wordsOf(const QJsonObject& payload)
{
    for (const QLatin1String key : { "message"_L1, "text"_L1, "content"_L1 }) {
        if (QString words = payload[key].toString(); !words.isEmpty())
            return words;
    }
    return {};
}

}

void VoiceSession::Private::onMessage(const protocol::Message& message)
{
    // Any word about the matter means that the server is working on it; a JSON ping says nothing.
    const bool aboutTheMatter
        = !std::holds_alternative<protocol::Ping>(message.body) && !std::holds_alternative<protocol::Pong>(message.body);
    if (state == State::Thinking && aboutTheMatter)
        answerTimer.start(timing.answer);
    std::visit(
        Overloaded {
            [this](const protocol::Stt& stt) { onRecognised(stt.text); },
            [this](const protocol::Speech& speech) { onSpeech(speech); },
            [this](const protocol::Emotion& emotion) {
                turnClock.token(now());
                emit q->emotionChanged(emotion.emotion, emotion.text);
            },
            [this](const protocol::Mcp& mcp) { emit q->mcpReceived(mcp.payload); },
            [this](const protocol::Alert& alert) {
                emit q->notice(alert.status.isEmpty() ? alert.message : u"%1: %2"_s.arg(alert.status, alert.message));
                if (!alert.emotion.isEmpty())
                    emit q->emotionChanged(alert.emotion, {});
            },
            [this](const protocol::Custom& custom) {
                if (const QString words = wordsOf(custom.payload); !words.isEmpty())
                    emit q->notice(words);
            },
            [this](const protocol::System& system) {
                // A board restarts on "reboot"; a program on somebody's desktop only says that it was asked to.
                emit q->notice(
                    QCoreApplication::translate("myna", "The server asked this device for \"%1\". Nothing was done.").arg(system.command));
            },
            [this](const protocol::Failure& failure) { emit q->notice(failure.message); },
            [this](
                const protocol::Ping&) { link.send(protocol::Pong { QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) }); },
            [this, &message](const protocol::Goodbye&) { onGoodbye(message.sessionId); },
            [this](const protocol::Iot& iot) {
                emit q->iotReceived({ { u"commands"_s, iot.commands } });
            },
            // Of a server that binds devices over the WebSocket; pairing knows what to do.
            [this](const protocol::Verify& verify) { emit q->codePushed(verify); },
            [this](const protocol::BindStatus& status) { emit q->bindingPushed(status); },
            [](const protocol::AuthResponse&) {}, // a yes; a no has ended the link
            [](const protocol::Pong&) {},
            [](const protocol::Hello&) {},
            // Only devices send it.
            [this](const protocol::Listen&) { ++counted.unknownMessages; },
            [this](const protocol::Auth&) { ++counted.unknownMessages; },
            // A server that gave up its answer says so with `tts` stop; this can mean nothing else.
            [this](const protocol::Abort&) {
                if (answer.isSilent())
                    ++counted.unknownMessages;
                else
                    fallSilent();
            },
            [this](const protocol::Unknown&) { ++counted.unknownMessages; },
        },
        message.body);
}

// Firmware and py-xiaozhi heed only one for their own session, or for none in particular (reference 5.3, 6).
void VoiceSession::Private::onGoodbye(const QString& sessionId)
{
    if (!sessionId.isEmpty() && sessionId != link.sessionId()) {
        ++counted.unknownMessages;
        return;
    }
    link.close();
    onEnded(Ending::Closed,
        { .clean = true, .error = { Error::Code::Cancelled, QCoreApplication::translate("myna", "The session was ended.") } });
}

void VoiceSession::Private::onRecognised(const QString& text)
{
    turnClock.recognised(now());
    answer.tail().recognised();
    // In realtime a new question is heard while we still speak: the old answer is over, whatever of it is left.
    if (line.announced() == protocol::ListenMode::Realtime && answer.hasSound())
        fallSilent();
    emit q->heard(text);
    apply(Event::Recognised);
}

void VoiceSession::Private::onSpeech(const protocol::Speech& speech)
{
    answer.noteLife();
    switch (speech.state) {
    case protocol::SpeechState::Start:
        if (!answer.isPlaying() && answer.tail().admitsStart(now()))
            beginSpeech();
        return;
    case protocol::SpeechState::SentenceStart:
        if (!answer.isPlaying() && !beginUnannouncedSpeech())
            return;
        turnClock.sentence(now());
        emit q->sentence(answer.turn(), speech.text);
        return;
    case protocol::SpeechState::SentenceEnd:
        return;
    case protocol::SpeechState::Stop:
        if (speech == protocol::interruptedStop() && !answer.isSilent()) {
            answer.tail().stopped();
            fallSilent();
        } else {
            onStop();
        }
        return;
    }
}

// The server gave up the answer: nothing of it is heard any more.
void VoiceSession::Private::fallSilent()
{
    answer.tail().untilStart();
    answer.cancel();
    if (answer.isSilent())
        apply(Event::SpeechDrained);
}

void VoiceSession::Private::onStop()
{
    const bool couldBeAnAnswer = answer.tail().isOver();
    answer.tail().stopped();
    if (answer.isPlaying())
        answer.end();
    else if (couldBeAnAnswer) // not the echo of an abort: the server has nothing to say
        apply(Event::AnswerOverdue);
}

void VoiceSession::Private::onAudio(const protocol::AudioPacket& packet)
{
    if (packet.opus.isEmpty() || (!answer.isPlaying() && !beginUnannouncedSpeech()))
        return;
    answer.put(packet);
}

// Some servers speak without `tts` start. Late frames of an older speech look the same, which is what the tail is for.
bool VoiceSession::Private::beginUnannouncedSpeech()
{
    const bool expected = state == State::Connecting || state == State::Listening || state == State::Thinking;
    if (!answer.isSilent() || !expected || !answer.tail().isOver())
        return false;
    beginSpeech();
    return answer.isPlaying();
}

void VoiceSession::Private::beginSpeech()
{
    line.finishFlush();
    const quint64 step = steps;
    if (answer.isDraining())
        answer.finish();
    if (step != steps) // who heard of the end wished for something else
        return;
    answer.begin();
    if (answer.isPlaying())
        apply(Event::SpeechStarted);
}

void VoiceSession::Private::onDrained()
{
    if (!answer.isDraining())
        return;
    answer.finish();
    if (answer.isSilent())
        apply(Event::SpeechDrained);
    followWish(); // without a link the microphone waited for the end of it
}

void VoiceSession::Private::withdraw(const QString& reason)
{
    line.finishFlush();
    const bool thinking = state == State::Thinking;
    const bool playing = answer.isPlaying();
    if (!thinking && answer.isSilent())
        return;
    if (playing || thinking) {
        link.send(protocol::Abort { reason });
        if (playing)
            answer.tail().untilStart();
        else
            answer.tail().untilStop(now());
    }
    answer.cancel();
}

}
