// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/ratelimit.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::http;
using namespace std::chrono_literals;

class TstRateLimit : public test::TestCase
{
    Q_OBJECT

private slots:
    void soManyAtOnceThenOneByOne()
    {
        RateLimit limit({ .burst = 3, .perSecond = 10 });
        for (int i = 0; i < 3; ++i)
            QCOMPARE(limit.take(1000ms), 0ms);
        QCOMPARE(limit.take(1000ms), 100ms);
        QCOMPARE(limit.take(1050ms), 50ms);
        QCOMPARE(limit.take(1100ms), 0ms);
        QCOMPARE(limit.take(1100ms), 100ms);
    }

    void whatIsToldToWaitIsEnough()
    {
        RateLimit limit({ .burst = 1, .perSecond = 3 });
        QCOMPARE(limit.take(0ms), 0ms);
        auto now = 1ms;
        for (int i = 0; i < 20; ++i) {
            const auto wait = limit.take(now);
            QVERIFY(wait > 0ms);
            now += wait;
            QCOMPARE(limit.take(now), 0ms);
        }
    }

    void aLongRestSavesNoMoreThanABurst()
    {
        RateLimit limit({ .burst = 2, .perSecond = 100 });
        QCOMPARE(limit.take(24h), 0ms);
        QCOMPARE(limit.take(24h), 0ms);
        QVERIFY(limit.take(24h) > 0ms);
    }

    void inTheLongRunItIsTheRate()
    {
        RateLimit limit({ .burst = 60, .perSecond = 20 });
        int passed = 0;
        for (auto now = 0ms; now < 10s; now += 1ms)
            passed += limit.take(now) == 0ms ? 1 : 0;
        QVERIFY2(passed >= 259 && passed <= 260, qPrintable(QString::number(passed)));
    }
};

QTEST_GUILESS_MAIN(TstRateLimit)
#include "tst_ratelimit.moc"
