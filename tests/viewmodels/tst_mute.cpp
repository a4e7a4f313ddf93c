// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/mute.h"

using namespace std::chrono_literals;
using myna::viewmodels::Mute;

class TstMute : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void itStartsUnmutedAndSaysEveryChangeOnce()
    {
        Mute mute;
        QSignalSpy changed(&mute, &Mute::changed);
        QVERIFY(!mute.isMuted());
        mute.set(false);
        QCOMPARE(changed.size(), 0);
        mute.set(true);
        mute.set(true);
        QCOMPARE(changed.size(), 1);
        mute.toggle();
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[1][0].toBool(), false);
    }

    void theCueIsShownForAWhile()
    {
        Mute mute(30ms);
        QSignalSpy cue(&mute, &Mute::cueChanged);
        mute.remind();
        QVERIFY(!mute.isCueShown());
        mute.set(true);
        mute.remind();
        mute.remind();
        QVERIFY(mute.isCueShown());
        QCOMPARE(cue.size(), 1);
        QTRY_COMPARE(cue.size(), 2);
        QVERIFY(!mute.isCueShown());
    }

    void unmutingTakesTheCueAway()
    {
        Mute mute(1h);
        mute.set(true);
        mute.remind();
        QSignalSpy cue(&mute, &Mute::cueChanged);
        mute.set(false);
        QVERIFY(!mute.isCueShown());
        QCOMPARE(cue.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstMute)
#include "tst_mute.moc"
