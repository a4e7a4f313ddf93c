// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicewish.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::audio;
using Act = DeviceWish::Order::Act;
using namespace Qt::Literals::StringLiterals;

class TstDeviceWish : public test::TestCase
{
    Q_OBJECT

private:
    static SoundSystem desk()
    {
        return { true, { { u"a"_s, u"First"_s, false, false }, { u"b"_s, u"Second"_s, false, true }, { u"m"_s, u"Mic"_s, true, true } } };
    }
    const Error broken { Error::Code::Unavailable, u"broken"_s };

private slots:
    void picksTheChosenThenTheDefaultThenTheFirst()
    {
        DeviceWish wish(false);
        QCOMPARE(wish.target(desk())->id, u"b"_s);
        wish.choose(u"a"_s);
        QCOMPARE(wish.target(desk())->id, u"a"_s);
        wish.choose(u"unplugged"_s);
        QCOMPARE(wish.target(desk())->id, u"b"_s);
        auto noDefault = desk();
        noDefault.devices[1].isDefault = false;
        QCOMPARE(wish.target(noDefault)->id, u"a"_s);
        QVERIFY(!wish.target({ true, {} }));
        QCOMPARE(DeviceWish(true).target(desk())->id, u"m"_s);
    }

    void opensOnceAndClosesOnce()
    {
        DeviceWish wish(false);
        QCOMPARE(wish.reconcile(desk(), true).act, Act::Nothing);
        wish.want(true);
        QCOMPARE(wish.reconcile(desk(), false).act, Act::Nothing);
        const auto order = wish.reconcile(desk(), true);
        QCOMPARE(order.act, Act::Open);
        QCOMPARE(order.id, u"b"_s);
        QCOMPARE(wish.reconcile(desk(), true).act, Act::Nothing);
        QVERIFY(wish.opened(order.attempt));
        QCOMPARE(wish.reconcile(desk(), true).act, Act::Nothing);
        QCOMPARE(wish.reconcile({}, true).act, Act::Close);
        QCOMPARE(wish.reconcile({}, true).act, Act::Nothing);
        QCOMPARE(wish.reconcile(desk(), true).act, Act::Open);
    }

    void followsTheDefault()
    {
        DeviceWish wish(false);
        wish.want(true);
        wish.reconcile(desk(), true);
        auto changed = desk();
        changed.devices[0].isDefault = true;
        changed.devices[1].isDefault = false;
        const auto order = wish.reconcile(changed, true);
        QCOMPARE(order.act, Act::Open);
        QCOMPARE(order.id, u"a"_s);
    }

    void ignoresNewsOfOlderAttempts()
    {
        DeviceWish wish(false);
        wish.want(true);
        const auto first = wish.reconcile(desk(), true);
        wish.choose(u"a"_s);
        const auto second = wish.reconcile(desk(), true);
        QVERIFY(!wish.opened(first.attempt));
        QVERIFY(!wish.failed(first.attempt, broken));
        QVERIFY(wish.opened(second.attempt));
        QVERIFY(wish.failed(second.attempt, broken));
        QVERIFY(!wish.failed(second.attempt, broken));
    }

    void triesAgainOnlyWhenTold()
    {
        DeviceWish wish(false);
        wish.want(true);
        for (int failures = 1; failures < 4; ++failures) {
            const auto order = wish.reconcile(desk(), true);
            QCOMPARE(order.act, Act::Open);
            QVERIFY(wish.failed(order.attempt, broken));
            QCOMPARE(wish.failures(), failures);
            QCOMPARE(wish.reconcile(desk(), true).act, Act::Nothing);
            wish.retry();
        }
    }

    void saysWhatIsMissing()
    {
        DeviceWish wish(false);
        wish.want(true);
        QCOMPARE(wish.status(desk(), false)->problem.code, Error::Code::Timeout);
        QCOMPARE(wish.status({}, true)->problem.code, Error::Code::Unavailable);
        QCOMPARE(wish.status({ true, {} }, true)->problem.code, Error::Code::NotFound);
        QVERIFY(!wish.status(desk(), true)); // about to open
        const auto order = wish.reconcile(desk(), true);
        QVERIFY(!wish.status(desk(), true));
        wish.opened(order.attempt);
        QCOMPARE(*wish.status(desk(), true), (SoundStatus { true, u"Second"_s, {} }));
        wish.failed(order.attempt, broken);
        QCOMPARE(*wish.status(desk(), true), (SoundStatus { false, u"Second"_s, broken }));
    }

    void reportsASilentMicrophone()
    {
        DeviceWish wish(true);
        QCOMPARE(*wish.status(desk(), true), (SoundStatus { true, u"Mic"_s, {} })); // closed on purpose
        wish.want(true);
        wish.opened(wish.reconcile(desk(), true).attempt);
        wish.setDead(true);
        const auto status = *wish.status(desk(), true);
        QVERIFY(status.working);
        QVERIFY(status.problem.text.contains(u"Mic"_s));
        wish.setDead(false);
        QVERIFY(wish.status(desk(), true)->problem.text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstDeviceWish)
#include "tst_devicewish.moc"
