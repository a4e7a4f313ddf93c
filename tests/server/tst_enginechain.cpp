// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "server/engines/chain/chainchat.h"
#include "server/engines/chain/chainrecogniser.h"
#include "server/engines/chain/chainsynthesiser.h"
#include "server/engines/chain/chainvision.h"
#include "support/testcase.h"

#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::server;

namespace {

const Error stumble { Error::Code::Network, u"the network stumbled"_s };
const Error broken { Error::Code::Unavailable, u"the service is broken"_s };
const Error refused { Error::Code::Refused, u"the key is wrong"_s };
const codec::PcmFrame sound { std::vector<int16_t>(960, 1), 16000 };

// Times that only the test moves.
struct Hands
{
    Breaker::Time now { 1h };
    EngineHealth::Clock clock()
    {
        return [this] { return now; };
    }
};

// Every engine notes what is wished of it and does nothing by itself: the test says what happens.
struct Notes
{
    int asked = 0;
    int cancelled = 0;
    int frames = 0;
    QStringList heard;
    TurnId last;
    std::function<void(TurnId)> onAsked; // answers by itself
};

class Ear final : public Recogniser
{
public:
    explicit Ear(Notes& notes)
        : notes(notes)
    {
    }
    void feed(TurnId turn, const codec::PcmFrame&) override
    {
        notes.frames += turn == notes.last ? 1 : 0;
        if (turn != std::exchange(notes.last, turn))
            notes.frames = 1;
    }
    void finish(TurnId turn) override
    {
        notes.last = turn;
        ++notes.asked;
        if (notes.onAsked)
            onThreadOf(this, [this, turn] { notes.onAsked(turn); });
    }
    void cancel(TurnId) override { ++notes.cancelled; }
    Notes& notes;
};

class Mind final : public Chat
{
public:
    explicit Mind(Notes& notes)
        : notes(notes)
    {
    }
    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>&) override
    {
        notes.last = turn;
        ++notes.asked;
        notes.heard << (conversation.utterances.isEmpty() ? QString() : conversation.utterances.last().text);
    }
    void toolAnswered(TurnId turn, const QString& callId, const Result<QString>&) override
    {
        if (turn == notes.last)
            notes.heard << callId;
    }
    void cancel(TurnId) override { ++notes.cancelled; }
    Notes& notes;
};

class Mouth final : public Synthesiser
{
public:
    explicit Mouth(Notes& notes)
        : notes(notes)
    {
    }
    void speak(TurnId turn, const QString& sentence) override
    {
        notes.last = turn;
        ++notes.asked;
        notes.heard << sentence;
    }
    void cancel(TurnId) override { ++notes.cancelled; }
    Notes& notes;
};

class Eye final : public Vision
{
public:
    explicit Eye(Notes& notes)
        : notes(notes)
    {
    }
    void look(TurnId turn, const QByteArray&, const QString&, const QString& question, const QString&) override
    {
        notes.last = turn;
        ++notes.asked;
        notes.heard << question;
        if (notes.onAsked)
            onThreadOf(this, [this, turn] { notes.onAsked(turn); });
    }
    void cancel(TurnId) override { ++notes.cancelled; }
    Notes& notes;
};

// A chain of `Engine`s whose insides can be reached.
template<typename Interface, typename Engine>
struct Rig
{
    explicit Rig(int count, BreakerRules rules = {})
        : notes(size_t(count))
        , engines(size_t(count))
    {
        for (int i = 0; i < count; ++i)
            health.push_back(std::make_shared<EngineHealth>(rules, hands.clock()));
    }
    typename Relay<Interface>::Links links(bool again = true)
    {
        typename Relay<Interface>::Links links;
        for (size_t i = 0; i < notes.size(); ++i) {
            const auto make = [this, i]() -> Result<std::unique_ptr<Interface>> {
                auto engine = std::make_unique<Engine>(notes[i]);
                engines[i] = engine.get();
                return std::unique_ptr<Interface>(std::move(engine));
            };
            links.push_back({ u"engine %1"_s.arg(i), health[i], make, again });
        }
        return links;
    }

    Hands hands;
    std::vector<Notes> notes;
    std::vector<Engine*> engines;
    std::vector<std::shared_ptr<EngineHealth>> health;
};

using Ears = Rig<Recogniser, Ear>;
using Minds = Rig<Chat, Mind>;
using Mouths = Rig<Synthesiser, Mouth>;
using Eyes = Rig<Vision, Eye>;

EngineLimits patient()
{
    return { .recogniserFirst = 1h, .chatFirst = 1h, .voiceFirst = 1h };
}

EngineLimits hasty()
{
    return { .recogniserFirst = 20ms, .chatFirst = 20ms, .voiceFirst = 20ms };
}

