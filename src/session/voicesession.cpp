// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/voicesession.h"

#include "session/abortedtail.h"
#include "session/sessionlink.h"
#include "session/turnclock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::session {
namespace {

using protocol::ListenMode;

// Servers announce 20 ms and send 60 ms: what a packet is taken to last at least when the length of a speech is estimated.
constexpr int leastPacketMs = 60;

// What the link is doing with the microphone's packets.
enum class Uplink {
    Closed,
    Open,
    Flushing, // the button was released; the rest of the last word is on its way, then `listen stop`
};

// What is heard of the server. Runs beside the state: a server may speak before its hello, or end the session while its words still sound.
enum class Voice { Silent, Playing, Draining };

template<typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template<typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

protocol::Hello helloOf(const SessionSetup& setup)
{
    protocol::Hello hello;
    hello.audio = setup.uplink;
    hello.features = setup.features;
    return hello;
}

// A custom message worth showing carries its words in one of these.
QString wordsOf(const QJsonObject& payload)
{
    for (const QLatin1String key : { "message"_L1, "text"_L1, "content"_L1 }) {
        if (const QString words = payload[key].toString(); !words.isEmpty())
            return words;
    }
    return {};
}

}

struct VoiceSession::Private
{
    VoiceSession* q;
    SessionLink link;
    Timing timing;
    ReconnectPolicy policy;
    protocol::ConnectionProfile profile;

    State state = State::Idle;
    quint64 steps = 0; // counts transitions, so that a nested one is noticed
    Intent intent;
    QString pendingText;
    Error lastLoss;

    Uplink uplink = Uplink::Closed;
    std::optional<ListenMode> announced; // the listening the server was told of and has not ended
    Voice voice = Voice::Silent;
    TurnId turn;
    AbortedTail tail;
    int packetMs = leastPacketMs;
    qint64 packets = 0; // of the present speech
    qint64 speechSinceMs = 0;
    std::optional<qint64> readySinceMs;

    TurnClock turnClock;
    QElapsedTimer clock;
    QTimer answerTimer;
    QTimer stuckTimer;
    QTimer drainTimer;
    QTimer flushTimer;
    QTimer retryTimer;
    SessionCounters counted;

    Private(VoiceSession* owner, TransportFactory factory, const SessionSetup& setup, Timing limits);

    // The machine.
    void apply(Event event, const QString& reason = {}) { apply(event, intent, reason); }
    void apply(Event event, const Intent& by, const QString& reason = {});
    void enter(State entered);
    void enterListening();
    void enterThinking();
    void enterReconnecting();

    // The wire.
    void onReady(const protocol::Hello& hello, const QString& sessionId);
    void onEnded(Ending ending, const transport::Closing& closing);
    void onMessage(const protocol::Message& message);
    void onRecognised(const QString& text);
    void onSpeech(const protocol::Speech& speech);
    void onStop();
    void onAudio(const protocol::AudioPacket& packet);
    void linkDown(int code, const QString& reason, bool clean);
    void withdraw(); // the present answer is not wanted any more

    // The sound.
    void setUplink(Uplink wanted);
    void finishFlush();
    bool beginUnannouncedSpeech();
    void beginSpeech();
    void endSpeech();
    void cancelSpeech();
    void finishTurn();
    void onDrained();

    [[nodiscard]] qint64 now() const { return clock.elapsed(); }
};

VoiceSession::Private::Private(VoiceSession* owner, TransportFactory factory, const SessionSetup& setup, Timing limits)
    : q(owner)
    , link(std::move(factory), helloOf(setup), limits.hello, owner)
    , timing(limits)
    , policy(limits.reconnect)
    , answerTimer(owner)
    , stuckTimer(owner)
    , drainTimer(owner)
    , flushTimer(owner)
    , retryTimer(owner)
{
    clock.start();
    for (QTimer* timer : { &answerTimer, &stuckTimer, &drainTimer, &flushTimer, &retryTimer })
        timer->setSingleShot(true);
    connect(&link, &SessionLink::ready, q, [this](const auto& hello, const QString& id) { onReady(hello, id); });
    connect(&link, &SessionLink::messageReceived, q, [this](const auto& message) { onMessage(message); });
    connect(&link, &SessionLink::audioReceived, q, [this](const auto& packet) { onAudio(packet); });
    connect(&link, &SessionLink::ended, q, [this](Ending ending, const auto& closing) { onEnded(ending, closing); });
    connect(&answerTimer, &QTimer::timeout, q,
        [this] { apply(Event::AnswerOverdue, QCoreApplication::translate("myna", "The server did not answer the question.")); });
    connect(&stuckTimer, &QTimer::timeout, q, [this] { endSpeech(); });
    connect(&drainTimer, &QTimer::timeout, q, [this] { onDrained(); });
    connect(&flushTimer, &QTimer::timeout, q, [this] { finishFlush(); });
    connect(&retryTimer, &QTimer::timeout, q, [this] { apply(Event::RetryDue); });
}

