// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/provisioning.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace myna;
using namespace myna::protocol;
using namespace Qt::Literals::StringLiterals;

class TstProvisioning : public test::TestCase
{
    Q_OBJECT

private slots:
    void normalisesDeviceIds_data();
    void normalisesDeviceIds();
    void knowsUuids();
    void readsTheFirmwaresRequest();
    void readsPyXiaozhisRequest();
    void requestReturnsWhatWasSent();
    void alwaysSendsApplicationAndBoard();
    void takesNumbersForTextInRequests();
    void takesAnEmptyRequest();
    void refusesRequests_data();
    void refusesRequests();
    void signsAsPyXiaozhiAndAsTheFirmware();
    void writesBothActivationShapes();
    void readsActivationInAllShapes_data();
    void readsActivationInAllShapes();
    void refusesActivations_data();
    void refusesActivations();
    void findsTheActivationUrl_data();
    void findsTheActivationUrl();
    void boundsTheSize();
    void survivesTruncationAndNoise();
};

namespace {

const QString mac = u"a4:cf:12:0b:9e:31"_s;
const QString uuid = u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s;
const QString serial = u"SN-049CA125-a4cf120b9e31"_s;
const QString challenge = u"c0ffee-42"_s;
const QByteArray pyKey = "a41895cc4566054fbba9a201d386f70756a0954cf6ee020215ed445ab18154bf";
const QByteArray pyHmac = "2cf268fec0fa14e113814356fda0eecee7c5dac0a3aa4bbc3294737a7a5ba788";
const QByteArray rawHmac = "90b6a6cdc9162f01cad78166092131112c5688142e95b138355f180e10dd3da4";

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

}

void TstProvisioning::normalisesDeviceIds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    QTest::newRow("as it should be") << mac << mac;
    QTest::newRow("upper case") << u"A4:CF:12:0B:9E:31"_s << mac;
    QTest::newRow("dashes") << u"A4-cf-12-0B-9E-31"_s << mac;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("short") << u"a4:cf:12:0b:9e"_s << QString();
    QTest::newRow("long") << mac + u":00"_s << QString();
    QTest::newRow("not hex") << u"g4:cf:12:0b:9e:31"_s << QString();
    QTest::newRow("other separator") << u"a4.cf.12.0b.9e.31"_s << QString();
    QTest::newRow("a product name") << u"PS-A4CF120B9E31AA"_s << QString();
    QTest::newRow("wide digits") << u"ａ4:cf:12:0b:9e:31"_s << QString();
}

void TstProvisioning::normalisesDeviceIds()
{
    QFETCH(QString, text);
    QFETCH(QString, id);
    QCOMPARE(normalisedDeviceId(text), id);
}

void TstProvisioning::knowsUuids()
{
    QVERIFY(isUuid(uuid));
    QVERIFY(isUuid(uuid.toUpper()));
    QVERIFY(!isUuid(QString(uuid).replace(u'-', u'_')));
    QVERIFY(!isUuid(uuid.chopped(1)));
    QVERIFY(!isUuid(u"web_test_client"));
    QVERIFY(!isUuid(QString(uuid).replace(u'7', u'g')));
}

void TstProvisioning::readsTheFirmwaresRequest()
{
    const QByteArray golden = test::wire(u"firmware/ota_request.json"_s);
    const Result<OtaRequest> request = decodeOtaRequest(golden);
    QVERIFY(request);
    QCOMPARE(request->identity, (DeviceIdentity { mac, uuid, {} }));
    QCOMPARE(request->boardType, u"bread-compact-wifi"_s);
    QCOMPARE(request->version, u"2.4.2"_s);
    QCOMPARE(request->elfSha256.size(), 64);
    QCOMPARE(request->ip, u"192.168.4.21"_s);
    QCOMPARE(request->language, u"en-US"_s);
    QCOMPARE(request->raw, json(golden));
}

void TstProvisioning::readsPyXiaozhisRequest()
{
    const Result<OtaRequest> request = decodeOtaRequest(test::wire(u"pyxiaozhi/ota_request.json"_s));
    QVERIFY(request);
    QCOMPARE(request->identity, (DeviceIdentity { mac, {}, {} }));
    QCOMPARE(request->boardName, u"py-xiaozhi"_s);
    QCOMPARE(request->version, u"2.1.1"_s);
    QCOMPARE(request->elfSha256.toLatin1(), pyKey);
}

