// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/offences.h"
#include "server/devices/seldom.h"
#include "server/devices/uplinkmeter.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TstOffences : public test::TestCase
{
    Q_OBJECT

private slots:
    void soManyWithinAMinuteAreTooMany()
    {
        test::FakeTime time;
        Offences offences(time.clock());
        QVERIFY(!offences.note(u"a"_s)); // nobody said how many
        offences.setLimit(3);
        QVERIFY(!offences.note(u"a"_s));
        QVERIFY(!offences.note(u"b"_s));
        QVERIFY(!offences.note(u"a"_s));
        QVERIFY(offences.note(u"a"_s));
        QVERIFY(!offences.note(u"a"_s)); // anew
        QVERIFY(offences.note(u"b"_s, 2));
        QVERIFY(!offences.note(u"c"_s, 2));
        time.now = time.now.addSecs(60);
        QVERIFY(!offences.note(u"c"_s, 2)); // another minute
        QVERIFY(offences.note(u"d"_s, 10));
    }

    void theWatchedAreBounded()
    {
        test::FakeTime time;
        Offences offences(time.clock());
        offences.setLimit(1);
        QVERIFY(offences.note(u"first"_s));
        offences.setLimit(2);
        for (int i = 0; i < Offences::maxWatched; ++i)
            QVERIFY(!offences.note(QString::number(i)));
        QVERIFY(!offences.note(u"late"_s, 5)); // not watched
        time.now = time.now.addSecs(60);
        QVERIFY(offences.note(u"late"_s, 5));
    }

    void sayingOfOneKindIsBoundedByTheHour()
    {
        Seldom seldom;
        test::FakeTime time;
        int told = 0;
        for (int i = 0; i < 100; ++i)
            told += seldom.mayTell(QString::number(i), time.now.addSecs(i), u"forged"_s, 5);
        QCOMPARE(told, 5);
        QVERIFY(seldom.mayTell(u"another"_s, time.now, u"admin"_s, 5));
        QVERIFY(!seldom.mayTell(u"5"_s, time.now.addSecs(3599), u"forged"_s, 5));
        QVERIFY(seldom.mayTell(u"5"_s, time.now.addSecs(3600), u"forged"_s, 5));
        QVERIFY(!seldom.mayTell(u"5"_s, time.now.addSecs(3700), u"forged"_s, 5)); // told less than ten minutes ago
    }

    void sayingSeldom()
    {
        Seldom seldom;
        const test::FakeTime time;
        QVERIFY(seldom.mayTell(u"a"_s, time.now));
        QVERIFY(!seldom.mayTell(u"a"_s, time.now.addSecs(599)));
        QVERIFY(seldom.mayTell(u"b"_s, time.now));
        QVERIFY(seldom.mayTell(u"a"_s, time.now.addSecs(600)));
    }

    void realTimeAndItsBurstsAreNoFlood()
    {
        UplinkMeter meter;
        for (auto now = 0ms; now < 60s; now += 20ms) // three times real time
            QVERIFY(meter.packet(now) == UplinkMeter::Verdict::Fine);
        UplinkMeter burst;
        for (int i = 0; i < 500; ++i) // 30 s of words said before there was a link
            QVERIFY(burst.packet(5ms) == UplinkMeter::Verdict::Fine);
    }

    void aFloodIsToldOnceAWindow()
    {
        UplinkMeter meter;
        meter.setFrameMs(20);
        for (int i = 0; i < 2000; ++i)
            QVERIFY(meter.packet(1000ms) == UplinkMeter::Verdict::Fine);
        QVERIFY(meter.packet(1000ms) == UplinkMeter::Verdict::Flood);
        QVERIFY(meter.packet(1000ms) == UplinkMeter::Verdict::StillFlood);
        QVERIFY(meter.packet(10000ms) == UplinkMeter::Verdict::Fine);
        UplinkMeter liar;
        liar.setFrameMs(0); // is taken for 10
        for (int i = 0; i < 4000; ++i)
            QVERIFY(liar.packet(0ms) == UplinkMeter::Verdict::Fine);
        QVERIFY(liar.packet(0ms) == UplinkMeter::Verdict::Flood);
    }
};

QTEST_GUILESS_MAIN(TstOffences)
#include "tst_offences.moc"
