// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/filestore.h"
#include "pairing/memorystore.h"
#include "pairing/pairing.h"
#include "support/otastub.h"
#include "support/proxystub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::pairing;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::OtaStub;

namespace {

constexpr Timing quick { 5ms, 20, 20s };

// One start of the program: a Pairing on the folder and keyring it is given, and everything it said.
struct Run
{
    Run(const QTemporaryDir& dir, std::shared_ptr<MemoryShelf> shelf, Timing timing = quick)
        : pairing(dir.path(), std::make_unique<MemoryStore>(std::move(shelf)), u"en-US"_s, timing)
    {
    }
    [[nodiscard]] QString deviceId() const
    {
        return identities.isEmpty() ? QString() : identities.last().first().value<protocol::DeviceIdentity>().deviceId;
    }
    [[nodiscard]] Failure failure() const { return failures.isEmpty() ? Failure {} : failures.last().first().value<Failure>(); }
    [[nodiscard]] QStringList path() const
    {
        QStringList names;
        for (const QList<QVariant>& said : states)
            names.append(stateName(said.first().value<State>()));
        return names;
    }

    Pairing pairing;
    QSignalSpy states { &pairing, &Pairing::stateChanged };
    QSignalSpy identities { &pairing, &Pairing::identityReady };
    QSignalSpy restored { &pairing, &Pairing::identityRestored };
    QSignalSpy checks { &pairing, &Pairing::versionChecked };
    QSignalSpy codes { &pairing, &Pairing::codeOffered };
    QSignalSpy waits { &pairing, &Pairing::waiting };
    QSignalSpy paired { &pairing, &Pairing::paired };
    QSignalSpy failures { &pairing, &Pairing::failed };
};

}

class TstPairing : public test::TestCase
{
    Q_OBJECT

private slots:
    void knownDeviceIsPairedAtOnce();
    void codeAloneIsConfirmedByTheVersionCheck();
    void challengeIsSignedAndConfirmed();
    void waitsThroughPendingAnswers();
    void approvedHereIsNotWaitedFor();
    void survivesAFailedTry();
    void countsTheTries();
    void neverApprovedAsksForANewCode();
    void theServersTimeLimitIsHonoured();
    void boundAndStillACodeIsNoEndlessCircle();
    void newCodeOnRequest();
    void opensTheRightConsole_data();
    void opensTheRightConsole();
    void cancelledAtAnyTime_data();
    void cancelledAtAnyTime();
    void aNewBeginDropsTheOldAnswers();
    void theIdentitySurvivesEveryBadAnswer();
    void mqttAloneIsEnough();
    void theProofIsWrittenAsTheServerWantsIt_data();
    void theProofIsWrittenAsTheServerWantsIt();
    void aBoardWithoutASerialNumberPostsAnEmptyObject();
    void aTypedVoiceAddressNeedsNoVersionCheck();
    void theProxysPasswordComesFromTheSecretStore();
    void aSelfSignedServerIsOfferedForComparison();
    void aSessionRefusedTwiceIsExplained();
    void theRepairFitsTheServer();
    void revokedIsCheckedAgain();
    void lockedKeyringIsSaidAndKeepsTheIdentity();
    void withoutKeyringTheFileIsOfferedAndUsed();
    void aNewIdentityIsAnotherDevice();
    void aDamagedIdentityFileIsRestored();
    void theTokenIsKeptSecret();
    void wishesWithoutAServerDoNothing();
};

void TstPairing::knownDeviceIsPairedAtOnce()
{
    const QTemporaryDir dir;
    OtaStub stub;
    Run run(dir, std::make_shared<MemoryShelf>());
    QCOMPARE(run.pairing.state(), State::Unknown);
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.path(), QStringList({ u"checking"_s, u"paired"_s }));
    QCOMPARE(run.checks.size(), 1);
    QCOMPARE(run.codes.size(), 0);
    const auto profile = run.paired.first().first().value<protocol::ConnectionProfile>();
    QCOMPARE(profile.url, QUrl(u"ws://127.0.0.1:9/xiaozhi/v1/"_s));
    QCOMPARE(profile.token, u"t0ken"_s);
    QCOMPARE(profile.identity.deviceId, run.deviceId());
    QCOMPARE(stub.requests().value(0).headers.value("device-id"), run.deviceId().toLatin1());
}

