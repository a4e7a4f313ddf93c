// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/voicesession_p.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <utility>

// The machine and what its states do.
namespace myna::session {

using protocol::ListenMode;

void VoiceSession::Private::apply(Event event, const Intent& by, const QString& reason)
{
    const std::optional<State> next = nextState(state, event, { by.listen, !pendingText.isEmpty() || line.hasQuestion() }, link.isReady());
    if (!next)
        return;
    const quint64 step = ++steps;
    if (*next != state) {
        state = *next;
        emit q->stateChanged(state, reason);
    }
    // Who heard the signal may have wished for something else: then that is already done.
    if (step == steps)
        enter(*next);
}

void VoiceSession::Private::enter(State entered)
{
    answerTimer.stop();
    retryTimer.stop();
    if (entered != State::Reconnecting)
        renewal = Renewal::None;
    switch (entered) {
    case State::Idle:
    case State::Failed:
        pendingWake.reset();
        line.close();
        return;
    case State::Connecting:
        link.open(profile);
        followWish();
        return;
    case State::Listening:
        enterListening();
        return;
    case State::Thinking:
        enterThinking();
        return;
    case State::Speaking:
        line.pause();
        return;
    case State::Reconnecting:
        enterReconnecting();
        return;
    }
}

void VoiceSession::Private::enterListening()
{
    if (!answer.isSilent())
        answer.cancel();
    const auto wake = std::exchange(pendingWake, {});
    // In realtime the microphone never stopped, and servers get no second start.
    if (line.announced() != ListenMode::Realtime || intent.listen != ListenMode::Realtime) {
        turnClock.reset();
        if (wake)
            line.wake(*wake);
        line.start(*intent.listen);
    }
    line.open();
}

void VoiceSession::Private::enterThinking()
{
    answerTimer.start(timing.answer);
    if (!pendingText.isEmpty()) {
        if (!answer.isSilent())
            answer.cancel();
        line.pause();
        turnClock.questionEnded(now());
        link.send(protocol::Listen { protocol::ListenState::Detect, {}, std::exchange(pendingText, {}) });
    } else if (line.hasQuestion()) {
        line.ask();
    } else {
        line.release();
    }
}

void VoiceSession::Private::enterReconnecting()
{
    pendingWake.reset(); // its moment is over
    followWish();
    if (renewal != Renewal::Due) {
        waitForRetry();
        return;
    }
    renewal = Renewal::Asked;
    retryTimer.start(timing.reconnect.renewal);
    emit q->renewalWanted(lastLoss);
}

// Who wants to talk is heard from the first word on, also while there is no link. But not while our own last words still sound: without an
// echo canceller they would be taken for the question.
void VoiceSession::Private::followWish()
{
    if (state != State::Connecting && state != State::Reconnecting)
        return;
    if (!intent.listen)
        line.abandon();
    else if (answer.isSilent() || intent.listen == ListenMode::Realtime)
        line.keep();
}

void VoiceSession::Private::waitForRetry()
{
    const auto wait = policy.next(QRandomGenerator::global()->generateDouble());
    if (!wait) {
        apply(Event::GaveUp,
            QCoreApplication::translate("myna",
                "The connection could not be restored after %n tries. %1 It is tried again when the network changes.", nullptr,
                policy.limit())
                .arg(lastLoss.text));
        return;
    }
    retryTimer.start(*wait);
    emit q->reconnectScheduled({ policy.attempt(), policy.limit(), *wait, lastLoss });
}

void VoiceSession::Private::onReady(const protocol::Hello& hello, const QString& sessionId)
{
    readySinceMs = now();
    answer.setPacketMs(hello.audio ? hello.audio->frameMs : 0);
    if (policy.attempt() > 0)
        ++counted.reconnects;
    emit q->linkChanged(true);
    emit q->serverHello(hello, sessionId);
    apply(Event::HelloReceived);
}

void VoiceSession::Private::onEnded(Ending ending, const transport::Closing& closing)
{
    lastLoss = closing.error;
    lastEnding = ending;
    // A link that held for a while was a success; one that breaks again and again at once uses up its tries.
    if (readySinceMs && now() - *readySinceMs > timing.hello.count())
        policy.beginAnew();
    linkDown(closing.code, closing.error.text, closing.clean);
    answer.end();
    switch (ending) {
    case Ending::Closed:
        intent = {};
        pendingText.clear();
        line.close();
        apply(Event::LinkClosed, closing.error.text);
        return;
    case Ending::Lost:
        apply(Event::LinkLost, closing.error.text);
        return;
    case Ending::Refused:
        onRefused(closing);
        return;
    case Ending::Hopeless:
        line.close();
        apply(Event::GaveUp, closing.error.text);
        return;
    }
}

void VoiceSession::Private::onRefused(const transport::Closing& closing)
{
    if (renewable && policy.renew()) {
        renewal = Renewal::Due;
        apply(Event::LinkLost,
            QCoreApplication::translate("myna", "%1 The pairing is being checked.", "what the server said").arg(closing.error.text));
        return;
    }
    line.close();
    apply(Event::GaveUp, closing.error.text);
    emit q->refused(closing.error);
}

void VoiceSession::Private::linkDown(int code, const QString& reason, bool clean)
{
    const bool wasReady = readySinceMs.has_value();
    readySinceMs.reset();
    answer.tail().reset();
    line.forget();
    // What is said from now on waits for the next link; what the wish does not want closes with its state.
    if (intent.listen && (line.isOpen() || line.isKeeping()))
        line.keep();
    else
        line.abandon();
    if (wasReady)
        emit q->linkChanged(false);
    emit q->linkClosed(code, reason, clean);
}

}