Conversation question(const QString& text)
{
    Conversation conversation;
    conversation.utterances.append({ Utterance::Speaker::User, text });
    return conversation;
}

codec::PcmFrame ramp(int from, int count)
{
    codec::PcmFrame frame { {}, 24000 };
    for (int i = 0; i < count; ++i)
        frame.samples.push_back(int16_t(from + i));
    return frame;
}

// What came out of the voice, as one run.
std::vector<int16_t> heardFrom(const QSignalSpy& audio)
{
    std::vector<int16_t> all;
    for (const auto& piece : audio) {
        const auto frame = piece[1].value<codec::PcmFrame>();
        all.insert(all.end(), frame.samples.begin(), frame.samples.end());
    }
    return all;
}

}

class TstEngineChain : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    // The breaker
    void restsAfterFailuresInARowAndTriesOnce();
    void aSuccessInBetweenIsForgiving();
    void aRefusalStaysUntilTheOwnerChangesSomething();
    void whatIsNotItsFaultDoesNotCount();
    void restsAsLongAsTheServiceSays();
    void anAbandonedTrialIsLeftToTheNext();
    void whatRunsHereNeverRests();
    void figuresTellCallsFailuresAndTimes();
    void secretsDoNotReachTheFigures();
    void manyThreadsCountRight();

    // Speech → text
    void theFirstRecogniserAnswers();
    void theNextRecogniserHearsTheWholeUtterance();
    void aStumblingNetworkIsTriedAgainWithTheSame();
    void aLateRecogniserIsLeftForTheNext();
    void aLateRecogniserAloneIsTriedThreeTimes();
    void aLateRecogniserThatRunsHereIsWaitedFor();
    void allRecognisersFailingIsSaidOnceAfterTheEnd();
    void aCancelledUtteranceIsNeverRecognised();
    void aRecogniserThatCannotServeIsNotBlamed();

    // Question → answer
    void theNextChatTakesOverBeforeTheFirstWord();
    void whatWasSaidStays();
    void aToolIsNotUsedTwice();
    void aSlowChatIsLeftForTheNext();
    void aChatThatStopsInTheMiddleEndsTheTurn();
    void aToolMayTakeItsTime();
    void aCancelledAnswerIsSilent();
    void whenAllRestTheTurnFailsAtOnce();
    void aRestingChatIsNotAsked();
    void timersOfAnyEngineKeepTheLineOpen();

    // Text → sound
    void theNextVoiceSaysTheSameSentence();
    void nothingIsHeardTwice();
    void theVoiceThatTookOverStaysForTheTurn();
    void aSilentVoiceIsLeftForTheNext();
    void aCancelledSentenceGivesWayToTheNextTurn();
    void withoutVoicesEachSentenceFailsOnce();

    // Pictures
    void theNextEyeLooks();
    void picturesAreLookedAtInOrder();
};

void TstEngineChain::restsAfterFailuresInARowAndTriesOnce()
{
    Breaker breaker({ .failures = 3, .rest = 30s });
    const Breaker::Time start { 1h };
    for (int i = 0; i < 3; ++i) {
        QVERIFY(breaker.allow(start));
        breaker.failed(broken, start);
    }
    QCOMPARE(breaker.state(), Breaker::State::Resting);
    QVERIFY(!breaker.allow(start + 29s));
    QVERIFY(breaker.allow(start + 30s)); // the trial
    QVERIFY(!breaker.allow(start + 31s)); // one only
    breaker.failed(broken, start + 31s);
    QVERIFY(!breaker.allow(start + 60s)); // a failed trial: another whole rest
    QVERIFY(breaker.allow(start + 61s));
    breaker.succeeded();
    QCOMPARE(breaker.state(), Breaker::State::Closed);
    QVERIFY(breaker.allow(start + 61s) && breaker.allow(start + 61s));
}

void TstEngineChain::aSuccessInBetweenIsForgiving()
{
    Breaker breaker({ .failures = 2, .rest = 30s });
    for (int i = 0; i < 5; ++i) {
        breaker.failed(stumble, Breaker::Time(1h));
        QCOMPARE(breaker.state(), Breaker::State::Closed);
        breaker.succeeded();
    }
}

void TstEngineChain::aRefusalStaysUntilTheOwnerChangesSomething()
{
    Breaker breaker;
    breaker.failed(refused, Breaker::Time(1h));
    QCOMPARE(breaker.state(), Breaker::State::Refused);
    QVERIFY(!breaker.allow(Breaker::Time(1000h)));
    breaker.forgiveRefusal();
    QVERIFY(breaker.allow(Breaker::Time(1000h)));
}

