// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/turnparts.h"

using myna::protocol::Timeline;
using myna::viewmodels::partsOf;
using myna::viewmodels::TurnParts;

class TstTurnParts : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void splitsTheWait()
    {
        const Timeline timeline { 300, 340, 420, 520, 560, 3000 };
        QCOMPARE(partsOf(timeline), (TurnParts { 300, 120, 140 }));
        QCOMPARE(partsOf(timeline).wholeMs(), 560);
    }

    void stagesThatDidNotHappenTakeNoTime()
    {
        QCOMPARE(partsOf({}), TurnParts {});
        Timeline typed;
        typed.firstToken = 12;
        typed.firstAudio = 80;
        QCOMPARE(partsOf(typed), (TurnParts { 0, 12, 68 }));
    }

    void stampsOutOfOrderAreNeverNegative()
    {
        Timeline odd;
        odd.recognised = 200;
        odd.firstSentence = 150;
        odd.firstPacket = 260;
        QCOMPARE(partsOf(odd), (TurnParts { 200, 0, 60 }));
    }
};

QTEST_GUILESS_MAIN(TstTurnParts)
#include "tst_turnparts.moc"
