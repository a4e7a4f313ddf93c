// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/voicesession.h"

#include "session/voicesession_p.h"
#include "transport/maketransport.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace myna::session {

using namespace Qt::Literals::StringLiterals;
using protocol::ListenMode;

namespace {

protocol::Hello helloOf(const SessionSetup& setup)
{
    protocol::Hello hello;
    hello.audio = setup.uplink;
    hello.features = setup.features;
    return hello;
}

}

VoiceSession::Private::Private(VoiceSession* owner, TransportFactory factory, const SessionSetup& setup, const Timing& limits)
    : q(owner)
    , link(std::move(factory), helloOf(setup), limits.hello, limits.binding, owner)
    , timing(limits)
    , policy(limits.reconnect)
    , renewable(setup.renewable)
    , line(link, clock, limits.flush, owner)
    , answer(clock, turnClock, { limits.stuckSpeech, limits.drain }, owner)
    , answerTimer(owner)
    , retryTimer(owner)
{
    clock.start();
    for (QTimer* timer : { &answerTimer, &retryTimer })
        timer->setSingleShot(true);
    connectParts();
}

void VoiceSession::Private::connectParts()
{
    connect(&link, &SessionLink::ready, q, [this](const auto& hello, const QString& id) { onReady(hello, id); });
    connect(&link, &SessionLink::messageReceived, q, [this](const auto& message) { onMessage(message); });
    connect(&link, &SessionLink::audioReceived, q, [this](const auto& packet) { onAudio(packet); });
    connect(&link, &SessionLink::ended, q, [this](Ending ending, const auto& closing) { onEnded(ending, closing); });
    connect(&line, &MicrophoneLine::wanted, q, &VoiceSession::microphoneWanted);
    connect(&answer, &SpokenAnswer::started, q, &VoiceSession::speechStarted);
    connect(&answer, &SpokenAnswer::audioReceived, q, &VoiceSession::audioReceived);
    connect(&answer, &SpokenAnswer::ended, q, &VoiceSession::speechEnded);
    connect(&answer, &SpokenAnswer::cancelled, q, &VoiceSession::speechCancelled);
    connect(&answer, &SpokenAnswer::finished, q, &VoiceSession::turnFinished);
    connect(&answer, &SpokenAnswer::drainOverdue, q, [this] { onDrained(); });
    connect(&answerTimer, &QTimer::timeout, q,
        [this] { apply(Event::AnswerOverdue, QCoreApplication::translate("myna", "The server did not answer the question.")); });
    connect(&retryTimer, &QTimer::timeout, q, [this] { apply(Event::RetryDue); });
}

VoiceSession::VoiceSession(TransportFactory factory, const SessionSetup& setup, Timing timing, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(factory), setup, timing))
{
}

VoiceSession::~VoiceSession()
{
    d->link.disconnect(this);
}

State VoiceSession::state() const
{
    return d->state;
}

bool VoiceSession::isConnected() const
{
    return d->link.isReady();
}

TurnId VoiceSession::turn() const
{
    return d->answer.turn();
}

SessionCounters VoiceSession::counters() const
{
    SessionCounters counters = d->counted;
    counters.turns = d->answer.turns();
    counters.link = d->link.counters();
    counters.earlyDropped = d->line.droppedEarly();
    return counters;
}

void VoiceSession::setProfile(const protocol::ConnectionProfile& profile)
{
    if (d->renewal == Private::Renewal::Asked) {
        d->profile = profile;
        d->apply(Event::RetryDue);
        return;
    }
    if (d->profile == profile)
        return;
    disconnectNow();
    d->profile = profile;
}

void VoiceSession::connectNow()
{
    if (d->link.isReady())
        return;
    d->policy.reset();
    d->apply(Event::TalkWanted);
}

void VoiceSession::disconnectNow()
{
    d->intent = {};
    d->pendingText.clear();
    d->policy.reset();
    d->line.close();
    if (!d->answer.isSilent())
        d->answer.cancel();
    if (d->link.close())
        d->linkDown(1000, {}, true);
    d->apply(Event::HangUpWanted);
}

void VoiceSession::retryNow()
{
    if (d->state == State::Failed)
        d->policy.beginAnew();
    d->apply(Event::RetryDue);
}