void TstPairing::codeAloneIsConfirmedByTheVersionCheck()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"012345"_s, {}, 3);
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.path(), QStringList({ u"checking"_s, u"awaitinguser"_s, u"paired"_s }));
    QCOMPARE(run.codes.size(), 1);
    QCOMPARE(run.codes.first().first().value<protocol::ActivationOffer>().code, u"012345"_s);
    QCOMPARE(stub.count("/activate"), 0);
    QCOMPARE(stub.count("/ota/"), 5);
}

void TstPairing::challengeIsSignedAndConfirmed()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    OtaStub stub;
    bool bound = false;
    stub.onOta([&](const OtaStub::Request&) {
        return OtaStub::Answer { 200, bound ? OtaStub::profileBody() : OtaStub::activationBody(u"123456"_s, u"c0ffee-42"_s) };
    });
    stub.onActivate([&](const OtaStub::Request& request) {
        const QByteArray key = shelf->secrets.value(u"identity/own/hmac"_s);
        const auto proof = protocol::decodeActivation(request.body);
        bound = key.size() == 64 && proof && proof->challenge == u"c0ffee-42"_s
            && proof->serialNumber.toLatin1() == request.headers.value("serial-number")
            && proof->hmacHex == protocol::signChallenge(key, u"c0ffee-42"_s);
        return OtaStub::Answer { bound ? 200 : 403 };
    });
    Run run(dir, shelf);
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.path(), QStringList({ u"checking"_s, u"awaitinguser"_s, u"confirming"_s, u"paired"_s }));
    QCOMPARE(stub.count("/activate"), 1);
    QCOMPARE(run.checks.size(), 2);
}

void TstPairing::waitsThroughPendingAnswers()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 4);
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(stub.count("/activate"), 5);
    QCOMPARE(run.codes.size(), 1);
}

void TstPairing::approvedHereIsNotWaitedFor()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 1);
    Timing slow = quick;
    slow.poll = 1h;
    Run run(dir, std::make_shared<MemoryShelf>(), slow);
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.waits.size(), 2); // the first try came too early, the next is an hour away
    run.pairing.onApprovedHere(u"654321"_s); // of another device
    QVERIFY(run.paired.isEmpty());
    run.pairing.onApprovedHere(u"123456"_s);
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(stub.count("/activate"), 2);
}

void TstPairing::survivesAFailedTry()
{
    const QTemporaryDir dir;
    OtaStub stub;
    int tries = 0;
    stub.onOta([&](const OtaStub::Request&) {
        return OtaStub::Answer { 200, tries > 3 ? OtaStub::profileBody() : OtaStub::activationBody(u"123456"_s, u"abc"_s) };
    });
    stub.onActivate([&](const OtaStub::Request&) {
        ++tries;
        if (tries == 1)
            return OtaStub::Answer { 500 };
        if (tries == 2)
            return OtaStub::Answer { .body = "half an answer", .cut = true };
        return OtaStub::Answer { tries > 3 ? 200 : 202 };
    });
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.failures.size(), 0);
}

void TstPairing::countsTheTries()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 2);
    Run run(dir, std::make_shared<MemoryShelf>(), { 5ms, 7, 20s });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.waits.size(), 3);
    for (int i = 0; i < run.waits.size(); ++i) {
        QCOMPARE(run.waits.at(i).at(0).toInt(), i + 1);
        QCOMPARE(run.waits.at(i).at(1).toInt(), 7);
        QCOMPARE(run.waits.at(i).at(2).value<std::chrono::milliseconds>(), i == 0 ? 0ms : 5ms);
    }
}

void TstPairing::neverApprovedAsksForANewCode()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 1000);
    Run run(dir, std::make_shared<MemoryShelf>(), { 1ms, 4, 20s });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().step, Step::Code);
    QCOMPARE(run.failure().repair, Repair::NewCode);
    QVERIFY2(run.failure().error.text.contains("not entered in time"_L1), qPrintable(run.failure().error.text));
    QCOMPARE(stub.count("/activate"), 4);
    QCOMPARE(run.pairing.state(), State::Failed);

    stub.approve();
    run.pairing.requestNewCode();
    QTRY_COMPARE(run.paired.size(), 1);
}

void TstPairing::theServersTimeLimitIsHonoured()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 1000, {}, 30);
    Run run(dir, std::make_shared<MemoryShelf>(), { 10ms, 100000, 20s });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().repair, Repair::NewCode);
    QCOMPARE(run.waits.first().at(1).toInt(), 4);
    QVERIFY(stub.count("/activate") <= 4);
}

