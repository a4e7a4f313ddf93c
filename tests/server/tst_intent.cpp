// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "server/chatconformance.h"
#include "server/engines/intent/intendedchat.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

using Entry = ChatLog::Entry;

mcp::ToolSpec tool(const QString& name, const QString& argument, mcp::ArgumentType type)
{
    mcp::ToolSpec spec;
    spec.name = name;
    spec.arguments += mcp::Argument { .name = argument, .type = type };
    return spec;
}

const QVector<mcp::ToolSpec> lamp { tool(u"self.lamp.set_power"_s, u"on"_s, mcp::ArgumentType::Boolean) };

// A language model that notes what it is given.
class FakeModel final : public Chat
{
    Q_OBJECT

public:
    struct Script
    {
        QStringList asked;
        QStringList offered; // names of the tools of the last question
        QString calls; // the tool it calls
        int cancels = 0;
    };
    explicit FakeModel(Script& script)
        : m_script(script)
    {
    }
    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) override
    {
        m_script.asked += conversation.utterances.last().text;
        m_script.offered.clear();
        for (const mcp::ToolSpec& one : tools)
            m_script.offered += one.name;
        onThreadOf(this, [this, turn] {
            if (m_script.calls.isEmpty())
                say(turn);
            else
                emit toolCalled(turn, { u"id"_s, m_script.calls, {} });
        });
    }
    void toolAnswered(TurnId turn, const QString&, const Result<QString>&) override
    {
        onThreadOf(this, [this, turn] { say(turn); });
    }
    void cancel(TurnId) override { ++m_script.cancels; }

private:
    void say(TurnId turn)
    {
        emit text(turn, u"The model speaks."_s);
        emit finished(turn);
    }
    Script& m_script;
};

struct Talk
{
    explicit Talk(const QString& type, const QStringList& exitWords = {})
        : chat(withIntent(type, exitWords, std::make_unique<FakeModel>(script), u"en"_s, PhraseBook::make()))
        , log(*chat)
        , ended(chat.get(), &Chat::conversationEnded)
        , busy(chat.get(), &Chat::busyChanged)
    {
    }
    bool ask(const QString& question, const QString& language = u"en"_s)
    {
        turn = turn.next();
        Conversation conversation = conversationOf(question);
        conversation.language = language;
        chat->ask(turn, conversation, lamp);
        return becomesTrue([this] { return log.count(Entry::Finished, turn) + log.count(Entry::Call, turn) > 0; });
    }
    FakeModel::Script script;
    std::unique_ptr<Chat> chat;
    ChatLog log;
    QSignalSpy ended;
    QSignalSpy busy;
    TurnId turn;
};

}