void TstEngineChain::whatIsNotItsFaultDoesNotCount()
{
    Breaker breaker({ .failures = 1 });
    breaker.failed({ Error::Code::Cancelled, {} }, Breaker::Time(1h));
    breaker.failed({ Error::Code::Invalid, u"the sentence is too long"_s }, Breaker::Time(1h));
    QCOMPARE(breaker.state(), Breaker::State::Closed);
    breaker.failed({ Error::Code::Protocol, u"a web page"_s }, Breaker::Time(1h));
    QCOMPARE(breaker.state(), Breaker::State::Resting);
}

void TstEngineChain::restsAsLongAsTheServiceSays()
{
    Hands hands;
    const auto health = std::make_shared<EngineHealth>(BreakerRules {}, hands.clock());
    auto call = health->begin();
    QVERIFY(call);
    health->restFor(120s);
    call->failed({ Error::Code::Unavailable, u"too many questions"_s });
    QVERIFY(!health->isAvailable());
    hands.now += 119s;
    QVERIFY(!health->isAvailable());
    hands.now += 1s;
    QVERIFY(health->isAvailable());
    health->restFor(1000h); // nobody may switch an engine off for good
    hands.now += 1h;
    QVERIFY(health->isAvailable());
}

void TstEngineChain::anAbandonedTrialIsLeftToTheNext()
{
    Hands hands;
    const auto health = std::make_shared<EngineHealth>(BreakerRules { .failures = 1, .rest = 30s }, hands.clock());
    health->begin()->failed(broken);
    hands.now += 30s;
    {
        const auto trial = health->begin();
        QVERIFY(trial);
        QVERIFY(!health->begin());
    }
    QVERIFY(health->begin());
}

void TstEngineChain::whatRunsHereNeverRests()
{
    Breaker breaker({ .failures = 1, .rests = false });
    for (int i = 0; i < 5; ++i)
        breaker.failed(refused, Breaker::Time(1h));
    QVERIFY(breaker.allow(Breaker::Time(1h)));
}

void TstEngineChain::figuresTellCallsFailuresAndTimes()
{
    Hands hands;
    const auto health = std::make_shared<EngineHealth>(BreakerRules {}, hands.clock());
    QCOMPARE(health->figures(), EngineFigures {});
    for (int ms = 1; ms <= 100; ++ms) {
        auto call = health->begin();
        hands.now += std::chrono::milliseconds(ms);
        call->firstResult();
    }
    EngineFigures figures = health->figures();
    QCOMPARE(figures.state, EngineState::Ready);
    QCOMPARE(figures.calls, 100);
    QCOMPARE(figures.lastMs, 100);
    QVERIFY(*figures.p50Ms >= 50 && *figures.p50Ms <= 51);
    QVERIFY(*figures.p95Ms >= 95 && *figures.p95Ms <= 96);
    health->begin()->failed(broken);
    figures = health->figures();
    QCOMPARE(figures.state, EngineState::Failed);
    QCOMPARE(figures.failures, 1);
    QCOMPARE(figures.lastError, broken.text);
}

void TstEngineChain::secretsDoNotReachTheFigures()
{
    const auto health = std::make_shared<EngineHealth>(BreakerRules {});
    health->begin()->failed({ Error::Code::Refused, u"Authorization: Bearer abc-123-very-secret was refused"_s });
    QVERIFY2(!health->figures().lastError.contains(u"very-secret"_s), qPrintable(health->figures().lastError));
}

void TstEngineChain::manyThreadsCountRight()
{
    const auto health = std::make_shared<EngineHealth>(BreakerRules { .failures = 1 << 30 });
    QThreadPool pool;
    pool.setMaxThreadCount(8);
    for (int i = 0; i < 8; ++i) {
        pool.start([health] {
            for (int n = 0; n < 500; ++n) {
                auto call = health->begin();
                if (n % 2)
                    call->firstResult();
                else
                    call->failed(broken);
            }
        });
    }
    QVERIFY(pool.waitForDone(30000));
    QCOMPARE(health->figures().calls, 4000);
    QCOMPARE(health->figures().failures, 2000);
}

void TstEngineChain::theFirstRecogniserAnswers()
{
    Ears ears(2);
    ChainRecogniser chain(ears.links(), patient());
    QSignalSpy recognised(&chain, &Recogniser::recognised);
    QSignalSpy partial(&chain, &Recogniser::partial);
    chain.feed({ 7 }, sound);
    chain.finish({ 7 });
    emit ears.engines[0]->partial(ears.notes[0].last, u"what"_s);
    emit ears.engines[0]->recognised(ears.notes[0].last, u"what time"_s);
    emit ears.engines[0]->recognised(ears.notes[0].last, u"again"_s);
    QCOMPARE(partial.size(), 1);
    QCOMPARE(recognised.size(), 1);
    QCOMPARE(recognised[0][0].value<TurnId>(), TurnId { 7 });
    QCOMPARE(recognised[0][1].toString(), u"what time"_s);
    QCOMPARE(chain.engineName(), u"engine 0"_s);
    QVERIFY(!ears.engines[1]); // not even made
}

