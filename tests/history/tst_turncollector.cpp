// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turncollector.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::history;
using myna::TurnId;

class TstTurnCollector : public myna::test::TestCase
{
    Q_OBJECT

    struct Line
    {
        qint64 now = 1000;
        TurnCollector collector { [this] { return now; }, nullptr };
        QVector<Turn> turns;
        Line()
        {
            QObject::connect(&collector, &TurnCollector::turnEnded, &collector, [this](const Turn& turn) { turns << turn; });
            collector.setServer(u"This computer"_s);
        }
    };

private slots:
    void aWholeTurn()
    {
        Line l;
        l.collector.heard(u"What time is it?"_s);
        l.collector.emotionReceived(u"happy"_s);
        l.collector.toolUsed({ u"clock"_s, false });
        l.collector.speechStarted({ 1 });
        l.collector.sentence({ 1 }, u"It is nine."_s);
        l.collector.sentence({ 1 }, u"Good morning."_s);
        l.now += 2500;
        l.collector.turnFinished({ 1 }, { .recognised = 100 });
        QCOMPARE(l.turns.size(), 1);
        const Turn& t = l.turns.first();
        QCOMPARE(t.question, u"What time is it?"_s);
        QCOMPARE(t.answer, u"It is nine. Good morning."_s);
        QCOMPARE(t.server, u"This computer"_s);
        QCOMPARE(t.emotion, u"happy"_s);
        QCOMPARE(t.tools, QVector<ToolUse> { { u"clock"_s } });
        QCOMPARE(t.durationMs, 2500);
        QCOMPARE(t.timeline.recognised, std::optional<qint64>(100));
        QVERIFY(!t.typed && !t.interrupted);
        QVERIFY(t.time.isValid());
    }

    void theEchoOfTypedWordsIsNotASecondQuestion()
    {
        Line l;
        l.collector.typed(u"hello"_s);
        l.collector.heard(u"hello"_s);
        l.collector.sentence({ 1 }, u"Hi."_s);
        l.collector.turnFinished({ 1 }, {});
        QCOMPARE(l.turns.size(), 1);
        QVERIFY(l.turns[0].typed);
        // Said again aloud it is one.
        l.collector.heard(u"hello"_s);
        l.collector.flush();
        QCOMPARE(l.turns.size(), 2);
        QVERIFY(!l.turns[1].typed);
    }

    // A reminder is said by the server because the program asked it to.
    void whatTheProgramAsksIsNoQuestion()
    {
        Line l;
        l.collector.heard(u"hello"_s);
        l.collector.sentence({ 1 }, u"Hi."_s);
        l.collector.turnFinished({ 1 }, {});
        l.collector.expectOwnWords(u"Repeat after me: tea"_s);
        l.collector.heard(u"Repeat after me:  tea"_s);
        l.collector.sentence({ 2 }, u"Tea."_s);
        l.collector.turnFinished({ 2 }, {});
        l.collector.heard(u"Repeat after me: tea"_s); // this time it was the user
        l.collector.sentence({ 3 }, u"Tea."_s);
        l.collector.turnFinished({ 3 }, {});
        QCOMPARE(l.turns.size(), 3);
        QCOMPARE(l.turns[0].answer, u"Hi."_s);
        QVERIFY(l.turns[1].question.isEmpty());
        QCOMPARE(l.turns[1].answer, u"Tea."_s);
        QCOMPARE(l.turns[2].question, u"Repeat after me: tea"_s);
    }

    void anInterruptedAnswerKeepsItsTimes()
    {
        Line l;
        l.collector.heard(u"tell me a story"_s);
        l.collector.sentence({ 1 }, u"Once upon a time"_s);
        l.collector.typed(u"stop"_s); // the facts about the cancelled answer come later
        l.collector.speechCancelled({ 1 });
        l.collector.turnFinished({ 1 }, { .recognised = 80 });
        l.collector.sentence({ 3 }, u"All right."_s);
        l.collector.turnFinished({ 3 }, {});
        QCOMPARE(l.turns.size(), 2);
        QVERIFY(l.turns[0].interrupted);
        QCOMPARE(l.turns[0].question, u"tell me a story"_s);
        QCOMPARE(l.turns[0].timeline.recognised, std::optional<qint64>(80));
        QCOMPARE(l.turns[1].question, u"stop"_s);
        QCOMPARE(l.turns[1].answer, u"All right."_s);
        QVERIFY(!l.turns[1].interrupted);
    }

    void aQuestionWithoutAnAnswerIsKept()
    {
        Line l;
        l.collector.heard(u"anybody there"_s);
        l.collector.questionFailed();
        QCOMPARE(l.turns.size(), 1);
        l.collector.heard(u"first"_s);
        l.collector.heard(u"second"_s);
        QCOMPARE(l.turns.size(), 2);
        QCOMPARE(l.turns[1].question, u"first"_s);
        QVERIFY(!l.turns[1].interrupted);
        // While it is being answered a late failure is not about it.
        l.collector.speechStarted({ 4 });
        l.collector.questionFailed();
        QCOMPARE(l.turns.size(), 2);
    }

    void theServerMaySpeakFirst()
    {
        Line l;
        l.collector.speechStarted({ 7 });
        l.collector.sentence({ 7 }, u"Your tea is ready."_s);
        l.collector.turnFinished({ 7 }, {});
        QCOMPARE(l.turns.size(), 1);
        QVERIFY(l.turns[0].question.isEmpty());
        QCOMPARE(l.turns[0].answer, u"Your tea is ready."_s);
    }

    void soundWithoutAWordIsNothingToKeep()
    {
        Line l;
        l.collector.speechStarted({ 1 });
        l.collector.turnFinished({ 1 }, {});
        l.collector.turnFinished({ 99 }, {});
        l.collector.flush();
        QVERIFY(l.turns.isEmpty());
    }

    void anEndlessAnswerIsBounded()
    {
        Line l;
        l.collector.heard(u"go on"_s);
        for (int i = 0; i < 30; ++i)
            l.collector.sentence({ 1 }, QString(1000, u'x'));
        for (int i = 0; i < 100; ++i)
            l.collector.toolUsed({ u"t"_s, false });
        l.collector.turnFinished({ 1 }, {});
        QCOMPARE(l.turns[0].answer.size(), 20000);
        QCOMPARE(l.turns[0].tools.size(), 40);
    }
};

QTEST_GUILESS_MAIN(TstTurnCollector)
#include "tst_turncollector.moc"
