// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/enginepool.h"
#include "server/loadgauge.h"
#include "support/testcase.h"

#include <QSemaphore>

using namespace myna;
using namespace myna::server;

class TstLoadGauge : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void withoutLimitsEveryTurnBegins();
    void aTurnAboveTheLimitIsAnsweredBusy();
    void aLateThreadTakesNoTurns();
    void shortOfMemoryItTakesNoTurns();
    void aCrowdedPoolTakesNoTurns();
};

void TstLoadGauge::withoutLimitsEveryTurnBegins()
{
    LoadGauge gauge;
    gauge.setThreads(2);
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(gauge.mayBegin());
        gauge.turnBegan();
    }
    QCOMPARE(gauge.figures().turns, 1000);
    QCOMPARE(gauge.figures().busyAnswers, quint64(0));
}

void TstLoadGauge::aTurnAboveTheLimitIsAnsweredBusy()
{
    LoadGauge gauge;
    gauge.setTurnLimit(2);
    gauge.turnBegan();
    QVERIFY(gauge.mayBegin());
    gauge.turnBegan();
    QVERIFY(!gauge.mayBegin());
    gauge.turnEnded();
    QVERIFY(gauge.mayBegin());
    QCOMPARE(gauge.figures().mostTurns, 2);
    QCOMPARE(gauge.figures().busyAnswers, quint64(1));
}

void TstLoadGauge::aLateThreadTakesNoTurns()
{
    LoadGauge gauge;
    gauge.setThreads(2);
    gauge.noteLateness(1, LoadGauge::latenessLimitMs + 1);
    QVERIFY(!gauge.mayBegin());
    QCOMPARE(gauge.figures().latenessMs, LoadGauge::latenessLimitMs + 1);
    gauge.noteLateness(1, 0);
    QVERIFY(gauge.mayBegin());
}

void TstLoadGauge::shortOfMemoryItTakesNoTurns()
{
    LoadGauge gauge;
    gauge.noteMemory(1 << 30); // there is no limit
    QVERIFY(gauge.mayBegin());
    gauge.setMemoryLimit(100'000'000);
    gauge.noteMemory(100'000'000);
    QVERIFY(gauge.mayBegin());
    gauge.noteMemory(100'000'001);
    QVERIFY(!gauge.mayBegin());
    QVERIFY(gauge.figures().memoryShort);
    gauge.noteMemory(95'000'000); // not yet: it would begin and stop with every turn
    QVERIFY(!gauge.mayBegin());
    gauge.noteMemory(89'000'000);
    QVERIFY(gauge.mayBegin());
    gauge.noteMemory(200'000'000);
    gauge.setMemoryLimit(0);
    QVERIFY(gauge.mayBegin());
    QCOMPARE(gauge.figures().busyAnswers, quint64(2));
}

void TstLoadGauge::aCrowdedPoolTakesNoTurns()
{
    EnginePool pool(1, 4);
    LoadGauge gauge;
    gauge.addCrowd([&pool] { return pool.isCrowded(); });
    QVERIFY(gauge.mayBegin());
    QObject context;
    QSemaphore release;
    int done = 0;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(pool.run(
            &context,
            [&release] {
                release.acquire();
                return 0;
            },
            [&done](int) { ++done; }));
    }
    QVERIFY(!gauge.mayBegin());
    QVERIFY(!pool.run(
        &context, [] { return 0; }, [](int) {}));
    QCOMPARE(pool.dropped(), quint64(1));
    release.release(4);
    QTRY_COMPARE(done, 4);
    QVERIFY(gauge.mayBegin());
}

QTEST_GUILESS_MAIN(TstLoadGauge)
#include "tst_loadgauge.moc"