void TstEngineChain::theNextRecogniserHearsTheWholeUtterance()
{
    Ears ears(2);
    ChainRecogniser chain(ears.links(), patient());
    QSignalSpy recognised(&chain, &Recogniser::recognised);
    chain.feed({ 1 }, sound);
    chain.feed({ 1 }, sound);
    emit ears.engines[0]->failed(ears.notes[0].last, broken); // in the middle of the speech
    chain.feed({ 1 }, sound);
    chain.finish({ 1 });
    QCOMPARE(ears.notes[1].frames, 3);
    emit ears.engines[1]->recognised(ears.notes[1].last, u"hello"_s);
    QCOMPARE(recognised.size(), 1);
    QCOMPARE(chain.engineName(), u"engine 1"_s);
}

void TstEngineChain::aStumblingNetworkIsTriedAgainWithTheSame()
{
    Ears ears(2);
    ChainRecogniser chain(ears.links(), patient());
    QSignalSpy failed(&chain, &Recogniser::failed);
    chain.feed({ 1 }, sound);
    chain.finish({ 1 });
    emit ears.engines[0]->failed(ears.notes[0].last, stumble);
    QCOMPARE(ears.notes[0].asked, 2);
    QCOMPARE(ears.notes[0].frames, 1); // of this try
    emit ears.engines[0]->failed(ears.notes[0].last, stumble);
    QCOMPARE(ears.notes[0].asked, 2); // a person does not wait for a third
    QCOMPARE(ears.notes[1].asked, 1);
    for (int i = 0; i < 3; ++i)
        emit ears.engines[1]->failed(ears.notes[1].last, stumble);
    QCOMPARE(ears.notes[1].asked, 3);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>(), Error({ Error::Code::Unavailable, stumble.text }));
}

void TstEngineChain::aLateRecogniserIsLeftForTheNext()
{
    Ears ears(2);
    ChainRecogniser chain(ears.links(), hasty());
    QSignalSpy recognised(&chain, &Recogniser::recognised);
    chain.feed({ 1 }, sound);
    chain.finish({ 1 });
    const TurnId late = ears.notes[0].last;
    ears.notes[1].onAsked = [&](TurnId turn) {
        emit ears.engines[0]->recognised(late, u"too late"_s);
        emit ears.engines[1]->recognised(turn, u"in time"_s);
    };
    QTRY_COMPARE(recognised.size(), 1);
    QCOMPARE(ears.notes[0].asked, 1);
    QCOMPARE(ears.notes[0].cancelled, 1);
    QCOMPARE(ears.notes[1].asked, 1);
    QCOMPARE(recognised[0][1].toString(), u"in time"_s);
    QCOMPARE(ears.health[0]->figures().failures, 1);
}

void TstEngineChain::aLateRecogniserAloneIsTriedThreeTimes()
{
    Ears ears(1, { .failures = 10 });
    ChainRecogniser chain(ears.links(), hasty());
    QSignalSpy failed(&chain, &Recogniser::failed);
    chain.feed({ 1 }, sound);
    chain.finish({ 1 });
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(ears.notes[0].asked, 3);

    Ears here(1, { .rests = false });
    ChainRecogniser local(here.links(false), hasty()); // what runs here is not made quicker by asking again
    QSignalSpy localFailed(&local, &Recogniser::failed);
    local.finish({ 1 });
    QTRY_COMPARE(localFailed.size(), 1);
    QCOMPARE(here.notes[0].asked, 1);
}

void TstEngineChain::aLateRecogniserThatRunsHereIsWaitedFor()
{
    Ears here(1, { .rests = false });
    EngineLimits limits = hasty();
    limits.recogniserTries = 3000;
    ChainRecogniser chain(here.links(false), limits);
    QSignalSpy recognised(&chain, &Recogniser::recognised);
    QSignalSpy failed(&chain, &Recogniser::failed);
    here.notes[0].onAsked = [&](TurnId turn) { // after several times of its time
        QTimer::singleShot(100ms, this, [&, turn] { emit here.engines[0]->recognised(turn, u"at last"_s); });
    };
    chain.finish({ 1 });
    QTRY_COMPARE(recognised.size(), 1);
    QCOMPARE(recognised[0][1].toString(), u"at last"_s);
    QCOMPARE(here.notes[0].asked, 1);
    QCOMPARE(here.notes[0].cancelled, 0);
    QVERIFY(failed.isEmpty());

    // Somebody else is asked at once.
    Ears two(2, { .rests = false });
    ChainRecogniser both(two.links(false), limits);
    QSignalSpy answered(&both, &Recogniser::recognised);
    two.notes[1].onAsked = [&](TurnId turn) { emit two.engines[1]->recognised(turn, u"in time"_s); };
    both.finish({ 1 });
    QTRY_COMPARE(answered.size(), 1);
    QCOMPARE(two.notes[0].cancelled, 1);
}