void TstProvisioning::requestReturnsWhatWasSent()
{
    OtaRequest sent { { mac, uuid, {} }, u"desktop"_s, u"Myna"_s, u"0.1.0"_s, QString::fromLatin1(pyKey), u"10.0.0.2"_s, u"zh-CN"_s,
        { { u"display"_s, QJsonObject { { u"width"_s, 800 } } } } };
    const Result<OtaRequest> received = decodeOtaRequest(encodeOtaRequest(sent));
    QVERIFY(received);
    QCOMPARE(received->raw.value("display"_L1), sent.raw.value("display"_L1));
    sent.raw = received->raw;
    QCOMPARE(*received, sent);
}

void TstProvisioning::alwaysSendsApplicationAndBoard()
{
    const QJsonObject body = json(encodeOtaRequest({}));
    QVERIFY(body.value("application"_L1).isObject());
    QVERIFY(body.value("board"_L1).isObject());
    QVERIFY(!body.contains("mac_address"_L1));
}

void TstProvisioning::takesNumbersForTextInRequests()
{
    const Result<OtaRequest> request = decodeOtaRequest(R"({"minimum_free_heap_size":"831","application":{"version":2},)"
                                                        R"("board":{"type":7,"mac":"A4-CF-12-0B-9E-31","name":null},"uuid":12})");
    QVERIFY(request);
    QCOMPARE(request->version, u"2"_s);
    QCOMPARE(request->boardType, u"7"_s);
    QCOMPARE(request->identity, (DeviceIdentity { mac, u"12"_s, {} }));
}

void TstProvisioning::takesAnEmptyRequest()
{
    for (const QByteArray& body : { QByteArray(), QByteArray(" \r\n"), QByteArray("{}") }) {
        const Result<OtaRequest> request = decodeOtaRequest(body);
        QVERIFY(request);
        QCOMPARE(*request, OtaRequest());
    }
}

void TstProvisioning::refusesRequests_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("not JSON") << QByteArray("<html>") << u"not JSON"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"not an object"_s;
    QTest::newRow("board is text") << QByteArray(R"({"board":"esp32"})") << u"board must be an object"_s;
    QTest::newRow("version is a list") << QByteArray(R"({"application":{"version":[]}})") << u"application.version must be text"_s;
}

void TstProvisioning::refusesRequests()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, mentions);
    const Result<OtaRequest> request = decodeOtaRequest(body);
    QVERIFY(!request);
    QCOMPARE(request.error().code, Error::Code::Invalid);
    QVERIFY2(request.error().text.contains(mentions), qPrintable(request.error().text));
}

void TstProvisioning::signsAsPyXiaozhiAndAsTheFirmware()
{
    QCOMPARE(signChallenge(pyKey, challenge), pyHmac);
    QCOMPARE(signChallenge(QByteArray::fromHex(pyKey), challenge), rawHmac);
    QVERIFY(signChallenge(pyKey, u"c0ffee-43"_s) != pyHmac);
    QCOMPARE(signChallenge(pyKey, u"你好"_s).size(), 64);
}

void TstProvisioning::writesBothActivationShapes()
{
    const QByteArray flat = encodeActivation({ serial, challenge, rawHmac }, ActivationShape::Flat);
    QCOMPARE(json(flat), json(test::wire(u"firmware/activate.json"_s)));
    const QByteArray wrapped = encodeActivation({ serial, challenge, pyHmac }, ActivationShape::Payload);
    QCOMPARE(json(wrapped), json(test::wire(u"pyxiaozhi/activate.json"_s)));
    QCOMPARE(encodeActivation({}, ActivationShape::Flat), QByteArray("{}"));
    QCOMPARE(encodeActivation({}, ActivationShape::Payload), QByteArray("{}"));
}

void TstProvisioning::readsActivationInAllShapes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("hmac");
    QTest::addColumn<bool>("empty");
    QTest::newRow("flat") << test::wire(u"firmware/activate.json"_s) << rawHmac << false;
    QTest::newRow("in Payload") << test::wire(u"pyxiaozhi/activate.json"_s) << pyHmac << false;
    QTest::newRow("without HMAC unit") << test::wire(u"firmware/activate_without_hmac.json"_s) << QByteArray() << false;
    QTest::newRow("upper case") << test::wire(u"firmware/activate.json"_s).replace(rawHmac, rawHmac.toUpper()) << rawHmac << false;
    QTest::newRow("no serial") << test::wire(u"firmware/activate_without_serial.json"_s) << QByteArray() << true;
    QTest::newRow("nothing at all") << QByteArray() << QByteArray() << true;
}

