// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificate.h"
#include "pairing/provisioningclient.h"
#include "support/otastub.h"
#include "support/testcase.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

using namespace myna;
using namespace myna::pairing;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::OtaStub;

class TstProvisioningClient : public test::TestCase
{
    Q_OBJECT

private slots:
    void sendsTheFirmwaresHeaders();
    void withoutSerialItSpeaksVersionOne();
    void theBodyGivesNoSecretAway();
    void activationCarriesTheProof();
    void activationStatuses_data();
    void activationStatuses();
    void everyBadAnswerHasItsSentence_data();
    void everyBadAnswerHasItsSentence();
    void badAddressesAreNotAsked_data();
    void badAddressesAreNotAsked();
    void nobodyListening();
    void unknownHost();
    void silentServer();
    void selfSignedServer();
    void followsRedirectsOnTheSameServer();
    void endsACircleOfRedirects();
    void doesNotFollowToAnotherPlainServer();
    void aNewQuestionSilencesTheOldOne();
    void takesTheLargestAllowedBody();
};

namespace {

const protocol::DeviceIdentity device { u"02:11:22:33:44:55"_s, u"6f9619ff-8b86-4d01-b42d-00cf4fc964ff"_s, u"SN-1-021122334455"_s };

struct Outcome
{
    std::optional<ProvisioningClient::Checked> got;
    [[nodiscard]] Failure failure() const { return got ? got->failure : Failure {}; }
    [[nodiscard]] QString text() const { return failure().error.text; }
};

Outcome check(const QUrl& url, std::chrono::milliseconds limit = 20s, const protocol::DeviceIdentity& who = device)
{
    ProvisioningClient client(u"zh-CN"_s, limit);
    Outcome outcome;
    client.check(url, who, [&](const ProvisioningClient::Checked& checked) { outcome.got = checked; });
    [&] { QTRY_VERIFY(outcome.got); }();
    return outcome;
}

}

void TstProvisioningClient::sendsTheFirmwaresHeaders()
{
    OtaStub stub;
    const Outcome outcome = check(stub.otaUrl());
    QVERIFY(outcome.got->reply);
    QCOMPARE(outcome.got->reply->websocket->token, u"t0ken"_s);
    QVERIFY(outcome.got->elapsedMs >= 0);
    const OtaStub::Request request = stub.requests().value(0);
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, "/xiaozhi/ota/");
    QCOMPARE(request.headers.value("device-id"), "02:11:22:33:44:55");
    QCOMPARE(request.headers.value("client-id"), "6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    QCOMPARE(request.headers.value("activation-version"), "2");
    QCOMPARE(request.headers.value("serial-number"), "SN-1-021122334455");
    QCOMPARE(request.headers.value("user-agent"), QByteArray("myna/" MYNA_VERSION));
    QCOMPARE(request.headers.value("accept-language"), "zh-CN");
    QCOMPARE(request.headers.value("content-type"), "application/json");
}

void TstProvisioningClient::withoutSerialItSpeaksVersionOne()
{
    OtaStub stub;
    QVERIFY(check(stub.otaUrl(), 20s, { device.deviceId, device.clientId, {} }).got->reply);
    QCOMPARE(stub.requests().value(0).headers.value("activation-version"), "1");
    QVERIFY(!stub.requests().value(0).headers.contains("serial-number"));
}

void TstProvisioningClient::theBodyGivesNoSecretAway()
{
    OtaStub stub;
    QVERIFY(check(stub.otaUrl()).got->reply);
    const QJsonObject body = QJsonDocument::fromJson(stub.requests().value(0).body).object();
    const QByteArray digest = QCryptographicHash::hash(MYNA_VERSION, QCryptographicHash::Sha256).toHex();
    QCOMPARE(body.value("application"_L1).toObject().value("elf_sha256"_L1).toString(), QString::fromLatin1(digest));
    QCOMPARE(body.value("application"_L1).toObject().value("version"_L1).toString(), QStringLiteral(MYNA_VERSION));
    QCOMPARE(body.value("board"_L1).toObject().value("type"_L1).toString(), u"myna-desktop"_s);
    QCOMPARE(body.value("mac_address"_L1).toString(), device.deviceId);
    QCOMPARE(body.value("uuid"_L1).toString(), device.clientId);
}

void TstProvisioningClient::activationCarriesTheProof()
{
    OtaStub stub;
    ProvisioningClient client(u"en-US"_s, 20s);
    std::optional<Result<bool>> got;
    const protocol::ActivationProof proof { device.serialNumber, u"c0ffee-42"_s, QByteArray(64, 'a') };
    client.askApproval(stub.otaUrl(), device, proof, [&](const Result<bool>& answer) { got = answer; });
    QTRY_VERIFY(got);
    QVERIFY(got->has_value() && !got->value());
    const OtaStub::Request request = stub.requests().value(0);
    QCOMPARE(request.path, "/xiaozhi/ota/activate");
    QCOMPARE(request.headers.value("device-id"), "02:11:22:33:44:55");
    QCOMPARE(request.headers.value("activation-version"), "2");
    QCOMPARE(protocol::decodeActivation(request.body).value(), proof);
    QVERIFY(QJsonDocument::fromJson(request.body).object().contains("hmac"_L1));
}

