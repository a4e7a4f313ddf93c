// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/admission.h"
#include "server/devices/gatekeeper.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

struct House
{
    test::FakeStore store;
    test::FakeTime time;
    DeviceRegistry registry { store, time.clock() };
    Activation activation { store, time.clock() };
    Tokens tokens { "key", time.clock() };
    Gatekeeper gatekeeper;
    QVector<ActivationRequest> changes;

    explicit House(AccessRules rules)
        : gatekeeper(registry, activation, tokens, rules)
    {
        QObject::connect(
            &gatekeeper, &Gatekeeper::activationChanged, &gatekeeper, [this](const ActivationRequest& r) { changes.append(r); });
    }
};

Contact contact(bool local, const QString& token = {}, const QString& client = test::clientId)
{
    return { test::deviceId, client, token, u"bread"_s, u"1.0"_s, local };
}

enum class Who { Stranger, Bound, BoundWithToken, BoundWithBadToken, OtherClient };
enum class Outcome { In, Code, Status401, Status400 };

}

class TstGatekeeper : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsContacts();
    void admits_data();
    void admits();
    void refusesTheUnidentified();
    void openBindsAtFirstContact();
    void approvalBindsTheClientThatAsked();
    void pinsTheClient();
    void refusalIsToldToTheDevice();
    void revokingForgets();
    void expiryIsAnnounced();
    void worksOnWithoutADisk();
    void nobodyTakesAllTheCodes();
    void boundsConnectionsPerDevice();
    void boundsAllTogether();
    void noticesHastyAddresses();
};

void TstGatekeeper::readsContacts()
{
    http::Request request;
    request.peer = QHostAddress(u"192.168.4.20"_s);
    request.headers
        = { { "device-id", "A4-CF-12-0B-9E-31" }, { "CLIENT-ID", test::clientId.toUtf8() }, { "authorization", "Bearer abc.1" } };
    Contact got = contactOf(request);
    QCOMPARE(got.deviceId, test::deviceId);
    QCOMPARE(got.clientId, test::clientId);
    QCOMPARE(got.token, u"abc.1"_s);
    QVERIFY(!got.fromThisComputer);
    http::Request browser;
    browser.peer = QHostAddress(u"::ffff:127.0.0.1"_s);
    browser.query = QUrlQuery(u"device-id=A4:CF:12:0B:9E:31&client-id=web_test_client&authorization=Bearer%20abc.1"_s);
    got = contactOf(browser);
    QCOMPARE(got.deviceId, test::deviceId);
    QCOMPARE(got.clientId, u"web_test_client"_s);
    QCOMPARE(got.token, u"abc.1"_s);
    QVERIFY(got.fromThisComputer);
    browser.headers = { { "Device-Id", "PS-XXXXXXXXXXXX" } };
    QCOMPARE(contactOf(browser).deviceId, QString());
}

void TstGatekeeper::admits_data()
{
    QTest::addColumn<ActivationPolicy>("policy");
    QTest::addColumn<bool>("local");
    QTest::addColumn<Who>("who");
    QTest::addColumn<Outcome>("outcome");
    for (const bool local : { true, false }) {
        const char* const place = local ? "here" : "elsewhere";
        for (const auto policy : { ActivationPolicy::Approve, ActivationPolicy::Code }) {
            const int p = int(policy);
            QTest::addRow("%d %s stranger", p, place) << policy << local << Who::Stranger << Outcome::Code;
            QTest::addRow("%d %s bound", p, place) << policy << local << Who::Bound << Outcome::Status401;
            QTest::addRow("%d %s token", p, place) << policy << local << Who::BoundWithToken << Outcome::In;
            QTest::addRow("%d %s bad token", p, place) << policy << local << Who::BoundWithBadToken << Outcome::Status401;
            QTest::addRow("%d %s other client", p, place) << policy << local << Who::OtherClient << Outcome::Code;
        }
        const auto open = ActivationPolicy::Open;
        QTest::addRow("open %s stranger", place) << open << local << Who::Stranger << (local ? Outcome::In : Outcome::Status401);
        QTest::addRow("open %s bound", place) << open << local << Who::Bound << (local ? Outcome::In : Outcome::Status401);
        QTest::addRow("open %s token", place) << open << local << Who::BoundWithToken << Outcome::In;
        QTest::addRow("open %s other client", place) << open << local << Who::OtherClient << Outcome::Code;
    }
}