void TstProvisioning::readsActivationInAllShapes()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, hmac);
    QFETCH(bool, empty);
    const Result<ActivationProof> proof = decodeActivation(body);
    QVERIFY(proof);
    QCOMPARE(*proof, empty ? ActivationProof() : (ActivationProof { serial, challenge, hmac }));
}

void TstProvisioning::refusesActivations_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("not JSON") << QByteArray("hmac=1") << u"not JSON"_s;
    QTest::newRow("Payload is text") << QByteArray(R"({"Payload":"x"})") << u"Payload must be an object"_s;
    QTest::newRow("short hmac") << QByteArray(R"({"hmac":"abcd"})") << u"hmac"_s;
    QTest::newRow("hmac not hex") << QByteArray(R"({"hmac":")" + QByteArray(64, 'z') + "\"}") << u"hmac"_s;
    QTest::newRow("hmac is a number") << QByteArray(R"({"Payload":{"hmac":5}})") << u"Payload.hmac must be text"_s;
    QTest::newRow("other algorithm") << QByteArray(R"({"algorithm":"md5"})") << u"algorithm"_s;
    QTest::newRow("endless challenge") << QByteArray(R"({"challenge":")" + QByteArray(600, 'c') + "\"}") << u"challenge"_s;
}

void TstProvisioning::refusesActivations()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, mentions);
    const Result<ActivationProof> proof = decodeActivation(body);
    QVERIFY(!proof);
    QCOMPARE(proof.error().code, Error::Code::Invalid);
    QVERIFY2(proof.error().text.contains(mentions), qPrintable(proof.error().text));
}

void TstProvisioning::findsTheActivationUrl_data()
{
    QTest::addColumn<QUrl>("ota");
    QTest::addColumn<QUrl>("activate");
    const QUrl expected(u"https://api.tenclass.net/xiaozhi/ota/activate"_s);
    QTest::newRow("slash") << QUrl(u"https://api.tenclass.net/xiaozhi/ota/"_s) << expected;
    QTest::newRow("no slash") << QUrl(u"https://api.tenclass.net/xiaozhi/ota"_s) << expected;
    QTest::newRow("slashes") << QUrl(u"https://api.tenclass.net/xiaozhi/ota///"_s) << expected;
    QTest::newRow("port, no path") << QUrl(u"http://10.0.0.1:8003"_s) << QUrl(u"http://10.0.0.1:8003/activate"_s);
}

void TstProvisioning::findsTheActivationUrl()
{
    QFETCH(QUrl, ota);
    QFETCH(QUrl, activate);
    QCOMPARE(activationUrl(ota), activate);
}

void TstProvisioning::boundsTheSize()
{
    const QByteArray large = "{\"language\":\"" + QByteArray(maxProvisioningBytes, 'x') + "\"}";
    QVERIFY(!decodeOtaRequest(large));
    QVERIFY(!decodeActivation(large));
    QVERIFY(!decodeOtaRequest(QByteArray(maxProvisioningBytes + 1, ' ')));
}

void TstProvisioning::survivesTruncationAndNoise()
{
    for (const QString& file : { u"firmware/ota_request.json"_s, u"pyxiaozhi/activate.json"_s }) {
        const QByteArray golden = test::wire(file);
        QVERIFY(!golden.isEmpty());
        for (qsizetype size = 1; size < golden.size(); ++size) {
            QVERIFY(!decodeOtaRequest(golden.left(size)));
            QVERIFY(!decodeActivation(golden.left(size)));
        }
        QRandomGenerator random(5);
        for (int round = 0; round < 5000; ++round) {
            const QByteArray body = round % 4 ? test::damaged(golden, random) : test::noise(random, 200);
            const Result<OtaRequest> request = decodeOtaRequest(body);
            if (request)
                QVERIFY(decodeOtaRequest(encodeOtaRequest(*request)));
            const Result<ActivationProof> proof = decodeActivation(body);
            if (proof)
                QVERIFY(*decodeActivation(encodeActivation(*proof, ActivationShape::Payload)) == *proof);
        }
    }
}

QTEST_GUILESS_MAIN(TstProvisioning)
#include "tst_provisioning.moc"