void TstProvisioningClient::activationStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("bound") << 200 << u"bound"_s;
    QTest::newRow("not yet") << 202 << u"pending"_s;
    QTest::newRow("empty") << 204 << u"error"_s;
    QTest::newRow("bad request") << 400 << u"error"_s;
    QTest::newRow("gone") << 410 << u"error"_s;
    QTest::newRow("server error") << 500 << u"error"_s;
}

void TstProvisioningClient::activationStatuses()
{
    QFETCH(int, status);
    QFETCH(QString, meaning);
    OtaStub stub;
    stub.onActivate([status](const OtaStub::Request&) { return OtaStub::Answer { status }; });
    ProvisioningClient client(u"en-US"_s, 20s);
    std::optional<Result<bool>> got;
    client.askApproval(stub.otaUrl(), device, {}, [&](const Result<bool>& answer) { got = answer; });
    QTRY_VERIFY(got);
    const QString heard = !*got ? u"error"_s : got->value() ? u"bound"_s : u"pending"_s;
    QCOMPARE(heard, meaning);
}

void TstProvisioningClient::everyBadAnswerHasItsSentence_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("says");
    QTest::addColumn<Error::Code>("code");
    QTest::addColumn<Repair>("repair");
    using Code = Error::Code;
    QTest::newRow("500") << 500 << QByteArray("oops") << u"error 500"_s << Code::Network << Repair::TryAgain;
    QTest::newRow("503") << 503 << QByteArray() << u"error 503"_s << Code::Network << Repair::TryAgain;
    QTest::newRow("404") << 404 << QByteArray("<h1>no</h1>") << u"no XiaoZhi service"_s << Code::Protocol << Repair::ChangeAddress;
    QTest::newRow("403") << 403 << QByteArray() << u"error 403"_s << Code::Refused << Repair::ChangeAddress;
    QTest::newRow("403 with a reason") << 403 << QByteArray(R"({"success":false,"error":"not on the list"})") << u"not on the list"_s
                                       << Code::Refused << Repair::ChangeAddress;
    QTest::newRow("429") << 429 << QByteArray() << u"too often"_s << Code::Refused << Repair::TryAgain;
    QTest::newRow("204") << 204 << QByteArray() << u"status 204"_s << Code::Protocol << Repair::ChangeAddress;
    QTest::newRow("web page") << 200 << QByteArray("\n<!DOCTYPE html><html>hello</html>") << u"a web page, not with XiaoZhi data"_s
                              << Code::Protocol << Repair::ChangeAddress;
    QTest::newRow("plain text") << 200 << QByteArray("OTA interface is fine") << u"not XiaoZhi data"_s << Code::Protocol
                                << Repair::ChangeAddress;
    QTest::newRow("garbage") << 200 << QByteArray("\0\xff\xfe{{{", 6) << u"not XiaoZhi data"_s << Code::Protocol << Repair::ChangeAddress;
    QTest::newRow("nothing") << 200 << QByteArray() << u"not XiaoZhi data"_s << Code::Protocol << Repair::ChangeAddress;
    QTest::newRow("no section") << 200 << QByteArray(R"({"server_time":{"timestamp":1}})") << u"neither where to connect"_s
                                << Code::Protocol << Repair::TryAgain;
    QTest::newRow("success:false") << 200 << QByteArray(R"({"success":false,"message":"Device-Id missing"})") << u"Device-Id missing"_s
                                   << Code::Refused << Repair::TryAgain;
    QTest::newRow("error") << 200 << QByteArray(R"({"error":"Invalid device ID"})") << u"Invalid device ID"_s << Code::Refused
                           << Repair::TryAgain;
    QTest::newRow("too much") << 200 << QByteArray(200 * 1024, ' ') << u"far more than"_s << Code::Protocol << Repair::ChangeAddress;
}

void TstProvisioningClient::everyBadAnswerHasItsSentence()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, says);
    QFETCH(Error::Code, code);
    QFETCH(Repair, repair);
    OtaStub stub;
    stub.answerOta({ status, body });
    const Outcome outcome = check(stub.otaUrl());
    QVERIFY(!outcome.got->reply);
    QVERIFY2(outcome.text().contains(says), qPrintable(outcome.text()));
    QCOMPARE(outcome.failure().error.code, code);
    QCOMPARE(outcome.failure().repair, repair);
}

void TstProvisioningClient::badAddressesAreNotAsked_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("empty") << QString();
    QTest::newRow("no scheme") << u"example.org/ota/"_s;
    QTest::newRow("socket") << u"ws://127.0.0.1/ota/"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("no host") << u"http:///ota/"_s;
}