void TstPairing::boundAndStillACodeIsNoEndlessCircle()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.answerOta({ 200, OtaStub::activationBody(u"123456"_s, u"abc"_s) });
    stub.onActivate([](const OtaStub::Request&) { return OtaStub::Answer { 200 }; });
    Run run(dir, std::make_shared<MemoryShelf>(), { 1ms, 5, 20s });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().repair, Repair::NewCode);
    QCOMPARE(stub.count("/activate"), 5);
}

void TstPairing::newCodeOnRequest()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"111111"_s, u"abc"_s, 1000);
    Run run(dir, std::make_shared<MemoryShelf>(), { 1h, 20, 20s });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.codes.size(), 1);
    QTRY_COMPARE(stub.count("/activate"), 1); // the first try is under way: it must not meet the second offer
    stub.offerCode(u"222222"_s, u"def"_s, 0);
    run.pairing.requestNewCode();
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.codes.last().first().value<protocol::ActivationOffer>().code, u"222222"_s);
}

void TstPairing::opensTheRightConsole_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("console");
    QTest::newRow("in the message") << u"http://192.168.4.10:8002/home\n123456"_s << u"http://192.168.4.10:8002/home"_s;
    QTest::newRow("in a sentence") << u"Open <https://example.org/bind?x=1> and type 123456"_s << u"https://example.org/bind?x=1"_s;
    QTest::newRow("none") << u"xiaozhi.me\n123456"_s << QString();
    QTest::newRow("dangerous") << u"javascript:alert(1) file:///etc"_s << QString();
}

void TstPairing::opensTheRightConsole()
{
    QFETCH(QString, message);
    QFETCH(QString, console);
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 1000, message);
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.codes.size(), 1);
    QCOMPARE(run.codes.first().at(1).toUrl().toString(), console);
}

void TstPairing::cancelledAtAnyTime_data()
{
    QTest::addColumn<QString>("when");
    for (const char* when : { "at once", "identity", "asked", "checked", "code", "activate", "failed" })
        QTest::newRow(when) << QString::fromLatin1(when);
}

void TstPairing::cancelledAtAnyTime()
{
    QFETCH(QString, when);
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 3);
    if (when == "failed"_L1)
        stub.answerOta({ 500 });
    Run run(dir, std::make_shared<MemoryShelf>());
    const auto cancel = [&] { run.pairing.cancel(); };
    connect(&run.pairing, &Pairing::identityReady, this, [&] { when == "identity"_L1 ? cancel() : void(); });
    connect(&run.pairing, &Pairing::versionChecked, this, [&] { when == "checked"_L1 ? cancel() : void(); });
    connect(&run.pairing, &Pairing::codeOffered, this, [&] { when == "code"_L1 ? cancel() : void(); });
    connect(&run.pairing, &Pairing::failed, this, [&] { when == "failed"_L1 ? cancel() : void(); });
    connect(&stub, &OtaStub::asked, this, [&](const QByteArray& path) {
        if (when == (path.endsWith("/activate") ? "activate"_L1 : "asked"_L1))
            cancel();
    });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    if (when == "at once"_L1)
        cancel();
    QTRY_COMPARE(run.pairing.state(), State::Unknown);
    QCOMPARE(run.path().last(), u"unknown"_s);

    // What was under way has no late effect, and the same object begins anew.
    const QString id = run.deviceId();
    stub.answerOta({ 200, OtaStub::profileBody() });
    when.clear();
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QVERIFY(id.isEmpty() || id == run.deviceId());
}

void TstPairing::aNewBeginDropsTheOldAnswers()
{
    const QTemporaryDir dir;
    OtaStub slow;
    slow.answerOta({ .silent = true });
    OtaStub stub;
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"slow"_s, slow.otaUrl() });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    run.pairing.begin({ u"slow"_s, slow.otaUrl() });
    QTRY_COMPARE(slow.requests().size(), 1);
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.failures.size(), 0);
    QCOMPARE(stub.requests().size(), 1);
    QCOMPARE(run.pairing.server().id, u"own"_s);
}