void VoiceSession::networkChanged(NetworkChange change)
{
    if (d->link.isReady()) {
        d->link.probe();
        return;
    }
    const bool waiting = d->state == State::Reconnecting && d->renewal == Private::Renewal::None;
    const bool mayPass = d->state == State::Failed && d->lastEnding != Ending::Refused && bool(transport::wireFor(d->profile));
    if (change == NetworkChange::Down || (!waiting && !mayPass))
        return;
    // A microphone does not open by itself, and no answer is heard, long after everybody was told that there is no connection.
    if (mayPass) {
        d->intent = {};
        d->pendingText.clear();
    }
    d->policy.reset();
    d->apply(Event::RetryDue);
}

void VoiceSession::renewalFailed(const Error& reason)
{
    if (d->renewal != Private::Renewal::Asked)
        return;
    d->renewal = Private::Renewal::None;
    d->lastLoss = reason;
    const auto passing = { Error::Code::Network, Error::Code::Timeout, Error::Code::Unavailable };
    if (std::find(passing.begin(), passing.end(), reason.code) != passing.end()) {
        d->waitForRetry();
        return;
    }
    d->apply(Event::GaveUp, reason.text);
    emit refused(reason);
}

void VoiceSession::startListening(protocol::ListenMode mode)
{
    if (d->state == State::Listening && d->intent.listen == mode)
        return;
    d->withdraw();
    d->pendingText.clear();
    d->pendingWake.reset();
    d->intent.listen = mode;
    if (!d->link.isReady())
        d->policy.beginAnew();
    d->apply(Event::TalkWanted);
    d->followWish();
}

void VoiceSession::wake(const QString& phrase, const QVector<protocol::AudioPacket>& preRoll, ListenMode mode)
{
    // Who listens hears the phrase anyway; and one that was on its way here when the microphone was muted was said before.
    if (d->line.isMuted() || (d->state == State::Listening && d->intent.listen == mode))
        return;
    d->withdraw(QStringLiteral("wake_word_detected"));
    d->pendingText.clear();
    d->intent.listen = mode;
    d->pendingWake = Wake { phrase.trimmed(), preRoll.mid(std::max<qsizetype>(0, preRoll.size() - Wake::maxPackets)) };
    d->line.restart(); // what was said before it is in the pre-roll
    if (!d->link.isReady())
        d->policy.beginAnew();
    d->apply(Event::TalkWanted);
    d->followWish();
}

void VoiceSession::stopListening()
{
    if (!d->intent.listen)
        return;
    const Intent released = std::exchange(d->intent, {});
    if (released.listen == ListenMode::Manual) {
        if (d->state == State::Listening || d->line.isKeeping())
            d->turnClock.questionEnded(d->now());
        if (d->line.isKeeping())
            d->line.release();
    } else if (d->line.isOpen()) {
        d->line.stop();
    } else {
        d->line.close();
    }
    d->apply(Event::ReleaseWanted, released);
}

void VoiceSession::sendText(const QString& text)
{
    const QString words = text.trimmed();
    if (words.isEmpty())
        return;
    d->withdraw();
    d->pendingWake.reset();
    d->pendingText = words;
    // Typing ends a recording that a button holds open; a conversation goes on after the answer.
    if (d->intent.listen == ListenMode::Manual)
        d->intent.listen.reset();
    if (!d->link.isReady()) {
        d->line.close(); // it takes the place of what was being said
        d->policy.beginAnew();
    }
    d->apply(Event::TextWanted);
}

void VoiceSession::interrupt()
{
    d->withdraw();
    d->apply(Event::InterruptWanted);
}

void VoiceSession::announceUplink(const protocol::AudioParams& uplink)
{
    d->link.announceUplink(uplink);
}

void VoiceSession::setMuted(bool muted)
{
    d->line.setMuted(muted);
    if (muted)
        d->pendingWake.reset();
}

void VoiceSession::sendIot(const QJsonObject& body)
{
    d->link.send(protocol::Iot { .descriptors = body["descriptors"_L1].toArray(), .states = body["states"_L1].toArray() });
}

void VoiceSession::sendMcp(const QJsonObject& payload)
{
    d->link.send(protocol::Mcp { payload });
}

void VoiceSession::sendAudio(const protocol::AudioPacket& packet)
{
    if (d->line.send(packet))
        d->turnClock.packetSent(d->now());
}

void VoiceSession::playbackDrained(TurnId turn)
{
    if (turn == d->answer.turn())
        d->onDrained();
}

void VoiceSession::microphoneClosed()
{
    d->line.finishFlush();
}

}

#include "moc_voicesession.cpp"