void TstGatekeeper::admits()
{
    QFETCH(ActivationPolicy, policy);
    QFETCH(bool, local);
    QFETCH(Who, who);
    QFETCH(Outcome, outcome);
    House house({ policy });
    if (who != Who::Stranger)
        QVERIFY(house.registry.bind(test::deviceId, test::clientId, {}, {}).has_value());
    Contact caller = contact(local);
    if (who == Who::BoundWithToken)
        caller.token = house.tokens.issue(test::deviceId, test::clientId);
    if (who == Who::BoundWithBadToken)
        caller.token = u"test-token"_s;
    if (who == Who::OtherClient)
        caller.clientId = test::otherClientId;
    const auto admitted = house.gatekeeper.admit(caller);
    switch (outcome) {
    case Outcome::In:
        QVERIFY(admitted.facts);
        QCOMPARE(admitted.facts->activationCode, QString());
        QCOMPARE(admitted.facts->deviceId, test::deviceId);
        return;
    case Outcome::Code:
        QVERIFY(admitted.facts);
        QCOMPARE(admitted.facts->activationCode.size(), 6);
        QCOMPARE(house.changes.size(), 1);
        return;
    case Outcome::Status401:
        QVERIFY(!admitted.facts);
        QCOMPARE(admitted.refusal.status, 401);
        QVERIFY(!admitted.reason.isEmpty());
        return;
    case Outcome::Status400:
        QFAIL("not here");
    }
}

void TstGatekeeper::refusesTheUnidentified()
{
    House house({ ActivationPolicy::Open });
    Contact nobody = contact(true);
    nobody.deviceId.clear();
    QCOMPARE(house.gatekeeper.admit(nobody).refusal.status, 400);
    QCOMPARE(house.gatekeeper.standing(nobody).error().code, Error::Code::Invalid);
    Contact nameless = contact(true);
    nameless.clientId.clear();
    QCOMPARE(house.gatekeeper.admit(nameless).refusal.status, 400);
    QVERIFY(house.registry.all().isEmpty());
}

void TstGatekeeper::openBindsAtFirstContact()
{
    House house({ ActivationPolicy::Open });
    const auto standing = house.gatekeeper.standing(contact(false));
    QVERIFY(standing->bound);
    QVERIFY(house.registry.isBound(test::deviceId, test::clientId));
    QCOMPARE(house.registry.find(test::deviceId)->board, u"bread"_s);
    QCOMPARE(house.changes, QVector<ActivationRequest>({ { test::deviceId, {}, u"bread"_s, ActivationRequest::State::Bound } }));
    QCOMPARE(house.gatekeeper.progress(contact(false)).value(), Gatekeeper::Progress::Bound);
}

void TstGatekeeper::approvalBindsTheClientThatAsked()
{
    House house({ ActivationPolicy::Approve });
    QCOMPARE(house.gatekeeper.progress(contact(false)).value(), Gatekeeper::Progress::Unknown);
    const auto standing = house.gatekeeper.standing(contact(false));
    QVERIFY(!standing->bound);
    const auto forged = house.gatekeeper.standing(contact(false, {}, test::otherClientId));
    QVERIFY(forged->offer.code != standing->offer.code);
    QCOMPARE(house.gatekeeper.progress(contact(false)).value(), Gatekeeper::Progress::Waiting);
    QSignalSpy bound(&house.gatekeeper, &Gatekeeper::bound);
    QVERIFY(house.gatekeeper.approve(standing->offer.code).has_value());
    QCOMPARE(bound, QList<QVariantList>({ { test::deviceId, test::clientId } }));
    QVERIFY(house.gatekeeper.standing(contact(false))->bound);
    QCOMPARE(house.gatekeeper.progress(contact(false, {}, test::otherClientId)).value(), Gatekeeper::Progress::Unknown);
    QVERIFY(!house.gatekeeper.approve(forged->offer.code).has_value());
}

void TstGatekeeper::pinsTheClient()
{
    House house({ ActivationPolicy::Open });
    QVERIFY(house.gatekeeper.standing(contact(true))->bound);
    const auto other = house.gatekeeper.standing(contact(true, {}, test::otherClientId));
    QVERIFY(!other->bound);
    QVERIFY(house.registry.isBound(test::deviceId, test::clientId));
    QVERIFY(house.gatekeeper.approve(other->offer.code).has_value()); // the owner says so: bound anew
    QVERIFY(house.registry.isBound(test::deviceId, test::otherClientId));
    QVERIFY(!house.registry.isBound(test::deviceId, test::clientId));
}

void TstGatekeeper::refusalIsToldToTheDevice()
{
    House house({ ActivationPolicy::Code });
    const auto standing = house.gatekeeper.standing(contact(false));
    QVERIFY(house.gatekeeper.refuse(standing->offer.code).has_value());
    QCOMPARE(house.changes.last().state, ActivationRequest::State::Expired);
    QCOMPARE(house.gatekeeper.progress(contact(false)).value(), Gatekeeper::Progress::Refused);
    QCOMPARE(house.gatekeeper.standing(contact(false)).error().code, Error::Code::Refused);
    QCOMPARE(house.gatekeeper.admit(contact(false)).refusal.status, 403);
}