void VoiceSession::Private::apply(Event event, const Intent& by, const QString& reason)
{
    const std::optional<State> next = nextState(state, event, { by.listen, !pendingText.isEmpty() }, link.isReady());
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
    switch (entered) {
    case State::Idle:
    case State::Failed:
        setUplink(Uplink::Closed);
        return;
    case State::Connecting:
        link.open(profile);
        return;
    case State::Listening:
        enterListening();
        return;
    case State::Thinking:
        enterThinking();
        return;
    case State::Speaking:
        if (announced != ListenMode::Realtime) {
            announced.reset();
            setUplink(Uplink::Closed);
        }
        return;
    case State::Reconnecting:
        enterReconnecting();
        return;
    }
}

void VoiceSession::Private::enterListening()
{
    if (voice != Voice::Silent)
        cancelSpeech();
    // In realtime the microphone never stopped, and servers get no second start.
    if (announced != ListenMode::Realtime || intent.listen != ListenMode::Realtime) {
        turnClock.reset();
        announced = intent.listen;
        link.send(protocol::Listen { protocol::ListenState::Start, intent.listen, {} });
    }
    setUplink(Uplink::Open);
}

void VoiceSession::Private::enterThinking()
{
    answerTimer.start(timing.answer);
    if (!pendingText.isEmpty()) {
        if (voice != Voice::Silent)
            cancelSpeech();
        if (announced != ListenMode::Realtime) {
            announced.reset();
            setUplink(Uplink::Closed);
        }
        turnClock.questionEnded(now());
        link.send(protocol::Listen { protocol::ListenState::Detect, {}, std::exchange(pendingText, {}) });
        return;
    }
    if (announced == ListenMode::Manual) {
        flushTimer.start(timing.flush);
        setUplink(Uplink::Flushing);
    } else {
        setUplink(Uplink::Closed);
    }
}

void VoiceSession::Private::enterReconnecting()
{
    setUplink(Uplink::Closed);
    const auto wait = policy.next(QRandomGenerator::global()->generateDouble());
    if (!wait) {
        apply(Event::GaveUp,
            QCoreApplication::translate("myna", "The connection could not be restored after %n tries. %1", nullptr, policy.limit())
                .arg(lastLoss.text));
        return;
    }
    retryTimer.start(*wait);
    emit q->reconnectScheduled({ policy.attempt(), policy.limit(), *wait, lastLoss });
}

void VoiceSession::Private::onReady(const protocol::Hello& hello, const QString& sessionId)
{
    readySinceMs = now();
    packetMs = std::max(leastPacketMs, hello.audio ? hello.audio->frameMs : 0);
    if (policy.attempt() > 0)
        ++counted.reconnects;
    emit q->linkChanged(true);
    emit q->serverHello(hello, sessionId);
    apply(Event::HelloReceived);
}

void VoiceSession::Private::onEnded(Ending ending, const transport::Closing& closing)
{
    lastLoss = closing.error;
    // A link that held for a while was a success; one that breaks again and again at once uses up its tries.
    if (readySinceMs && now() - *readySinceMs > timing.hello.count())
        policy.reset();
    linkDown(closing.code, closing.error.text, closing.clean);
    if (voice == Voice::Playing)
        endSpeech();
    switch (ending) {
    case Ending::Closed:
        intent = {};
        pendingText.clear();
        apply(Event::LinkClosed, closing.error.text);
        return;
    case Ending::Lost:
        apply(Event::LinkLost, closing.error.text);
        return;
    case Ending::Refused:
        apply(Event::GaveUp, closing.error.text);
        emit q->refused(closing.error);
        return;
    case Ending::Hopeless:
        apply(Event::GaveUp, closing.error.text);
        return;
    }
}