void TstProvisioningClient::badAddressesAreNotAsked()
{
    QFETCH(QString, address);
    const Outcome outcome = check(QUrl(address));
    QCOMPARE(outcome.failure().error.code, Error::Code::Invalid);
    QCOMPARE(outcome.failure().repair, Repair::ChangeAddress);
}

void TstProvisioningClient::nobodyListening()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    const Outcome outcome = check(QUrl(u"http://127.0.0.1:%1/xiaozhi/ota/"_s.arg(port)));
    QCOMPARE(outcome.failure().error.code, Error::Code::Network);
    QVERIFY2(outcome.text().contains(u"Nothing answers at 127.0.0.1:%1"_s.arg(port)), qPrintable(outcome.text()));
}

void TstProvisioningClient::unknownHost()
{
    const Outcome outcome = check(QUrl(u"https://no-such-server.invalid/ota/"_s));
    QCOMPARE(outcome.failure().error.code, Error::Code::Network);
    QCOMPARE(outcome.failure().repair, Repair::ChangeAddress);
    QVERIFY2(outcome.text().contains("no-such-server.invalid"_L1), qPrintable(outcome.text()));
}

void TstProvisioningClient::silentServer()
{
    OtaStub stub;
    stub.answerOta({ .silent = true });
    const Outcome outcome = check(stub.otaUrl(), 100ms);
    QCOMPARE(outcome.failure().error.code, Error::Code::Timeout);
    QVERIFY2(outcome.text().contains("did not answer within 0.1 s"_L1), qPrintable(outcome.text()));
}

void TstProvisioningClient::selfSignedServer()
{
    const QTemporaryDir dir;
    const QSslConfiguration tls = test::selfSigned(dir);
    QVERIFY2(!tls.isNull(), "the openssl program is needed");
    OtaStub stub(tls);
    const Outcome outcome = check(stub.otaUrl());
    QCOMPARE(outcome.failure().error.code, Error::Code::Network);
    QCOMPARE(outcome.failure().repair, Repair::CompareCertificate);
    QVERIFY2(outcome.text().contains("cannot prove"_L1) && outcome.text().contains("self-signed"_L1), qPrintable(outcome.text()));
    QVERIFY(stub.requests().isEmpty());
}

void TstProvisioningClient::followsRedirectsOnTheSameServer()
{
    OtaStub stub;
    stub.onOta([](const OtaStub::Request& request) {
        if (request.path == "/xiaozhi/ota/")
            return OtaStub::Answer { .status = 301, .location = "/elsewhere/ota/" };
        return OtaStub::Answer { 200, OtaStub::profileBody() };
    });
    QVERIFY(check(stub.otaUrl()).got->reply);
    QCOMPARE(stub.requests().size(), 2);
    QCOMPARE(stub.requests().value(1).method, "POST");
    QCOMPARE(stub.requests().value(1).body, stub.requests().value(0).body);
}

void TstProvisioningClient::endsACircleOfRedirects()
{
    OtaStub stub;
    stub.answerOta({ .status = 307, .location = "/xiaozhi/ota/" });
    const Outcome outcome = check(stub.otaUrl());
    QCOMPARE(outcome.failure().error.code, Error::Code::Refused);
    QCOMPARE(stub.requests().size(), 5);
}

void TstProvisioningClient::doesNotFollowToAnotherPlainServer()
{
    OtaStub other;
    OtaStub stub;
    QUrl target = other.otaUrl();
    target.setHost(u"localhost"_s);
    stub.answerOta({ .status = 302, .location = target.toEncoded() });
    const Outcome outcome = check(stub.otaUrl());
    QCOMPARE(outcome.failure().error.code, Error::Code::Refused);
    QCOMPARE(outcome.failure().repair, Repair::ChangeAddress);
    QVERIFY(other.requests().isEmpty());
}

void TstProvisioningClient::aNewQuestionSilencesTheOldOne()
{
    OtaStub silent;
    silent.answerOta({ .silent = true });
    OtaStub stub;
    ProvisioningClient client(u"en-US"_s, 20s);
    bool old = false;
    bool fresh = false;
    client.check(silent.otaUrl(), device, [&](const ProvisioningClient::Checked&) { old = true; });
    QTRY_COMPARE(silent.requests().size(), 1);
    client.check(stub.otaUrl(), device, [&](const ProvisioningClient::Checked& checked) { fresh = checked.reply.has_value(); });
    QTRY_VERIFY(fresh);
    QVERIFY(!old);
}

void TstProvisioningClient::takesTheLargestAllowedBody()
{
    OtaStub stub;
    QByteArray body = OtaStub::profileBody();
    body.append(QByteArray(protocol::maxProvisioningBytes - body.size(), ' '));
    stub.answerOta({ 200, body });
    QVERIFY(check(stub.otaUrl()).got->reply);
    stub.answerOta({ 200, body + ' ' });
    QVERIFY(!check(stub.otaUrl()).got->reply);
}

QTEST_GUILESS_MAIN(TstProvisioningClient)
#include "tst_provisioningclient.moc"