void TstEngineChain::allRecognisersFailingIsSaidOnceAfterTheEnd()
{
    Ears ears(2);
    ChainRecogniser chain(ears.links(), patient());
    QSignalSpy failed(&chain, &Recogniser::failed);
    chain.feed({ 1 }, sound);
    emit ears.engines[0]->failed(ears.notes[0].last, broken);
    emit ears.engines[1]->failed(ears.notes[1].last, broken);
    QCOMPARE(failed.size(), 0);
    chain.finish({ 1 });
    QCOMPARE(failed.size(), 0); // never from inside a call
    QTRY_COMPARE(failed.size(), 1);
}

void TstEngineChain::aCancelledUtteranceIsNeverRecognised()
{
    Ears ears(2);
    ChainRecogniser chain(ears.links(), patient());
    QSignalSpy recognised(&chain, &Recogniser::recognised);
    QSignalSpy failed(&chain, &Recogniser::failed);
    chain.feed({ 1 }, sound); // while speaking
    chain.cancel({ 1 });
    QCOMPARE(ears.notes[0].cancelled, 1);
    chain.feed({ 2 }, sound); // while recognising
    chain.finish({ 2 });
    const TurnId second = ears.notes[0].last;
    chain.cancel({ 2 });
    QCOMPARE(ears.notes[0].cancelled, 2);
    emit ears.engines[0]->recognised(second, u"ghost"_s);
    emit ears.engines[0]->failed(second, broken);
    QCOMPARE(recognised.size() + failed.size(), 0);
    QVERIFY(!ears.engines[1]);
    QCOMPARE(ears.health[0]->figures().failures, 0);
    chain.feed({ 3 }, sound);
    chain.finish({ 3 });
    emit ears.engines[0]->recognised(ears.notes[0].last, u"real"_s);
    QCOMPARE(recognised.size(), 1);
}

void TstEngineChain::aRecogniserThatCannotServeIsNotBlamed()
{
    Ears ears(1);
    auto links = ears.links();
    const Error reason { Error::Code::Unavailable, u"no Mandarin"_s };
    links[0].make = [&]() -> Result<std::unique_ptr<Recogniser>> { return reason; };
    ChainRecogniser chain(links, patient());
    QSignalSpy failed(&chain, &Recogniser::failed);
    chain.finish({ 1 });
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>(), reason);
    QCOMPARE(ears.health[0]->figures(), EngineFigures {});
}

void TstEngineChain::theNextChatTakesOverBeforeTheFirstWord()
{
    Minds minds(2);
    ChainChat chain(minds.links(), patient());
    QSignalSpy text(&chain, &Chat::text);
    QSignalSpy finished(&chain, &Chat::finished);
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 5 }, question(u"why"_s), {});
    emit minds.engines[0]->emotion(minds.notes[0].last, u"happy"_s);
    emit minds.engines[0]->failed(minds.notes[0].last, broken);
    QCOMPARE(minds.notes[1].heard, QStringList { u"why"_s });
    emit minds.engines[1]->text(minds.notes[1].last, u"because"_s);
    emit minds.engines[1]->finished(minds.notes[1].last);
    QCOMPARE(text.size(), 1);
    QCOMPARE(text[0][0].value<TurnId>(), TurnId { 5 });
    QCOMPARE(finished.size(), 1);
    QCOMPARE(failed.size(), 0);
    QCOMPARE(chain.engineName(), u"engine 1"_s);
    QCOMPARE(minds.health[0]->figures().failures, 1);
    QCOMPARE(minds.health[1]->figures().failures, 0);
}

void TstEngineChain::whatWasSaidStays()
{
    Minds minds(2);
    ChainChat chain(minds.links(), patient());
    QSignalSpy text(&chain, &Chat::text);
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 1 }, question(u"why"_s), {});
    emit minds.engines[0]->text(minds.notes[0].last, u"Because "_s);
    emit minds.engines[0]->failed(minds.notes[0].last, stumble);
    QCOMPARE(text.size(), 1);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!minds.engines[1]);
    QCOMPARE(minds.health[0]->figures().failures, 1);
}

void TstEngineChain::aToolIsNotUsedTwice()
{
    Minds minds(2);
    ChainChat chain(minds.links(), patient());
    QSignalSpy called(&chain, &Chat::toolCalled);
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 1 }, question(u"louder"_s), {});
    emit minds.engines[0]->toolCalled(minds.notes[0].last, { u"c1"_s, u"volume"_s, {} });
    chain.toolAnswered({ 1 }, u"c1"_s, u"done"_s);
    QCOMPARE(minds.notes[0].heard.last(), u"c1"_s);
    emit minds.engines[0]->failed(minds.notes[0].last, stumble);
    QCOMPARE(called.size(), 1);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!minds.engines[1]);
}