class TstIntent : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void knowsItsTypes()
    {
        for (const auto& [type, tools] : { std::pair(u"nointent"_s, false), { u"rules"_s, false }, { u"function_call"_s, true } }) {
            const auto intent = makeIntent(type, {});
            QVERIFY(intent);
            QCOMPARE(intent->offersTools(), tools);
        }
        QVERIFY(!makeIntent(u"intent_llm"_s, {}));
        FakeModel::Script script;
        QVERIFY(!withIntent(u"intent_llm"_s, {}, std::make_unique<FakeModel>(script), u"en"_s, PhraseBook::make()));
    }

    void judges_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("who"); // with rules
        QTest::newRow("time") << u"en"_s << u"What time is it?"_s << u"assistant"_s;
        QTest::newRow("sum") << u"en"_s << u"what is two plus three"_s << u"assistant"_s;
        QTest::newRow("timer") << u"en"_s << u"set a timer for five minutes"_s << u"assistant"_s;
        QTest::newRow("lamp") << u"en"_s << u"turn on the lamp"_s << u"assistant"_s;
        QTest::newRow("no such tool") << u"en"_s << u"set the volume to 50 percent"_s << u"model"_s;
        QTest::newRow("no timer runs") << u"en"_s << u"how much time is left"_s << u"model"_s;
        QTest::newRow("small talk") << u"en"_s << u"tell me a joke"_s << u"model"_s;
        QTest::newRow("who") << u"en"_s << u"who are you"_s << u"model"_s;
        QTest::newRow("what") << u"en"_s << u"what can you do"_s << u"model"_s;
        QTest::newRow("repeat") << u"en"_s << u"say what time is it in French"_s << u"model"_s;
        QTest::newRow("open") << u"en"_s << u"why is the sky blue"_s << u"model"_s;
        QTest::newRow("time zh") << u"zh"_s << u"现在几点了？"_s << u"assistant"_s;
        QTest::newRow("lamp zh") << u"zh"_s << u"开灯"_s << u"assistant"_s;
        QTest::newRow("open zh") << u"zh"_s << u"天为什么是蓝色的"_s << u"model"_s;
        QTest::newRow("bye") << u"en"_s << u"Goodbye!"_s << u"exit"_s;
        QTest::newRow("bye zh") << u"zh"_s << u"再见。"_s << u"exit"_s;
        QTest::newRow("bye in the other") << u"zh"_s << u"bye"_s << u"exit"_s;
        QTest::newRow("bye inside") << u"en"_s << u"how do I say goodbye in French"_s << u"model"_s;
        QTest::newRow("nothing") << u"en"_s << u""_s << u"model"_s;
    }

    void judges()
    {
        QFETCH(QString, language);
        QFETCH(QString, words);
        QFETCH(QString, who);
        Talk rules(u"rules"_s);
        QVERIFY(rules.ask(words, language));
        QCOMPARE(rules.script.asked.size(), who == "model"_L1 ? 1 : 0);
        QCOMPARE(rules.ended.size(), who == "exit"_L1 ? 1 : 0);
        QVERIFY(rules.script.offered.isEmpty());

        Talk function(u"function_call"_s);
        QVERIFY(function.ask(words, language));
        QCOMPARE(function.script.asked.size(), who == "exit"_L1 ? 0 : 1);
        if (who != "exit"_L1)
            QCOMPARE(function.script.offered, (QStringList { u"self.lamp.set_power"_s, IntendedChat::endTool }));

        Talk none(u"nointent"_s);
        QVERIFY(none.ask(words, language));
        QCOMPARE(none.script.asked.size(), 1);
        QVERIFY(none.script.offered.isEmpty());
    }

    void takesTheOwnersExitWords()
    {
        Talk talk(u"function_call"_s, { u"Shut up"_s });
        QVERIFY(talk.ask(u"goodbye"_s));
        QCOMPARE(talk.script.asked.size(), 1);
        QVERIFY(talk.ask(u"Shut up!"_s));
        QCOMPARE(talk.script.asked.size(), 1);
        QCOMPARE(talk.ended.size(), 1);
        QVERIFY(!talk.log.words(talk.turn).isEmpty()); // a farewell
    }

    void theModelMayEndTheConversation()
    {
        Talk talk(u"function_call"_s);
        talk.script.calls = IntendedChat::endTool;
        QVERIFY(talk.ask(u"well then, I have to leave"_s));
        QCOMPARE(talk.log.count(Entry::Call, talk.turn), 0); // nobody else's business
        QCOMPARE(talk.log.words(talk.turn), u"The model speaks."_s);
        QCOMPARE(talk.ended.size(), 1);
        talk.script.calls.clear();
        QVERIFY(talk.ask(u"but stay"_s));
        QCOMPARE(talk.ended.size(), 1);
    }

    void toolsGoToWhoAskedForThem()
    {
        Talk talk(u"function_call"_s);
        talk.script.calls = u"self.lamp.set_power"_s;
        QVERIFY(talk.ask(u"make it bright"_s));
        QCOMPARE(talk.log.call(talk.turn).name, u"self.lamp.set_power"_s);
        talk.chat->toolAnswered(talk.turn, u"id"_s, u"done"_s);
        QTRY_COMPARE(talk.log.count(Entry::Finished, talk.turn), 1);
    }

    void timersOfTheAssistantAreTold()
    {
        Talk talk(u"rules"_s);
        QVERIFY(talk.ask(u"set a timer for five minutes"_s));
        QCOMPARE(talk.busy.size(), 1);
        QVERIFY(talk.ask(u"how much time is left"_s)); // now there is one
        QVERIFY(talk.script.asked.isEmpty());
    }

    // S90, S91: nothing of one conversation is known to another.
    void twoConversationsShareNothing()
    {
        Talk first(u"rules"_s);
        Talk second(u"rules"_s);
        QVERIFY(first.ask(u"set a timer for five minutes"_s));
        QVERIFY(second.ask(u"how much time is left"_s));
        QCOMPARE(second.script.asked.size(), 1); // the model's: no timer runs here
        QCOMPARE(second.busy.size(), 0);
    }

    void cancelReachesTheOneWhoAnswers()
    {
        Talk talk(u"rules"_s);
        talk.chat->ask({ 1 }, conversationOf(u"why is the sky blue"_s), {});
        talk.chat->cancel({ 1 });
        QCOMPARE(talk.script.cancels, 1);
        talk.chat->ask({ 2 }, conversationOf(u"goodbye"_s), {});
        talk.chat->cancel({ 2 });
        talk.turn = { 2 };
        QVERIFY(talk.ask(u"what time is it"_s));
        QCOMPARE(talk.log.of({ 1 }) + talk.log.of({ 2 }), 0);
        QCOMPARE(talk.ended.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TstIntent)
#include "tst_intent.moc"