void TstPairing::theIdentitySurvivesEveryBadAnswer()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    OtaStub stub;
    QString deviceId;
    QByteArray key;
    const QList<OtaStub::Answer> bad = { { 500 }, { 404, "<html>" }, { 200, "<html>" }, { 200, "\xff\xfe garbage" }, { 200, "{}" },
        { 200, R"({"success":false,"message":"no"})" }, { 200, R"({"error":"no"})" }, { 200, QByteArray(500000, 'x') },
        { .body = "xxxx", .cut = true }, { .silent = true }, { 200, OtaStub::profileBody(u"ftp://x/"_s) },
        { 200, OtaStub::profileBody() } };
    for (const OtaStub::Answer& answer : bad) {
        stub.answerOta(answer);
        Run run(dir, shelf, { 1ms, 2, answer.silent ? 50ms : 20000ms });
        run.pairing.begin({ u"own"_s, stub.otaUrl() });
        QTRY_COMPARE(run.failures.size() + run.paired.size(), 1);
        QVERIFY(run.paired.size() == 1 || !run.failure().error.text.isEmpty());
        if (deviceId.isEmpty()) {
            deviceId = run.deviceId();
            key = shelf->secrets.value(u"identity/own/hmac"_s);
        }
        QCOMPARE(run.deviceId(), deviceId);
        QCOMPARE(shelf->secrets.value(u"identity/own/hmac"_s), key);
    }
    QVERIFY(!deviceId.isEmpty() && key.size() == 64);
}

void TstPairing::mqttAloneIsEnough()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.answerOta(
        { 200, R"({"mqtt":{"endpoint":"broker.example:8883","client_id":"y","username":"u","password":"p","publish_topic":"t"}})" });
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ .id = u"own"_s, .otaUrl = stub.otaUrl(), .transport = protocol::TransportChoice::Mqtt });
    QTRY_COMPARE(run.paired.size(), 1);
    const auto profile = run.paired.first().first().value<protocol::ConnectionProfile>();
    QVERIFY(profile.url.isEmpty() && profile.mqtt);
    QCOMPARE(profile.transport, protocol::TransportChoice::Mqtt);
}

void TstPairing::theProofIsWrittenAsTheServerWantsIt_data()
{
    QTest::addColumn<KeyForm>("form");
    QTest::addColumn<protocol::ActivationShape>("shape");
    QTest::newRow("as py-xiaozhi signs, flat") << KeyForm::Digits << protocol::ActivationShape::Flat;
    QTest::newRow("as py-xiaozhi") << KeyForm::Digits << protocol::ActivationShape::Payload;
    QTest::newRow("as the firmware") << KeyForm::Bytes << protocol::ActivationShape::Flat;
}

void TstPairing::theProofIsWrittenAsTheServerWantsIt()
{
    QFETCH(KeyForm, form);
    QFETCH(protocol::ActivationShape, shape);
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"c0ffee-42"_s, 0);
    Run run(dir, shelf);
    run.pairing.begin({ .id = u"own"_s, .otaUrl = stub.otaUrl(), .keyForm = form, .shape = shape });
    QTRY_COMPARE(run.paired.size(), 1);
    const QByteArray digits = shelf->secrets.value(u"identity/own/hmac"_s);
    const QByteArray key = form == KeyForm::Bytes ? QByteArray::fromHex(digits) : digits;
    const QByteArray expected = QMessageAuthenticationCode::hash("c0ffee-42", key, QCryptographicHash::Sha256).toHex();
    const QList<OtaStub::Request> requests = stub.requests();
    const auto it = std::find_if(requests.begin(), requests.end(), [](const auto& request) { return request.path.endsWith("/activate"); });
    QVERIFY(it != requests.end());
    const QJsonObject body = QJsonDocument::fromJson(it->body).object();
    QCOMPARE(body.contains("Payload"_L1), shape == protocol::ActivationShape::Payload);
    const QJsonObject proof = body.contains("Payload"_L1) ? body.value("Payload"_L1).toObject() : body;
    QCOMPARE(proof.value("hmac"_L1).toString().toLatin1(), expected);
}

void TstPairing::aBoardWithoutASerialNumberPostsAnEmptyObject()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"c0ffee-42"_s, 0);
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ .id = u"own"_s, .otaUrl = stub.otaUrl(), .activation = ActivationKind::CodeOnly });
    QTRY_COMPARE(run.paired.size(), 1);
    for (const OtaStub::Request& request : stub.requests()) {
        QVERIFY(!request.headers.contains("serial-number"));
        QCOMPARE(request.headers.value("activation-version"), "1");
        if (request.path.endsWith("/activate"))
            QCOMPARE(request.body, "{}");
    }
    QCOMPARE(stub.count("/activate"), 1);
}

