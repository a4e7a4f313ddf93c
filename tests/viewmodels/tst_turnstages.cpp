// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/historytexts.h"
#include "viewmodels/transcriptmodel.h"
#include "viewmodels/turnstages.h"

using namespace Qt::Literals::StringLiterals;
using myna::protocol::Timeline;
using namespace myna::viewmodels;
using Kind = TurnStage::Kind;

class TstTurnStages : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void momentsInTheirOrder()
    {
        const QVector<TurnStage> whole { { Kind::Asked, 0 }, { Kind::Recognised, 120 }, { Kind::FirstWord, 300 }, { Kind::FirstSound, 430 },
            { Kind::End, 3000 } };
        QCOMPARE(stagesOf({ 120, 300, 310, 420, 430, 3000 }), whole);
        QCOMPARE(stagesOf({}), QVector<TurnStage>());
        Timeline typed;
        typed.firstSentence = 200;
        QCOMPARE(stagesOf(typed), (QVector<TurnStage> { { Kind::Asked, 0 }, { Kind::FirstWord, 200 } }));
    }

    void durationsAreReadable()
    {
        QCOMPARE(durationText(0), u"0 ms"_s);
        QCOMPARE(durationText(999), u"999 ms"_s);
        QCOMPARE(durationText(3210), u"3.21 s"_s);
        QCOMPARE(durationText(12340), u"12.3 s"_s);
    }

    void daysHaveNames()
    {
        const QDate today(2026, 11, 21);
        QCOMPARE(dayText(today, today), u"Today"_s);
        QCOMPARE(dayText(today.addDays(-1), today), u"Yesterday"_s);
        QCOMPARE(dayText(QDate(2026, 11, 19), today), u"Thursday, 19 November"_s);
        QVERIFY(dayText(QDate(2025, 12, 31), today).contains(u"2025"_s));
    }

    void placesDoNotOverlap()
    {
        QCOMPARE(placesOf({ u"tea"_s, u"eat"_s }, u"Teatime"_s), (QVector<Place> { { 0, 4 } }));
        QCOMPARE(placesOf({ u"气"_s }, u"天气和气"_s), (QVector<Place> { { 1, 1 }, { 3, 1 } }));
        QCOMPARE(placesOf({ u"x"_s, QString() }, u"abc"_s), QVector<Place>());
    }

    void everyAnswerOfTheConversationHasItsTimes()
    {
        TranscriptModel model;
        model.addUser(u"one"_s);
        model.addAssistant(u"1"_s, false);
        QVERIFY(!model.timelineAt(1));
        model.addUser(u"two"_s); // interrupts; the times of the first come later
        model.finishAnswer({ .recognised = 100 });
        QCOMPARE(model.timelineAt(0)->recognised, std::optional<qint64>(100));
        QCOMPARE(model.timelineAt(1)->recognised, std::optional<qint64>(100));
        QVERIFY(!model.timelineAt(2));
        model.addUser(u"three"_s);
        model.addAssistant(u"3"_s, false);
        model.finishAnswer({ .recognised = 300 });
        QVERIFY(!model.timelineAt(2)); // it was never answered
        QCOMPARE(model.timelineAt(3)->recognised, std::optional<qint64>(300));
        QVERIFY(!model.timelineAt(-1));
        QVERIFY(!model.timelineAt(99));
    }
};

QTEST_GUILESS_MAIN(TstTurnStages)
#include "tst_turnstages.moc"