void VoiceSession::Private::linkDown(int code, const QString& reason, bool clean)
{
    const bool wasReady = readySinceMs.has_value();
    readySinceMs.reset();
    announced.reset();
    tail.reset();
    setUplink(Uplink::Closed);
    if (wasReady)
        emit q->linkChanged(false);
    emit q->linkClosed(code, reason, clean);
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
            [this](const protocol::Goodbye&) {
                link.close();
                onEnded(Ending::Closed,
                    { .clean = true, .error = { Error::Code::Cancelled, QCoreApplication::translate("myna", "The session was ended.") } });
            },
            // Things are reached over MCP; legacy commands have no receiver in a session.
            [](const protocol::Iot&) {},
            [](const protocol::Pong&) {},
            [](const protocol::Hello&) {},
            // Only devices send these.
            [this](const protocol::Listen&) { ++counted.unknownMessages; },
            [this](const protocol::Abort&) { ++counted.unknownMessages; },
            [this](const protocol::Unknown&) { ++counted.unknownMessages; },
        },
        message.body);
}

void VoiceSession::Private::onRecognised(const QString& text)
{
    turnClock.recognised(now());
    tail.recognised();
    emit q->heard(text);
    apply(Event::Recognised);
}

void VoiceSession::Private::onSpeech(const protocol::Speech& speech)
{
    if (voice == Voice::Playing)
        stuckTimer.start(timing.stuckSpeech);
    switch (speech.state) {
    case protocol::SpeechState::Start:
        if (voice != Voice::Playing && tail.admitsStart(now()))
            beginSpeech();
        return;
    case protocol::SpeechState::SentenceStart:
        if (voice != Voice::Playing && !beginUnannouncedSpeech())
            return;
        turnClock.sentence(now());
        emit q->sentence(turn, speech.text);
        return;
    case protocol::SpeechState::SentenceEnd:
        return;
    case protocol::SpeechState::Stop:
        onStop();
        return;
    }
}

void VoiceSession::Private::onStop()
{
    const bool couldBeAnAnswer = tail.isOver();
    tail.stopped();
    if (voice == Voice::Playing)
        endSpeech();
    else if (couldBeAnAnswer) // not the echo of an abort: the server has nothing to say
        apply(Event::AnswerOverdue);
}

void VoiceSession::Private::onAudio(const protocol::AudioPacket& packet)
{
    if (packet.opus.isEmpty() || (voice != Voice::Playing && !beginUnannouncedSpeech()))
        return;
    ++packets;
    turnClock.packet(now());
    stuckTimer.start(timing.stuckSpeech);
    emit q->audioReceived(turn, packet);
}

// Some servers speak without `tts` start. Late frames of an older speech look the same, which is what the tail is for.
bool VoiceSession::Private::beginUnannouncedSpeech()
{
    const bool expected = state == State::Connecting || state == State::Listening || state == State::Thinking;
    if (voice != Voice::Silent || !expected || !tail.isOver())
        return false;
    beginSpeech();
    return voice == Voice::Playing;
}

void VoiceSession::Private::beginSpeech()
{
    finishFlush();
    const quint64 step = steps;
    if (voice == Voice::Draining)
        finishTurn();
    if (step != steps) // who heard of the end wished for something else
        return;
    tail.reset();
    turn = turn.next();
    voice = Voice::Playing;
    packets = 0;
    speechSinceMs = now();
    turnClock.speechStarted(speechSinceMs);
    stuckTimer.start(timing.stuckSpeech);
    emit q->speechStarted(turn);
    if (voice == Voice::Playing)
        apply(Event::SpeechStarted);
}

void VoiceSession::Private::endSpeech()
{
    if (voice != Voice::Playing)
        return;
    voice = Voice::Draining;
    stuckTimer.stop();
    tail.untilStart();
    turnClock.stopped(now());
    // All that was received, played from its beginning, and a margin: after that the end of playback was missed.
    const qint64 unplayedMs = std::max<qint64>(0, packets * packetMs - (now() - speechSinceMs));
    drainTimer.start(std::chrono::milliseconds(unplayedMs) + timing.drain);
    emit q->speechEnded(turn);
}

// Silence now. The number is raised, so whatever is still under way for the old one is dropped wherever it arrives.
void VoiceSession::Private::cancelSpeech()
{
    const TurnId old = turn;
    const bool sounded = voice != Voice::Silent;
    voice = Voice::Silent;
    stuckTimer.stop();
    drainTimer.stop();
    turn = turn.next();
    const protocol::Timeline timeline = turnClock.take();
    if (!sounded)
        return;
    ++counted.turns;
    emit q->speechCancelled(old);
    emit q->turnFinished(old, timeline);
}