void TstEngineChain::aSlowChatIsLeftForTheNext()
{
    Minds minds(2);
    ChainChat chain(minds.links(), hasty());
    QSignalSpy text(&chain, &Chat::text);
    chain.ask({ 1 }, question(u"why"_s), {});
    const TurnId late = minds.notes[0].last;
    QTRY_COMPARE(minds.notes[1].asked, 1);
    QCOMPARE(minds.notes[0].cancelled, 1);
    emit minds.engines[0]->text(late, u"I was slow"_s);
    QCOMPARE(text.size(), 0);
}

void TstEngineChain::aChatThatStopsInTheMiddleEndsTheTurn()
{
    Minds minds(1);
    ChainChat chain(minds.links(), hasty());
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 1 }, question(u"why"_s), {});
    emit minds.engines[0]->text(minds.notes[0].last, u"Because "_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>().code, Error::Code::Timeout);
    QCOMPARE(minds.notes[0].cancelled, 1);
}

void TstEngineChain::aToolMayTakeItsTime()
{
    Minds minds(1);
    ChainChat chain(minds.links(), hasty());
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 1 }, question(u"why"_s), {});
    emit minds.engines[0]->toolCalled(minds.notes[0].last, { u"c1"_s, u"slow"_s, {} });
    QTimer longTool; // several limits long
    longTool.setSingleShot(true);
    QSignalSpy over(&longTool, &QTimer::timeout);
    longTool.start(100);
    QTRY_COMPARE(over.size(), 1);
    QCOMPARE(failed.size(), 0);
    chain.toolAnswered({ 1 }, u"c1"_s, u"done"_s);
    QTRY_COMPARE(failed.size(), 1); // now it is the engine's turn again
}

void TstEngineChain::aCancelledAnswerIsSilent()
{
    Minds minds(2);
    ChainChat chain(minds.links(), patient());
    QSignalSpy text(&chain, &Chat::text);
    QSignalSpy called(&chain, &Chat::toolCalled);
    QSignalSpy finished(&chain, &Chat::finished);
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 1 }, question(u"one"_s), {}); // before the first word
    const TurnId first = minds.notes[0].last;
    chain.cancel({ 1 });
    QCOMPARE(minds.notes[0].cancelled, 1);
    chain.ask({ 2 }, question(u"two"_s), {}); // while it talks
    emit minds.engines[0]->text(minds.notes[0].last, u"A"_s);
    chain.cancel({ 2 });
    chain.ask({ 3 }, question(u"three"_s), {}); // while a tool works
    emit minds.engines[0]->toolCalled(minds.notes[0].last, { u"c"_s, u"t"_s, {} });
    const TurnId third = minds.notes[0].last;
    chain.cancel({ 3 });
    chain.toolAnswered({ 3 }, u"c"_s, u"late"_s);
    QCOMPARE(minds.notes[0].cancelled, 3);
    QVERIFY(!minds.notes[0].heard.contains(u"c"_s));
    for (const TurnId old : { first, third }) {
        emit minds.engines[0]->text(old, u"ghost"_s);
        emit minds.engines[0]->finished(old);
        emit minds.engines[0]->failed(old, broken);
    }
    QCOMPARE(text.size(), 1);
    QCOMPARE(called.size(), 1);
    QCOMPARE(finished.size() + failed.size(), 0);
    QVERIFY(!minds.engines[1]);
    QCOMPARE(minds.health[0]->figures().failures, 0);
}

void TstEngineChain::whenAllRestTheTurnFailsAtOnce()
{
    Minds minds(1, { .failures = 1, .rest = 30s });
    ChainChat chain(minds.links(), patient());
    QSignalSpy failed(&chain, &Chat::failed);
    chain.ask({ 1 }, question(u"one"_s), {});
    emit minds.engines[0]->failed(minds.notes[0].last, broken);
    QCOMPARE(failed.size(), 1);
    chain.ask({ 2 }, question(u"two"_s), {});
    QCOMPARE(failed.size(), 1); // never from inside a call
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(failed[1][0].value<TurnId>(), TurnId { 2 });
    QCOMPARE(minds.notes[0].asked, 1);
    minds.hands.now += 30s;
    chain.ask({ 3 }, question(u"three"_s), {});
    QCOMPARE(minds.notes[0].asked, 2);
    chain.cancel({ 3 });
    chain.ask({ 4 }, question(u"four"_s), {}); // the cancelled trial was no verdict
    QCOMPARE(minds.notes[0].asked, 3);
}