void TstPairing::aTypedVoiceAddressNeedsNoVersionCheck()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    shelf->secrets.insert(u"identity/own/token"_s, "typed");
    OtaStub stub;
    Run run(dir, shelf);
    const QUrl there(u"ws://desk.example:8000/xiaozhi/v1/"_s);
    const protocol::Reach reach { { protocol::ProxyKind::None, {}, 0, {}, {} }, {} };
    run.pairing.begin({ .id = u"own"_s, .websocketUrl = there, .reach = reach });
    QTRY_COMPARE(run.paired.size(), 1);
    const auto profile = run.paired.first().first().value<protocol::ConnectionProfile>();
    QCOMPARE(profile.url, there);
    QCOMPARE(profile.token, u"typed"_s);
    QCOMPARE(profile.reach, reach);
    QVERIFY(stub.requests().isEmpty());
    // There is nobody to ask again, so a refusal is explained at once.
    run.pairing.markRevoked();
    QTRY_COMPARE(run.failures.size(), 1);
    QVERIFY2(run.failure().error.text.contains("token"_L1), qPrintable(run.failure().error.text));
}

void TstPairing::theProxysPasswordComesFromTheSecretStore()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    shelf->secrets.insert(u"identity/own/proxy"_s, "right");
    test::ProxyStub proxy(test::ProxyStub::Kind::Http);
    proxy.demand("ann", "right");
    OtaStub stub;
    QUrl url = stub.otaUrl();
    url.setHost(u"server.invalid"_s);
    Run run(dir, shelf);
    run.pairing.begin(
        { .id = u"own"_s, .otaUrl = url, .reach = { { protocol::ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), u"ann"_s, {} }, {} } });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.paired.first().first().value<protocol::ConnectionProfile>().reach.proxy.password, u"right"_s);
    QCOMPARE(run.pairing.server().reach.proxy.password, QString()); // what is shown and stored never has it
}

void TstPairing::aSelfSignedServerIsOfferedForComparison()
{
    const QTemporaryDir dir;
    OtaStub stub(test::tlsOf("selfsigned"));
    Run run(dir, std::make_shared<MemoryShelf>());
    ServerProfile server { .id = u"own"_s, .otaUrl = stub.otaUrl() };
    run.pairing.begin(server);
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().repair, Repair::CompareCertificate);
    server.reach.pinnedCertificate = run.failure().certificate;
    run.pairing.begin(server);
    QTRY_COMPARE(run.paired.size(), 1);
}

void TstPairing::aSessionRefusedTwiceIsExplained()
{
    const QTemporaryDir dir;
    OtaStub stub;
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    run.pairing.markRevoked();
    QTRY_COMPARE(run.paired.size(), 2); // the version check says that all is well
    run.pairing.markRevoked();
    QCOMPARE(run.failures.size(), 1); // and yet: no circle
    QCOMPARE(run.failure().repair, Repair::NewIdentity);
    QCOMPARE(run.pairing.state(), State::Failed);
    const QString before = run.deviceId();
    run.pairing.renewIdentity();
    QTRY_COMPARE(run.paired.size(), 3);
    QVERIFY(run.deviceId() != before);
}

void TstPairing::theRepairFitsTheServer()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QUrl nobody(u"http://127.0.0.1:%1/ota/"_s.arg(closed.serverPort()));
    closed.close();
    const QTemporaryDir dir;
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"local"_s, nobody, ServerKind::Local });
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().repair, Repair::StartServer);
    QCOMPARE(run.failure().step, Step::VersionCheck);
    run.pairing.begin({ u"own"_s, nobody });
    QTRY_COMPARE(run.failures.size(), 2);
    QCOMPARE(run.failure().repair, Repair::TryAgain);
    run.pairing.begin({ u"own"_s, QUrl(u"nonsense"_s) });
    QTRY_COMPARE(run.failures.size(), 3);
    QCOMPARE(run.failure().repair, Repair::ChangeAddress);
    run.pairing.begin({ u"official"_s, QUrl(u"https://no-such-server.invalid/"_s), ServerKind::Official });
    QTRY_COMPARE(run.failures.size(), 4);
    QCOMPARE(run.failure().repair, Repair::TryAgain);
}