void TstGatekeeper::revokingForgets()
{
    House house({ ActivationPolicy::Approve });
    QVERIFY(house.registry.bind(test::deviceId, test::clientId, {}, {}).has_value());
    const QString token = house.tokens.issue(test::deviceId, test::clientId);
    QVERIFY(house.gatekeeper.isTrusted(contact(false, token)));
    QSignalSpy revoked(&house.gatekeeper, &Gatekeeper::revoked);
    QVERIFY(house.gatekeeper.revoke(u"A4-CF-12-0B-9E-31"_s).has_value());
    QCOMPARE(revoked, QList<QVariantList>({ { test::deviceId } }));
    QVERIFY(!house.gatekeeper.isTrusted(contact(false, token)));
    QVERIFY(!house.gatekeeper.admit(contact(false, token)).facts->activationCode.isEmpty());
    QCOMPARE(house.gatekeeper.revoke(test::deviceId).error().code, Error::Code::NotFound);
}

void TstGatekeeper::expiryIsAnnounced()
{
    House house({ ActivationPolicy::Approve });
    QVERIFY(house.gatekeeper.standing(contact(false)).has_value());
    house.time.now = house.time.now.addDays(1);
    house.gatekeeper.expire();
    QCOMPARE(house.changes.size(), 2);
    QCOMPARE(house.changes.last().state, ActivationRequest::State::Expired);
}

void TstGatekeeper::worksOnWithoutADisk()
{
    House house({ ActivationPolicy::Open });
    house.store.broken = true;
    QSignalSpy failed(&house.gatekeeper, &Gatekeeper::storeFailed);
    QVERIFY(house.gatekeeper.standing(contact(true))->bound);
    QCOMPARE(failed.size(), 1);
    QVERIFY(house.gatekeeper.admit(contact(true)).facts);
}

void TstGatekeeper::nobodyTakesAllTheCodes()
{
    House house({ .policy = ActivationPolicy::Approve });
    const auto ask = [&house](const QString& address, int number, bool local = false) {
        Contact asking = contact(local, {}, u"client %1"_s.arg(number));
        asking.peer = QHostAddress(address);
        return house.gatekeeper.standing(asking);
    };
    for (int i = 0; i < int(Gatekeeper::maxCodesOfOne); ++i)
        QVERIFY(ask(u"192.168.4.20"_s, i));
    const auto refused = ask(u"192.168.4.20"_s, 1000);
    QVERIFY(!refused && refused.error().code == Error::Code::Unavailable);
    QVERIFY(ask(u"192.168.4.20"_s, 7)); // it has its code
    QVERIFY(ask(u"192.168.4.21"_s, 1001));
    for (int i = 0; i < 60; ++i)
        QVERIFY(ask(u"127.0.0.1"_s, 2000 + i, true)); // the owner's own
    const auto first = ask(u"192.168.4.20"_s, 0);
    QVERIFY(first && house.gatekeeper.refuse(first->offer.code));
    QVERIFY(ask(u"192.168.4.20"_s, 1000));
    house.gatekeeper.setRules({ .policy = ActivationPolicy::Approve, .limitsAddresses = false });
    QVERIFY(ask(u"192.168.4.20"_s, 1002));
}

void TstGatekeeper::boundsConnectionsPerDevice()
{
    test::FakeTime time;
    Admission admission(time.clock());
    QVERIFY(admission.enter(u"a"_s));
    QVERIFY(admission.enter(u"a"_s));
    QVERIFY(admission.enter(u"a"_s));
    QVERIFY(!admission.enter(u"a"_s));
    QVERIFY(admission.enter(u"b"_s));
    admission.leave(u"a"_s);
    QVERIFY(admission.enter(u"a"_s));
}

void TstGatekeeper::boundsAllTogether()
{
    test::FakeTime time;
    Admission admission(time.clock());
    admission.setRules({ .connections = 2 });
    QVERIFY(admission.enter(u"a"_s));
    QVERIFY(admission.enter(u"b"_s));
    QVERIFY(!admission.enter(u"c"_s));
    admission.leave(u"c"_s); // was never in
    QVERIFY(!admission.enter(u"c"_s));
    admission.leave(u"a"_s);
    QVERIFY(admission.enter(u"c"_s));
}

void TstGatekeeper::noticesHastyAddresses()
{
    test::FakeTime time;
    Admission admission(time.clock());
    const QHostAddress hasty(u"10.0.0.1"_s);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!admission.noteConnect(hasty));
    QVERIFY(!admission.noteConnect(QHostAddress(u"10.0.0.2"_s)));
    QVERIFY(admission.noteConnect(hasty)); // the eleventh
    QVERIFY(!admission.noteConnect(hasty)); // said once
    QCOMPARE(admission.suspicious(), 1);
    time.now = time.now.addSecs(60);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!admission.noteConnect(hasty));
}

QTEST_GUILESS_MAIN(TstGatekeeper)
#include "tst_gatekeeper.moc"
