// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/memoryfolds.h"
#include "server/dialogue/replycache.h"
#include "server/dialogue/spokenbudget.h"
#include "server/loadgauge.h"
#include "sessionrig.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using namespace std::chrono_literals;
using protocol::ListenMode;
using protocol::SpeechState;

// What is said besides answers: greetings, good-byes, limits; and what a conversation knows and tells of itself.
class TstTurnRules : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void greetsOnceItIsQuiet();
    void greetsAfterTheEndOfThePhrase();
    void doesNotGreetWhoGoesOnTalking();
    void greetingCanBeSwitchedOff();
    void wakeWordsAreKnownByTheirText();
    void greetingIsMadeOnceForAll();
    void interruptedGreetingIsNotKept();
    void exitWordsHangUp_data();
    void exitWordsHangUp();
    void farewellCanBeSwitchedOff();
    void quotaOfTheDay();
    void busyIsSaid();
    void soundBeforeHelloIsKept();
    void tooMuchEarlySoundIsDropped();
    void personaReachesTheEngines();
    void memoryIsLoadedAndFolded();
    void whoDoesNotRememberIsNotAsked();
    void facesFollowTheSentences();
    void reportSaysHowItWent();
    void toolRoundsAreBounded();
    void rememberedUtterancesAreBounded();
};

namespace {

codec::PcmFrame phraseClip()
{
    static const codec::PcmFrame clip = speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 300, .silenceAfterMs = 200 });
    return clip;
}

codec::PcmFrame question()
{
    static const codec::PcmFrame clip = speechClip({ .text = u"what is it"_s, .silenceBeforeMs = 200, .silenceAfterMs = 800 });
    return clip;
}

void call(SessionRig& rig)
{
    rig.hear(phraseClip());
    rig.type(u"hello computer"_s);
    rig.listen(ListenMode::Auto);
}

const DialogueTiming soon { .greetAfter = 50ms };

class FakeKeeper final : public MemoryKeeper
{
public:
    QHash<QString, QString> known;
    int loads = 0;
    int saves = 0;
    void load(const QString& deviceId, QObject* context, std::function<void(const QString&)> done) override
    {
        ++loads;
        QTimer::singleShot(0, context, [this, deviceId, done] { done(known.value(deviceId)); });
    }
    QHash<QString, QVector<Utterance>> kept;
    void keep(const QString& deviceId, const QVector<Utterance>& unfolded) override { kept[deviceId] = unfolded; }
    void loadKept(const QString& deviceId, QObject* context, std::function<void(const QVector<Utterance>&)> done) override
    {
        QTimer::singleShot(0, context, [this, deviceId, done] { done(kept.value(deviceId)); });
    }
    void save(const QString& deviceId, const QString& text) override
    {
        ++saves;
        known[deviceId] = text;
    }
};

}

void TstTurnRules::greetsOnceItIsQuiet()
{
    ScriptedEngines engines;
    SessionRig rig(engines, {}, soon);
    rig.hello();
    call(rig);
    QTRY_COMPARE(rig.stops(), 1);
    QCOMPARE(rig.sentences(), QStringList { u"Yes?"_s });
    QVERIFY(!rig.wire->sentAudio.isEmpty());
    QCOMPARE(rig.session->state(), DeviceState::Listening);
    QVERIFY(engines.script.conversations.isEmpty()); // nobody was asked
    rig.hear(question());
    QTRY_COMPARE(rig.stops(), 2);
    QCOMPARE(engines.script.conversations.size(), 1);
}