void VoiceSession::Private::finishTurn()
{
    voice = Voice::Silent;
    drainTimer.stop();
    ++counted.turns;
    emit q->turnFinished(turn, turnClock.take());
}

void VoiceSession::Private::onDrained()
{
    if (voice != Voice::Draining)
        return;
    finishTurn();
    if (voice == Voice::Silent)
        apply(Event::SpeechDrained);
}

void VoiceSession::Private::withdraw()
{
    finishFlush();
    const bool thinking = state == State::Thinking;
    const bool playing = voice == Voice::Playing;
    if (!thinking && voice == Voice::Silent)
        return;
    if (playing || thinking) {
        link.send(protocol::Abort {});
        if (playing)
            tail.untilStart();
        else
            tail.untilStop(now());
    }
    cancelSpeech();
}

void VoiceSession::Private::setUplink(Uplink wanted)
{
    if (uplink == wanted)
        return;
    const bool was = uplink == Uplink::Open;
    uplink = wanted;
    if (wanted != Uplink::Flushing)
        flushTimer.stop();
    if (was != (wanted == Uplink::Open))
        emit q->microphoneWanted(wanted == Uplink::Open);
}

void VoiceSession::Private::finishFlush()
{
    if (uplink != Uplink::Flushing)
        return;
    setUplink(Uplink::Closed);
    announced.reset();
    link.send(protocol::Listen { protocol::ListenState::Stop, {}, {} });
}

VoiceSession::VoiceSession(TransportFactory factory, SessionSetup setup, Timing timing, QObject* parent)
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
    return d->turn;
}

SessionCounters VoiceSession::counters() const
{
    SessionCounters counters = d->counted;
    counters.link = d->link.counters();
    return counters;
}

void VoiceSession::setProfile(const protocol::ConnectionProfile& profile)
{
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
    if (d->voice != Voice::Silent)
        d->cancelSpeech();
    if (d->link.close())
        d->linkDown(1000, {}, true);
    d->apply(Event::HangUpWanted);
}

void VoiceSession::retryNow()
{
    if (d->state == State::Failed)
        d->policy.reset();
    d->apply(Event::RetryDue);
}

void VoiceSession::startListening(protocol::ListenMode mode)
{
    if (d->state == State::Listening && d->intent.listen == mode)
        return;
    d->withdraw();
    d->pendingText.clear();
    d->intent.listen = mode;
    if (!d->link.isReady())
        d->policy.reset();
    d->apply(Event::TalkWanted);
}

void VoiceSession::stopListening()
{
    if (!d->intent.listen)
        return;
    const Intent released = std::exchange(d->intent, {});
    if (released.listen == ListenMode::Manual) {
        if (d->state == State::Listening)
            d->turnClock.questionEnded(d->now());
    } else if (d->uplink == Uplink::Open) {
        d->setUplink(Uplink::Closed);
        d->announced.reset();
        d->link.send(protocol::Listen { protocol::ListenState::Stop, {}, {} });
    }
    d->apply(Event::ReleaseWanted, released);
}

void VoiceSession::sendText(const QString& text)
{
    const QString words = text.trimmed();
    if (words.isEmpty())
        return;
    d->withdraw();
    d->pendingText = words;
    // Typing ends a recording that a button holds open; a conversation goes on after the answer.
    if (d->intent.listen == ListenMode::Manual)
        d->intent.listen.reset();
    if (!d->link.isReady())
        d->policy.reset();
    d->apply(Event::TextWanted);
}

void VoiceSession::interrupt()
{
    d->withdraw();
    d->apply(Event::InterruptWanted);
}

void VoiceSession::sendMcp(const QJsonObject& payload)
{
    d->link.send(protocol::Mcp { payload });
}

void VoiceSession::sendAudio(const protocol::AudioPacket& packet)
{
    if (d->uplink == Uplink::Closed)
        return;
    if (d->uplink == Uplink::Open)
        d->turnClock.packetSent(d->now());
    d->link.sendAudio(packet);
}

void VoiceSession::playbackDrained(TurnId turn)
{
    if (turn == d->turn)
        d->onDrained();
}

void VoiceSession::microphoneClosed()
{
    d->finishFlush();
}

}
