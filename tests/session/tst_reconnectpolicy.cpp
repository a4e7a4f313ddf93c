// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectpolicy.h"
#include "support/testcase.h"

using namespace std::chrono_literals;

namespace myna::session {

class TstReconnectPolicy final : public test::TestCase
{
    Q_OBJECT

private slots:
    void doublesUpToTheLongest();
    void addsAtMostItsJitter();
    void endsAfterItsAttempts();
    void beginsAnewAfterReset();
    void triesFirstWithinASecond();
    void survivesOddLimits();
};

void TstReconnectPolicy::doublesUpToTheLongest()
{
    ReconnectPolicy policy({ .first = 500ms, .longest = 3000ms, .attempts = 6, .jitter = 0.2 });
    QVector<qint64> waits;
    while (const auto wait = policy.next(0))
        waits.append(wait->count());
    QCOMPARE(waits, (QVector<qint64> { 500, 1000, 2000, 3000, 3000, 3000 }));
}

void TstReconnectPolicy::addsAtMostItsJitter()
{
    ReconnectPolicy policy({ .first = 1000ms, .longest = 60000ms, .attempts = 10, .jitter = 0.2 });
    QCOMPARE(policy.next(0.5)->count(), 1100);
    QCOMPARE(policy.next(1)->count(), 2400);
    QCOMPARE(policy.next(7)->count(), 4800); // not a share: taken as all of it
    while (const auto wait = policy.next(1))
        QVERIFY(*wait <= 60000ms);
}

void TstReconnectPolicy::endsAfterItsAttempts()
{
    ReconnectPolicy policy({ .attempts = 2 });
    QCOMPARE(policy.attempt(), 0);
    QVERIFY(policy.next(0));
    QCOMPARE(policy.attempt(), 1);
    QVERIFY(policy.next(0));
    QVERIFY(!policy.next(0));
    QCOMPARE(policy.attempt(), 2);
    QCOMPARE(policy.limit(), 2);
}

void TstReconnectPolicy::beginsAnewAfterReset()
{
    ReconnectPolicy policy({ .first = 500ms, .attempts = 1 });
    QVERIFY(policy.next(0));
    QVERIFY(!policy.next(0));
    policy.reset();
    QCOMPARE(policy.next(0)->count(), 500);
}

void TstReconnectPolicy::triesFirstWithinASecond()
{
    ReconnectPolicy policy;
    QVERIFY(*policy.next(1) < 1000ms);
    QCOMPARE(policy.limit(), 10);
}

void TstReconnectPolicy::survivesOddLimits()
{
    ReconnectPolicy policy({ .first = 1ms, .longest = std::chrono::milliseconds::max(), .attempts = 5000, .jitter = 0 });
    std::chrono::milliseconds last { 0 };
    for (int i = 0; i < 60; ++i) {
        const auto wait = policy.next(0);
        QVERIFY(wait && *wait >= last);
        last = *wait;
    }
    ReconnectPolicy none({ .attempts = 0 });
    QVERIFY(!none.next(0));
}

}

QTEST_GUILESS_MAIN(myna::session::TstReconnectPolicy)
#include "tst_reconnectpolicy.moc"