void TstPairing::revokedIsCheckedAgain()
{
    const QTemporaryDir dir;
    OtaStub stub;
    stub.offerCode(u"123456"_s, u"abc"_s, 0);
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.markRevoked();
    QCOMPARE(run.pairing.state(), State::Unknown);
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    stub.forget();
    run.pairing.markRevoked();
    QCOMPARE(run.pairing.state(), State::Checking);
    QTRY_COMPARE(run.paired.size(), 2);
    QCOMPARE(run.codes.size(), 2);
}

void TstPairing::lockedKeyringIsSaidAndKeepsTheIdentity()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    OtaStub stub;
    Run first(dir, shelf);
    first.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(first.paired.size(), 1);

    const auto secrets = std::exchange(shelf->secrets, {});
    shelf->writeError = Error { Error::Code::Refused, u"Your keychain is locked."_s };
    Run second(dir, shelf);
    second.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(second.failures.size(), 1);
    QCOMPARE(second.failure().step, Step::Identity);
    QCOMPARE(second.failure().repair, Repair::UnlockKeyring);
    QCOMPARE(second.failure().error.text, u"Your keychain is locked."_s);

    shelf->secrets = secrets;
    shelf->writeError.reset();
    second.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(second.paired.size(), 1);
    QCOMPARE(second.deviceId(), first.deviceId());
}

void TstPairing::withoutKeyringTheFileIsOfferedAndUsed()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    shelf->readError = shelf->writeError = Error { Error::Code::Unavailable, u"no service"_s };
    OtaStub stub;
    Run run(dir, shelf);
    // The wish comes from within the answer of the store that is replaced.
    connect(&run.pairing, &Pairing::failed, this, [&](const Failure& failure) {
        QCOMPARE(failure.repair, Repair::KeepInFile);
        run.pairing.useSecretStore(std::make_unique<FileStore>(dir.path()));
    });
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(run.failures.size(), 1);
    QVERIFY(run.identities.last().at(1).toString().contains("file"_L1));
    QTRY_VERIFY(QFile::exists(dir.filePath(u"secrets.json"_s)));
}

void TstPairing::aNewIdentityIsAnotherDevice()
{
    const QTemporaryDir dir;
    OtaStub stub;
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    const QString before = run.deviceId();
    run.pairing.renewIdentity();
    QTRY_COMPARE(run.paired.size(), 2);
    QVERIFY(run.deviceId() != before);
    QCOMPARE(stub.requests().last().headers.value("device-id"), run.deviceId().toLatin1());
}

void TstPairing::aDamagedIdentityFileIsRestored()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    OtaStub stub;
    Run first(dir, shelf);
    first.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(first.paired.size(), 1);
    QFile file(dir.filePath(u"identities.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("garbage");
    file.close();

    Run second(dir, shelf);
    second.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(second.paired.size(), 1);
    QCOMPARE(second.restored.size(), 1);
    QCOMPARE(second.deviceId(), first.deviceId());
    QVERIFY(QFile::exists(dir.filePath(u"identities.json.broken"_s)));
}

void TstPairing::theTokenIsKeptSecret()
{
    const QTemporaryDir dir;
    const auto shelf = std::make_shared<MemoryShelf>();
    OtaStub stub;
    Run run(dir, shelf);
    run.pairing.begin({ u"own"_s, stub.otaUrl() });
    QTRY_COMPARE(run.paired.size(), 1);
    QCOMPARE(shelf->secrets.value(u"identity/own/token"_s), "t0ken");
    QFile file(dir.filePath(u"identities.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(!content.contains("t0ken"));
    QVERIFY(!content.contains(shelf->secrets.value(u"identity/own/hmac"_s)));
}

void TstPairing::wishesWithoutAServerDoNothing()
{
    const QTemporaryDir dir;
    Run run(dir, std::make_shared<MemoryShelf>());
    run.pairing.cancel();
    run.pairing.requestNewCode();
    run.pairing.renewIdentity();
    run.pairing.markRevoked();
    run.pairing.useSecretStore(std::make_unique<MemoryStore>());
    QCoreApplication::sendPostedEvents();
    QCOMPARE(run.states.size(), 0);
    QCOMPARE(run.pairing.state(), State::Unknown);
}

QTEST_GUILESS_MAIN(TstPairing)
#include "tst_pairing.moc"