void TstTurnRules::greetsAfterTheEndOfThePhrase()
{
    for (const double tailMs : { 350.0, 120.0 }) { // voice, and what is too short to be any
        const double cut = lastSoundMs(phraseClip()) - tailMs;
        ScriptedEngines engines;
        SessionRig rig(engines, {}, soon);
        rig.hello();
        rig.hear(part(phraseClip(), 0, cut));
        rig.type(u"hello computer"_s);
        rig.listen(ListenMode::Auto);
        codec::PcmFrame rest = part(phraseClip(), cut);
        rest.samples.resize(rest.samples.size() + 16000);
        rig.hear(rest);
        QTRY_COMPARE(rig.stops(), 1);
        QCOMPARE(rig.sentences(), QStringList { u"Yes?"_s });
    }
}

void TstTurnRules::doesNotGreetWhoGoesOnTalking()
{
    ScriptedEngines engines;
    SessionRig rig(engines, {}, soon);
    rig.hello();
    call(rig);
    rig.hear(question());
    QTRY_COMPARE(rig.stops(), 1);
    QVERIFY(!rig.sentences().contains(u"Yes?"_s));
    // Nor who holds a button.
    SessionRig button(engines, {}, soon);
    button.hello();
    button.hear(phraseClip());
    button.type(u"hello computer"_s);
    button.listen(ListenMode::Manual);
    bool later = false;
    QTimer::singleShot(150, this, [&later] { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(button.sentences().isEmpty());
}

void TstTurnRules::greetingCanBeSwitchedOff()
{
    ScriptedEngines engines;
    SessionRig rig(engines, { .rules = { .greets = false } }, soon);
    rig.hello();
    call(rig);
    bool later = false;
    QTimer::singleShot(150, this, [&later] { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(rig.sentences().isEmpty());
    QCOMPARE(rig.session->state(), DeviceState::Listening);
}

// Some devices send no sound before it.
void TstTurnRules::wakeWordsAreKnownByTheirText()
{
    ScriptedEngines engines;
    SessionRig rig(engines, { .persona = { .language = u"zh-CN"_s }, .rules = { .wakeWords = { u"你好小智"_s, u"Hey, Myna!"_s } } }, soon);
    rig.hello();
    rig.type(u"你好，小智！"_s);
    QTRY_COMPARE(rig.stops(), 1);
    QCOMPARE(rig.sentences(), QStringList { u"我在。"_s });
    rig.type(u"hey myna"_s);
    QTRY_COMPARE(rig.stops(), 2);
    QCOMPARE(rig.sentences().last(), u"在呢。"_s);
    QVERIFY(engines.script.conversations.isEmpty());
    rig.type(u"你好小智，现在几点"_s); // more than the word
    QTRY_COMPARE(engines.script.conversations.size(), 1);
}

void TstTurnRules::greetingIsMadeOnceForAll()
{
    ScriptedEngines engines;
    Script other;
    other.toneHz = 1500;
    engines.scripts.insert(u"other"_s, &other);
    ReplyCache cache;
    const DialogueServices services { .replies = &cache };
    QVector<protocol::AudioPacket> first;
    for (int i = 0; i < 3; ++i) {
        SessionRig rig(engines, { .deviceId = QString::number(i) }, soon, services);
        rig.hello();
        call(rig);
        QTRY_COMPARE(rig.stops(), 1);
        QCOMPARE(rig.sentences(), QStringList { u"Yes?"_s });
        if (i == 0)
            first = rig.wire->sentAudio;
        QCOMPARE(rig.wire->sentAudio.size(), first.size());
        for (qsizetype p = 0; p < first.size(); ++p)
            QCOMPARE(rig.wire->sentAudio[p].opus, first[p].opus);
    }
    QCOMPARE(engines.script.spoken, QStringList { u"Yes?"_s });
    SessionRig rig(engines, { .persona = { .voice = u"other"_s } }, soon, services); // another voice is another sound
    rig.hello();
    call(rig);
    QTRY_COMPARE(rig.stops(), 1);
    QCOMPARE(other.spoken, QStringList { u"Yes?"_s });
}

void TstTurnRules::interruptedGreetingIsNotKept()
{
    ScriptedEngines engines;
    engines.script.msPerCharacter = 300;
    ReplyCache cache;
    SessionRig rig(engines, {}, soon, { .replies = &cache });
    rig.hello();
    call(rig);
    QTRY_VERIFY(rig.wire->sentAudio.size() > 2);
    rig.abort();
    QCOMPARE(cache.bytes(), 0);
    engines.script.mouth = Mouth::FailsHalfway;
    engines.script.msPerCharacter = 10;
    call(rig);
    QTRY_COMPARE(rig.reports.size(), 2);
    QCOMPARE(cache.bytes(), 0);
}

void TstTurnRules::exitWordsHangUp_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("commands");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("ends");
    QTest::newRow("English") << u"en"_s << QStringList() << u"Good-bye!"_s << true;
    QTest::newRow("Chinese") << u"zh"_s << QStringList() << u"退出。"_s << true;
    QTest::newRow("more words") << u"en"_s << QStringList() << u"good bye, my love"_s << false;
    QTest::newRow("own") << u"en"_s << QStringList { u"that's all"_s } << u"That’s all."_s << true;
    QTest::newRow("own replace") << u"en"_s << QStringList { u"that's all"_s } << u"good bye"_s << false;
}

void TstTurnRules::exitWordsHangUp()
{
    QFETCH(QString, language);
    QFETCH(QStringList, commands);
    QFETCH(QString, text);
    QFETCH(bool, ends);
    ScriptedEngines engines;
    SessionRig rig(engines, { .persona = { .language = language }, .rules = { .exitCommands = commands } });
    rig.hello();
    rig.type(text);
    QTRY_COMPARE(rig.stops(), 1);
    QTRY_COMPARE(rig.closings.size(), ends ? 1 : 0);
    QCOMPARE(engines.script.conversations.size(), ends ? 0 : 1);
    if (ends)
        QCOMPARE(rig.sentences(), QStringList { language == "zh"_L1 ? u"再见！"_s : u"Good-bye!"_s });
}

void TstTurnRules::farewellCanBeSwitchedOff()
{
    ScriptedEngines engines;
    SessionRig rig(engines, { .rules = { .farewellAfter = 50ms, .closeAfter = 60000ms, .saysFarewell = false } });
    rig.hello();
    rig.listen(ListenMode::Auto);
    QTRY_COMPARE(rig.closings.size(), 1);
    QVERIFY(rig.sentences().isEmpty());
}

void TstTurnRules::quotaOfTheDay()
{
    ScriptedEngines engines;
    QDate today(2026, 11, 21);
    DailyBudget budget([&today] { return today; });
    SessionRig rig(engines, { .deviceId = u"a"_s, .rules = { .maxSpokenPerDay = 20 } }, {}, { .budget = &budget });
    rig.hello();
    rig.type(u"one"_s);
    QTRY_COMPARE(rig.reports.size(), 1);
    QCOMPARE(budget.spokenToday(u"a"_s), rig.reports[0].said.size());
    rig.type(u"two"_s);
    QTRY_COMPARE(rig.reports.size(), 2);
    QVERIFY2(rig.reports[1].said.contains(u"tomorrow"_s), qPrintable(rig.reports[1].said));
    QVERIFY(rig.reports[1].framesSent > 10); // a clip
    QCOMPARE(rig.reports[1].heard, u"two"_s);
    QCOMPARE(engines.script.conversations.size(), 1);
    SessionRig other(engines, { .deviceId = u"b"_s, .rules = { .maxSpokenPerDay = 20 } }, {}, { .budget = &budget });
    other.hello();
    other.type(u"mine"_s);
    QTRY_COMPARE(other.reports.size(), 1);
    QCOMPARE(engines.script.conversations.size(), 2);
    today = today.addDays(1);
    rig.type(u"three"_s);
    QTRY_COMPARE(rig.reports.size(), 3);
    QCOMPARE(engines.script.conversations.size(), 3);
}

void TstTurnRules::busyIsSaid()
{
    ScriptedEngines engines;
    bool busy = true;
    LoadGauge load;
    load.addCrowd([&busy] { return busy; });
    SessionRig rig(engines, {}, {}, { .load = &load });
    rig.hello();
    rig.type(u"now"_s);
    QTRY_COMPARE(rig.reports.size(), 1);
    QVERIFY(rig.reports[0].said.contains(u"busy"_s));
    QVERIFY(engines.script.conversations.isEmpty());
    QCOMPARE(load.figures().turns, 0);
    busy = false;
    rig.type(u"now"_s);
    QCOMPARE(load.figures().turns, 1);
    QTRY_COMPARE(rig.reports.size(), 2);
    QCOMPARE(engines.script.conversations.size(), 1);
    rig.type(u"again"_s);
    QCOMPARE(load.figures().turns, 1);
    rig.session.reset(); // in the middle of it
    QCOMPARE(load.figures().turns, 0);
}

void TstTurnRules::soundBeforeHelloIsKept()
{
    ScriptedEngines engines;
    SessionRig rig(engines);
    rig.hear(part(question(), 0, 500));
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(part(question(), 500));
    QTRY_COMPARE(rig.stops(), 1);
    QCOMPARE(engines.script.conversations.size(), 1);
    QCOMPARE(rig.session->droppedPackets(), 0U);
}

void TstTurnRules::tooMuchEarlySoundIsDropped()
{
    ScriptedEngines engines;
    SessionRig rig(engines, {}, {}, { .audioBufferBytes = 2000 });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"without saying hello"_s));
    for (int i = 0; i < 10; ++i)
        rig.wire->sendSound(QByteArray(200, 'x'));
    QVERIFY(rig.session->droppedPackets() > 4);
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(question());
    QTRY_COMPARE(rig.stops(), 1);
}

void TstTurnRules::personaReachesTheEngines()
{
    ScriptedEngines engines;
    Script mine;
    engines.scripts.insert(u"mine"_s, &mine);
    SessionRig rig(engines,
        { .deviceId = u"aa"_s,
            .boardName = u"kitchen-box"_s,
            .persona = { .language = u"zh-TW"_s, .prompt = u"你是{{device}}里的猫。"_s, .voice = u"mine"_s } });
    rig.hello();
    rig.type(u"你好"_s);
    QTRY_COMPARE(mine.conversations.size(), 1);
    QCOMPARE(mine.conversations[0].deviceId, u"aa"_s);
    QCOMPARE(mine.conversations[0].language, u"zh"_s);
    QCOMPARE(mine.conversations[0].prompt, u"你是kitchen-box里的猫。"_s);
    SessionRig plain(engines, { .boardName = u"kitchen-box"_s });
    plain.hello();
    plain.type(u"hello"_s);
    QTRY_COMPARE(engines.script.conversations.size(), 1);
    const QString prompt = engines.script.conversations[0].prompt;
    QVERIFY(prompt.contains(u"kitchen-box"_s) && prompt.contains(u"🙂"_s) && !prompt.contains(u"{{"_s));
}

void TstTurnRules::memoryIsLoadedAndFolded()
{
    ScriptedEngines engines;
    Script mine;
    engines.scripts.insert(u"mine"_s, &mine);
    FakeKeeper keeper;
    keeper.known[u"aa"_s] = u"likes tea"_s;
    MemoryFolds folds(keeper, [&](const EngineWish& wish) { return engines.makeMemory(wish); });
    {
        SessionRig rig(engines, { .deviceId = u"aa"_s, .persona = { .voice = u"mine"_s } }, {}, { .memories = &folds });
        rig.hello();
        QCoreApplication::processEvents();
        rig.type(u"my name is Ann"_s);
        QTRY_COMPARE(rig.reports.size(), 1);
        QCOMPARE(mine.conversations[0].memory, u"likes tea"_s);
        rig.wire->say(protocol::Goodbye {});
        QCOMPARE(rig.closings.size(), 1);
    }
    QTRY_COMPARE(keeper.saves, 1);
    QCOMPARE(keeper.known[u"aa"_s], u"likes tea my name is Ann/mine"_s);
    { // two conversations that end at once are both remembered; one without a question leaves nothing
        SessionRig one(engines, { .deviceId = u"aa"_s, .persona = { .voice = u"mine"_s } }, {}, { .memories = &folds });
        SessionRig two(engines, { .deviceId = u"aa"_s, .persona = { .voice = u"mine"_s } }, {}, { .memories = &folds });
        SessionRig silent(engines, { .deviceId = u"aa"_s, .persona = { .voice = u"mine"_s } }, {}, { .memories = &folds });
        for (SessionRig* rig : { &one, &two, &silent })
            rig->hello();
        one.type(u"first"_s);
        QTRY_COMPARE(one.reports.size(), 1);
        two.type(u"second"_s);
        QTRY_COMPARE(two.reports.size(), 1);
        for (SessionRig* rig : { &one, &two, &silent })
            rig->wire->say(protocol::Goodbye {});
    }
    QTRY_COMPARE(keeper.saves, 3);
    QCOMPARE(keeper.known[u"aa"_s], u"likes tea my name is Ann/mine first/mine second/mine"_s);
    QCOMPARE(folds.waiting(), 0);
}

void TstTurnRules::whoDoesNotRememberIsNotAsked()
{
    ScriptedEngines engines;
    FakeKeeper keeper;
    MemoryFolds folds(keeper, [&](const EngineWish& wish) { return engines.makeMemory(wish); });
    for (const DeviceFacts& facts : { DeviceFacts { .deviceId = u"aa"_s, .persona = { .remembers = false } },
             DeviceFacts { .deviceId = u"aa"_s, .activationCode = u"123456"_s } }) {
        SessionRig rig(engines, facts, {}, { .memories = &folds });
        rig.hello();
        rig.type(u"hello"_s);
        rig.wire->say(protocol::Goodbye {});
    }
    QCOMPARE(keeper.loads, 0);
    engines.remembers = false; // no engine is selected
    {
        SessionRig rig(engines, { .deviceId = u"aa"_s }, {}, { .memories = &folds });
        rig.hello();
        rig.type(u"hello"_s);
        rig.wire->say(protocol::Goodbye {});
    }
    QTRY_COMPARE(folds.waiting(), 0);
    QCOMPARE(keeper.saves, 0);
}

void TstTurnRules::facesFollowTheSentences()
{
    ScriptedEngines engines;
    engines.script.answer = [](const Conversation&, const auto&) { return u"😂 That is good. And now 😔 it is sad. Over."_s; };
    SessionRig rig(engines);
    rig.hello();
    rig.type(u"go"_s);
    QTRY_COMPARE(rig.stops(), 1);
    QCOMPARE(rig.faces(), (QStringList { u"funny"_s, u"sad"_s }));
    QCOMPARE(rig.sentences(), (QStringList { u"That is good."_s, u"And now it is sad."_s, u"Over."_s }));
    QCOMPARE(engines.script.spoken, rig.sentences());
}

void TstTurnRules::reportSaysHowItWent()
{
    ScriptedEngines engines;
    engines.script.tools = [](const auto&) { return std::vector<ToolCall> { { u"1"_s, u"nobody.has.it"_s, {} } }; };
    SessionRig rig(engines, { .deviceId = u"aa"_s });
    rig.hello();
    rig.listen(ListenMode::Auto);
    const QDateTime before = QDateTime::currentDateTimeUtc();
    rig.hear(question());
    QTRY_COMPARE(rig.reports.size(), 1);
    const TurnReport& report = rig.reports[0];
    QCOMPARE(report.deviceId, u"aa"_s);
    QCOMPARE(report.engines,
        (QHash<EngineKind, QString> {
            { EngineKind::Recogniser, u"ear"_s }, { EngineKind::Chat, u"mind"_s }, { EngineKind::Synthesiser, u"mouth"_s } }));
    QCOMPARE(report.tools.size(), 1);
    QCOMPARE(report.tools[0].name, u"nobody.has.it"_s);
    QVERIFY(!report.tools[0].ok);
    QCOMPARE(report.framesSent, int(rig.wire->sentAudio.size()));
    QVERIFY(report.time > before.addSecs(-5) && report.time <= QDateTime::currentDateTimeUtc());
    QVERIFY(!report.interrupted && report.failure.isEmpty());
    QVERIFY(report.ownUs && *report.ownUs > 0);
    qInfo("own share of a turn with engines that answer at once: %.2f ms", double(*report.ownUs) / 1000);
    QVERIFY(*report.ownUs / 1000 <= *report.timeline.firstPacket);
    engines.script.tools = {};
    engines.script.msPerCharacter = 500;
    rig.type(u"again"_s);
    QTRY_COMPARE(rig.count(SpeechState::Start), 2);
    rig.abort();
    QCOMPARE(rig.reports.size(), 2);
    QVERIFY(rig.reports[1].interrupted && rig.reports[1].tools.isEmpty());
    QVERIFY(!rig.reports[1].engines.contains(EngineKind::Recogniser)); // typed
}

void TstTurnRules::toolRoundsAreBounded()
{
    // Asks for one tool after the other, for ever.
    class Asker final : public Chat
    {
    public:
        int refused = 0;
        void ask(TurnId turn, const Conversation&, const QVector<mcp::ToolSpec>&) override { more(turn); }
        void toolAnswered(TurnId turn, const QString&, const Result<QString>& result) override
        {
            if (!result && result.error().code == Error::Code::Refused) {
                QTimer::singleShot(0, this, [this, turn] {
                    emit text(turn, u"I give up."_s);
                    emit finished(turn);
                });
                return;
            }
            more(turn);
        }
        void cancel(TurnId) override { }

    private:
        void more(TurnId turn)
        {
            QTimer::singleShot(0, this, [this, turn] { emit toolCalled(turn, { u"x"_s, u"nothing"_s, {} }); });
        }
    };
    class Engines final : public EngineRegistry
    {
    public:
        ScriptedEngines scripted;
        std::unique_ptr<Recogniser> makeRecogniser(const EngineWish& wish) override { return scripted.makeRecogniser(wish); }
        std::unique_ptr<Chat> makeChat(const EngineWish&) override { return std::make_unique<Asker>(); }
        std::unique_ptr<Synthesiser> makeSynthesiser(const EngineWish& wish) override { return scripted.makeSynthesiser(wish); }
    };
    Engines engines;
    SessionRig rig(engines, { .rules = { .toolRounds = 3 } });
    rig.hello();
    rig.type(u"go"_s);
    QTRY_COMPARE(rig.reports.size(), 1);
    QCOMPARE(rig.reports[0].tools.size(), 3);
    QCOMPARE(rig.reports[0].said, u"I give up."_s);
}

void TstTurnRules::rememberedUtterancesAreBounded()
{
    ScriptedEngines engines;
    engines.script.mouth = Mouth::Mute;
    SessionRig rig(engines, { .rules = { .rememberedUtterances = 3 } });
    rig.hello();
    for (int i = 0; i < 4; ++i) {
        rig.type(u"question %1"_s.arg(i));
        QTRY_COMPARE(rig.reports.size(), i + 1);
    }
    const auto utterances = engines.script.conversations.last().utterances;
    QCOMPARE(utterances.size(), 3);
    QCOMPARE(utterances.last().text, u"question 3"_s);
}

QTEST_GUILESS_MAIN(TstTurnRules)
#include "tst_turnrules.moc"