void TstEngineChain::aRestingChatIsNotAsked()
{
    Minds minds(2, { .failures = 1, .rest = 30s });
    ChainChat here(minds.links(), patient());
    ChainChat there(minds.links(), patient()); // another conversation
    there.ask({ 1 }, question(u"there"_s), {});
    emit minds.engines[0]->failed(minds.notes[0].last, broken); // the second chain made its engine last
    QCOMPARE(minds.notes[0].asked, 1);
    here.ask({ 1 }, question(u"here"_s), {});
    QCOMPARE(minds.notes[0].asked, 1);
    QCOMPARE(here.engineName(), u"engine 1"_s);
    minds.hands.now += 31s;
    here.ask({ 2 }, question(u"again"_s), {});
    QCOMPARE(here.engineName(), u"engine 0"_s);
}

void TstEngineChain::timersOfAnyEngineKeepTheLineOpen()
{
    Minds minds(2);
    ChainChat chain(minds.links(), patient());
    QSignalSpy busy(&chain, &Chat::busyChanged);
    QSignalSpy spoke(&chain, &Chat::spokeFirst);
    chain.ask({ 1 }, question(u"a timer"_s), {});
    emit minds.engines[0]->failed(minds.notes[0].last, broken);
    emit minds.engines[1]->busyChanged(true);
    emit minds.engines[0]->busyChanged(true);
    emit minds.engines[1]->busyChanged(false);
    QCOMPARE(busy.size(), 1);
    emit minds.engines[0]->busyChanged(false);
    QCOMPARE(busy.size(), 2);
    QCOMPARE(busy[1][0].toBool(), false);
    emit minds.engines[1]->spokeFirst(u"ring"_s, u"happy"_s);
    QCOMPARE(spoke.size(), 1);
}

void TstEngineChain::theNextVoiceSaysTheSameSentence()
{
    Mouths mouths(2);
    ChainSynthesiser chain(mouths.links(), patient());
    QSignalSpy audio(&chain, &Synthesiser::audio);
    QSignalSpy spoken(&chain, &Synthesiser::spoken);
    chain.speak({ 9 }, u"Hello."_s);
    emit mouths.engines[0]->failed(mouths.notes[0].last, broken);
    QCOMPARE(mouths.notes[1].heard, QStringList { u"Hello."_s });
    emit mouths.engines[1]->audio(mouths.notes[1].last, ramp(0, 100));
    emit mouths.engines[1]->spoken(mouths.notes[1].last);
    QCOMPARE(audio.size(), 1);
    QCOMPARE(audio[0][0].value<TurnId>(), TurnId { 9 });
    QCOMPARE(spoken.size(), 1);
}

void TstEngineChain::nothingIsHeardTwice()
{
    Mouths mouths(3);
    ChainSynthesiser chain(mouths.links(), patient());
    QSignalSpy audio(&chain, &Synthesiser::audio);
    QSignalSpy spoken(&chain, &Synthesiser::spoken);
    QSignalSpy failed(&chain, &Synthesiser::failed);
    chain.speak({ 1 }, u"A long sentence."_s);
    emit mouths.engines[0]->audio(mouths.notes[0].last, ramp(0, 100));
    emit mouths.engines[0]->audio(mouths.notes[0].last, ramp(100, 50));
    emit mouths.engines[0]->failed(mouths.notes[0].last, stumble);
    emit mouths.engines[1]->audio(mouths.notes[1].last, ramp(0, 120)); // all of it was heard
    emit mouths.engines[1]->audio(mouths.notes[1].last, ramp(120, 80)); // the last 50 are new
    emit mouths.engines[1]->failed(mouths.notes[1].last, stumble);
    emit mouths.engines[2]->audio(mouths.notes[2].last, ramp(0, 300));
    emit mouths.engines[2]->spoken(mouths.notes[2].last);
    QCOMPARE(heardFrom(audio), ramp(0, 300).samples);
    QCOMPARE(spoken.size(), 1);
    QCOMPARE(failed.size(), 0);
}

void TstEngineChain::theVoiceThatTookOverStaysForTheTurn()
{
    Mouths mouths(2);
    ChainSynthesiser chain(mouths.links(), patient());
    chain.speak({ 1 }, u"One."_s);
    chain.speak({ 1 }, u"Two."_s);
    QCOMPARE(mouths.notes[0].heard, QStringList { u"One."_s }); // one after the other
    emit mouths.engines[0]->failed(mouths.notes[0].last, broken);
    emit mouths.engines[1]->spoken(mouths.notes[1].last);
    QCOMPARE(mouths.notes[1].heard, (QStringList { u"One."_s, u"Two."_s }));
    emit mouths.engines[1]->spoken(mouths.notes[1].last);
    chain.speak({ 2 }, u"Three."_s);
    QCOMPARE(mouths.notes[0].heard.last(), u"Three."_s);
}

