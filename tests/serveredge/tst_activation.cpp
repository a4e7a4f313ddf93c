// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/activation.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QSet>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

class TstActivation : public test::TestCase
{
    Q_OBJECT

private slots:
    void codesAreSixDigitsAndStable();
    void codesDifferByDeviceAndClient();
    void codesAreUniqueAmongThoseWaiting();
    void codesLastADay();
    void expiredCodesAreTakenOutOnce();
    void approvalEndsTheWait();
    void unknownCodesAreToldInWords();
    void aRefusedDeviceIsQuietForAWhile();
    void survivesARestart();
    void boundsThoseWaiting();
    void forgetsWhatADeviceHas();
};

void TstActivation::codesAreSixDigitsAndStable()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock(), [](quint32) { return 42; });
    const auto first = activation.offer(test::deviceId, test::clientId, u"board"_s, u"1.0"_s);
    QVERIFY(first.has_value());
    QVERIFY(first->isNew);
    QCOMPARE(first->record.code, u"000042"_s);
    QVERIFY(QRegularExpression(u"^[0-9a-f]{32}$"_s).match(first->record.challenge).hasMatch());
    time.now = time.now.addSecs(23 * 3600);
    const auto again = activation.offer(test::deviceId, test::clientId, u"board"_s, u"1.0"_s);
    QVERIFY(!again->isNew);
    QCOMPARE(again->record, first->record);
}

void TstActivation::codesDifferByDeviceAndClient()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    QSet<QString> codes;
    codes.insert(activation.offer(test::deviceId, test::clientId, {}, {})->record.code);
    codes.insert(activation.offer(test::deviceId, test::otherClientId, {}, {})->record.code);
    codes.insert(activation.offer(u"a4:cf:12:0b:9e:32"_s, test::clientId, {}, {})->record.code);
    QCOMPARE(codes.size(), 3);
    QCOMPARE(activation.pending().size(), 3);
}

void TstActivation::codesAreUniqueAmongThoseWaiting()
{
    test::FakeStore store;
    test::FakeTime time;
    quint32 calls = 0;
    // The first codes drawn are all the same.
    Activation activation(store, time.clock(), [&](quint32 bound) { return bound == 256 ? 0 : (++calls < 4 ? 7 : calls); });
    QCOMPARE(activation.offer(u"a"_s, u"c"_s, {}, {})->record.code, u"000007"_s);
    QCOMPARE(activation.offer(u"b"_s, u"c"_s, {}, {})->record.code, u"000004"_s);
}

void TstActivation::codesLastADay()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    const QString code = activation.offer(test::deviceId, test::clientId, {}, {})->record.code;
    time.now = time.now.addSecs(24 * 3600 - 1);
    QVERIFY(activation.find(test::deviceId, test::clientId));
    time.now = time.now.addSecs(1);
    QVERIFY(!activation.find(test::deviceId, test::clientId));
    QVERIFY(activation.pending().isEmpty());
    QVERIFY(!activation.approve(code).has_value());
}

void TstActivation::expiredCodesAreTakenOutOnce()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    const QString code = activation.offer(test::deviceId, test::clientId, {}, {})->record.code;
    QVERIFY(activation.takeExpired().isEmpty());
    time.now = time.now.addDays(2);
    QCOMPARE(activation.takeExpired().size(), 1);
    QVERIFY(activation.takeExpired().isEmpty());
    QCOMPARE(store.ended.value(code), u"expired"_s);
    QVERIFY(activation.offer(test::deviceId, test::clientId, {}, {})->isNew);
}

void TstActivation::approvalEndsTheWait()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    const QString code = activation.offer(test::deviceId, test::clientId, u"board"_s, {})->record.code;
    const auto approved = activation.approve(u" "_s + code + u'\n');
    QVERIFY(approved.has_value());
    QCOMPARE(approved->deviceId, test::deviceId);
    QCOMPARE(approved->clientId, test::clientId);
    QVERIFY(!activation.find(test::deviceId, test::clientId));
    QVERIFY(!activation.approve(code).has_value());
    QCOMPARE(store.ended.value(code), u"bound"_s);
}

void TstActivation::unknownCodesAreToldInWords()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    const auto approved = activation.approve(u"123456"_s);
    QCOMPARE(approved.error().code, Error::Code::NotFound);
    QVERIFY(approved.error().text.contains(u"123456"_s));
}

void TstActivation::aRefusedDeviceIsQuietForAWhile()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    const QString code = activation.offer(test::deviceId, test::clientId, {}, {})->record.code;
    QVERIFY(activation.refuse(code).has_value());
    QVERIFY(activation.isRefused(test::deviceId, test::clientId));
    QCOMPARE(activation.offer(test::deviceId, test::clientId, {}, {}).error().code, Error::Code::Refused);
    QVERIFY(activation.offer(test::deviceId, test::otherClientId, {}, {}).has_value());
    time.now = time.now.addSecs(600);
    QVERIFY(!activation.isRefused(test::deviceId, test::clientId));
    QVERIFY(activation.offer(test::deviceId, test::clientId, {}, {})->isNew);
}

void TstActivation::survivesARestart()
{
    test::FakeStore store;
    test::FakeTime time;
    QString code;
    {
        Activation activation(store, time.clock());
        code = activation.offer(test::deviceId, test::clientId, {}, {})->record.code;
    }
    Activation activation(store, time.clock());
    QVERIFY(activation.load().has_value());
    const auto again = activation.offer(test::deviceId, test::clientId, {}, {});
    QVERIFY(!again->isNew);
    QCOMPARE(again->record.code, code);
}

void TstActivation::boundsThoseWaiting()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    for (int i = 0; i < maxPendingCodes; ++i)
        QVERIFY(activation.offer(QString::number(i), u"c"_s, {}, {}).has_value());
    QCOMPARE(activation.offer(u"one more"_s, u"c"_s, {}, {}).error().code, Error::Code::Unavailable);
    QVERIFY(activation.offer(u"0"_s, u"c"_s, {}, {}).has_value());
}

void TstActivation::forgetsWhatADeviceHas()
{
    test::FakeStore store;
    test::FakeTime time;
    Activation activation(store, time.clock());
    QVERIFY(activation.offer(test::deviceId, test::clientId, {}, {}).has_value());
    QVERIFY(activation.offer(test::deviceId, test::otherClientId, {}, {}).has_value());
    QVERIFY(activation.offer(u"other"_s, test::clientId, {}, {}).has_value());
    activation.forget(test::deviceId);
    QCOMPARE(activation.pending().size(), 1);
}

QTEST_GUILESS_MAIN(TstActivation)
#include "tst_activation.moc"