void TstEngineChain::aSilentVoiceIsLeftForTheNext()
{
    Mouths mouths(2);
    ChainSynthesiser chain(mouths.links(), hasty());
    QSignalSpy audio(&chain, &Synthesiser::audio);
    chain.speak({ 1 }, u"One."_s);
    const TurnId late = mouths.notes[0].last;
    QTRY_COMPARE(mouths.notes[1].asked, 1);
    QCOMPARE(mouths.notes[0].cancelled, 1);
    emit mouths.engines[0]->audio(late, ramp(0, 10));
    QCOMPARE(audio.size(), 0);
}

void TstEngineChain::aCancelledSentenceGivesWayToTheNextTurn()
{
    Mouths mouths(2);
    ChainSynthesiser chain(mouths.links(), patient());
    QSignalSpy audio(&chain, &Synthesiser::audio);
    QSignalSpy spoken(&chain, &Synthesiser::spoken);
    chain.speak({ 1 }, u"One."_s);
    chain.speak({ 1 }, u"Two."_s);
    chain.speak({ 2 }, u"Three."_s);
    const TurnId old = mouths.notes[0].last;
    chain.cancel({ 1 });
    QCOMPARE(mouths.notes[0].cancelled, 1);
    QCOMPARE(mouths.notes[0].heard, (QStringList { u"One."_s, u"Three."_s }));
    emit mouths.engines[0]->audio(old, ramp(0, 10));
    emit mouths.engines[0]->spoken(old);
    QCOMPARE(audio.size() + spoken.size(), 0);
    emit mouths.engines[0]->spoken(mouths.notes[0].last);
    QCOMPARE(spoken.size(), 1);
    QCOMPARE(spoken[0][0].value<TurnId>(), TurnId { 2 });
}

void TstEngineChain::withoutVoicesEachSentenceFailsOnce()
{
    Mouths mouths(2, { .failures = 1, .rest = 30s });
    ChainSynthesiser chain(mouths.links(), patient());
    QSignalSpy failed(&chain, &Synthesiser::failed);
    chain.speak({ 1 }, u"One."_s);
    chain.speak({ 1 }, u"Two."_s);
    emit mouths.engines[0]->failed(mouths.notes[0].last, broken);
    emit mouths.engines[1]->failed(mouths.notes[1].last, broken);
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(mouths.notes[0].asked + mouths.notes[1].asked, 2);
}

void TstEngineChain::theNextEyeLooks()
{
    Eyes eyes(2);
    ChainVision chain(eyes.links(), 20ms);
    QSignalSpy seen(&chain, &Vision::seen);
    QSignalSpy failed(&chain, &Vision::failed);
    eyes.notes[1].onAsked = [&](TurnId turn) { emit eyes.engines[1]->seen(turn, u"a cat"_s); };
    chain.look({ 1 }, "picture", u"image/png"_s, u"what"_s, u"en"_s);
    QTRY_COMPARE(seen.size(), 1); // the first was late
    QCOMPARE(eyes.notes[0].cancelled, 1);
    eyes.notes[1].onAsked = nullptr;
    QCOMPARE(failed.size(), 0);
    chain.look({ 2 }, "picture", u"image/png"_s, u"what"_s, u"en"_s);
    emit eyes.engines[0]->failed(eyes.notes[0].last, broken);
    emit eyes.engines[1]->failed(eyes.notes[1].last, broken);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<TurnId>(), TurnId { 2 });
}

void TstEngineChain::picturesAreLookedAtInOrder()
{
    Eyes eyes(1);
    ChainVision chain(eyes.links(), 1h);
    QSignalSpy seen(&chain, &Vision::seen);
    chain.look({ 1 }, "a", u"image/png"_s, u"one"_s, u"en"_s);
    chain.look({ 2 }, "b", u"image/png"_s, u"two"_s, u"en"_s);
    chain.look({ 3 }, "c", u"image/png"_s, u"three"_s, u"en"_s);
    chain.cancel({ 2 });
    QCOMPARE(eyes.notes[0].heard, QStringList { u"one"_s });
    emit eyes.engines[0]->seen(eyes.notes[0].last, u"1"_s);
    emit eyes.engines[0]->seen(eyes.notes[0].last, u"3"_s);
    QCOMPARE(eyes.notes[0].heard, (QStringList { u"one"_s, u"three"_s }));
    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen[1][0].value<TurnId>(), TurnId { 3 });
    chain.look({ 4 }, "d", u"image/png"_s, u"four"_s, u"en"_s);
    chain.cancel({ 4 });
    QCOMPARE(eyes.notes[0].cancelled, 1);
}

QTEST_GUILESS_MAIN(TstEngineChain)
#include "tst_enginechain.moc"
