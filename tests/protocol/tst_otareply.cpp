// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/provisioning.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace myna;
using namespace myna::protocol;
using namespace Qt::Literals::StringLiterals;

class TstOtaReply : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsThePythonServersReply();
    void readsTheGatewaysReply();
    void readsTheConsolesActivation();
    void readsTheGoServersReply();
    void writesWhatEveryClientTakes();
    void returnsWhatWasSent();
    void takesNumbersAndTextForEachOther();
    void keepsLeadingZerosOfACode();
    void ignoresAnActivationThatSaysNothing();
    void carriesARefusal_data();
    void carriesARefusal();
    void refusesBadReplies_data();
    void refusesBadReplies();
    void neverQuotesTheToken();
    void survivesTruncationAndNoise();
};

namespace {

const QString url = u"ws://192.168.4.10:8000/xiaozhi/v1/"_s;

Result<OtaReply> golden(const QString& file)
{
    return decodeOtaReply(test::wire(file));
}

}

void TstOtaReply::readsThePythonServersReply()
{
    const Result<OtaReply> reply = golden(u"pythonserver/ota_reply.json"_s);
    QVERIFY(reply);
    QCOMPARE(*reply->serverTime, (ServerTime { 1760000000000, 480 }));
    QCOMPARE(*reply->firmware, (FirmwareOffer { u"2.1.1"_s, {}, false }));
    QCOMPARE(*reply->websocket, (WebSocketSection { QUrl(url), u"abc.1760000000"_s, 1 }));
    QVERIFY(!reply->activation);
    QCOMPARE(reply->sections, (QStringList { u"server_time"_s, u"firmware"_s, u"websocket"_s }));
}

void TstOtaReply::readsTheGatewaysReply()
{
    const Result<OtaReply> reply = golden(u"pythonserver/ota_reply_mqtt.json"_s);
    QVERIFY(reply);
    QVERIFY(!reply->websocket);
    QVERIFY(reply->mqtt);
    QCOMPARE(*reply->mqtt,
        (MqttSection { u"192.168.4.10"_s, 1883, u"GID_default@@@a4_cf_12_0b_9e_31@@@a4_cf_12_0b_9e_31"_s, u"eyJpcCI6ICJ1bmtub3duIn0="_s,
            u"4UKdNKpOWjo3YWB0Qv5W5oSzYpojx7MAVzeSJ7qF3hg="_s, u"device-server"_s, u"devices/p2p/a4_cf_12_0b_9e_31"_s }));
    QVERIFY(!reply->mqtt->secure());
    QVERIFY(reply->sections.contains(u"mqtt"_s));
}

void TstOtaReply::readsTheConsolesActivation()
{
    const Result<OtaReply> reply = golden(u"console/ota_reply_activation.json"_s);
    QVERIFY(reply);
    QCOMPARE(*reply->activation,
        (ActivationOffer { u"048213"_s, u"http://192.168.4.10:8001\n048213"_s, u"a4:cf:12:0b:9e:31"_s, std::chrono::milliseconds(0) }));
    QVERIFY(reply->websocket->token.isEmpty());
}

void TstOtaReply::readsTheGoServersReply()
{
    const Result<OtaReply> reply = golden(u"goserver/ota_reply.json"_s);
    QVERIFY(reply);
    QCOMPARE(reply->websocket->url, QUrl(u"ws://192.168.4.10:8080"_s));
    QCOMPARE(reply->firmware->url, u"/ota_bin/2.2.0.bin"_s);
}

void TstOtaReply::writesWhatEveryClientTakes()
{
    const OtaReply reply { ServerTime { 1760000000000, 480 }, FirmwareOffer { u"2.1.1"_s, {}, false }, {},
        WebSocketSection { QUrl(url), u"abc.1760000000"_s, 1 }, {}, {} };
    QCOMPARE(QJsonDocument::fromJson(encodeOtaReply(reply)), QJsonDocument::fromJson(test::wire(u"pythonserver/ota_reply.json"_s)));
}

void TstOtaReply::returnsWhatWasSent()
{
    OtaReply sent { ServerTime { 1795000000123, -210 }, FirmwareOffer { u"0.2.0"_s, u"http://10.0.0.1:8003/x.bin"_s, true },
        ActivationOffer { u"001234"_s, u"Type 001234"_s, u"c0ffee"_s, std::chrono::seconds(300) },
        WebSocketSection { QUrl(u"wss://example.org/xiaozhi/v1/"_s), u"t"_s, 3 },
        MqttSection { u"h"_s, 1883, u"c"_s, u"u"_s, u"p"_s, u"up"_s, u"down"_s }, {} };
    const Result<OtaReply> received = decodeOtaReply(encodeOtaReply(sent));
    QVERIFY(received);
    sent.sections = QStringList { u"server_time"_s, u"firmware"_s, u"activation"_s, u"websocket"_s, u"mqtt"_s };
    QCOMPARE(*received, sent);
}

void TstOtaReply::takesNumbersAndTextForEachOther()
{
    const Result<OtaReply> reply
        = decodeOtaReply(R"({"server_time":{"timestamp":"1760000000000","timezone_offset":"480"},"firmware":{"version":2,"force":"1"},)"
                         R"("activation":{"code":"123456","timeout_ms":"30000"},"websocket":{"url":"ws://h/","token":42,"version":"2"}})");
    QVERIFY(reply);
    QCOMPARE(*reply->serverTime, (ServerTime { 1760000000000, 480 }));
    QCOMPARE(*reply->firmware, (FirmwareOffer { u"2"_s, {}, true }));
    QCOMPARE(reply->activation->timeout, std::chrono::milliseconds(30000));
    QCOMPARE(*reply->websocket, (WebSocketSection { QUrl(u"ws://h/"_s), u"42"_s, 2 }));
}

void TstOtaReply::keepsLeadingZerosOfACode()
{
    const Result<OtaReply> reply = decodeOtaReply(R"({"activation":{"code":48213}})");
    QVERIFY(reply);
    QCOMPARE(reply->activation->code, u"048213"_s);
}

void TstOtaReply::ignoresAnActivationThatSaysNothing()
{
    const Result<OtaReply> reply = decodeOtaReply(R"({"activation":{},"websocket":{"url":"ws://h/"}})");
    QVERIFY(reply);
    QVERIFY(!reply->activation);
    QCOMPARE(reply->sections, QStringList { u"websocket"_s });
}

void TstOtaReply::carriesARefusal_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("console") << test::wire(u"console/ota_refused.json"_s) << u"Invalid device ID"_s;
    QTest::newRow("console fails") << test::wire(u"console/exception.json"_s) << u"Server internal exception"_s;
    QTest::newRow("Python server") << test::wire(u"pythonserver/ota_refused.json"_s) << u"request error."_s;
    QTest::newRow("beside a section") << QByteArray(R"({"error":"no","websocket":{"url":"ws://h/"}})") << u"no"_s;
    QTest::newRow("many lines") << QByteArray(R"({"success":false,"message":"a\n\n  b"})") << u"a b"_s;
    QTest::newRow("a novel") << QByteArray("{\"error\":\"" + QByteArray(5000, 'x') + "\"}") << QString(300, u'x');
    QTest::newRow("without a word") << QByteArray(R"({"success":false})")
                                    << u"The server refused this device without saying why. Check the server's address and its log."_s;
}

void TstOtaReply::carriesARefusal()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    const Result<OtaReply> reply = decodeOtaReply(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error(), (Error { Error::Code::Refused, text }));
}

void TstOtaReply::refusesBadReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Code>("code");
    QTest::addColumn<QString>("mentions");
    const auto bad = [](const char* name, const QByteArray& body, const QString& mentions) {
        QTest::newRow(name) << body << Error::Code::Invalid << mentions;
    };
    bad("a page", "<html>404</html>", u"not JSON"_s);
    bad("nothing", "", u"not JSON"_s);
    bad("a health line", "OTA interface is running", u"not JSON"_s);
    bad("a list", "[]", u"not an object"_s);
    bad("http address", R"({"websocket":{"url":"http://h/"}})", u"websocket.url"_s);
    bad("no host", R"({"websocket":{"url":"ws:///x"}})", u"websocket.url"_s);
    bad("no address at all", R"({"websocket":{"url":"ws://a b/"}})", u"websocket.url"_s);
    bad("with a fragment", R"({"websocket":{"url":"ws://h/##x"}})", u"websocket.url"_s);
    bad("with a password", R"({"websocket":{"url":"ws://me:hunter2@h/"}})", u"websocket.url"_s);
    bad("framing 4", R"({"websocket":{"url":"ws://h/","version":4}})", u"websocket.version"_s);
    bad("websocket is text", R"({"websocket":"ws://h/"})", u"websocket must be an object"_s);
    bad("mqtt is a list", R"({"mqtt":[]})", u"mqtt must be an object"_s);
    bad("mqtt without a topic", R"({"mqtt":{"endpoint":"h"}})", u"mqtt.publish_topic"_s);
    bad("mqtt port 0", R"({"mqtt":{"endpoint":"h:0","publish_topic":"t"}})", u"mqtt.endpoint"_s);
    bad("mqtt password with a line break", R"({"mqtt":{"endpoint":"h","publish_topic":"t","password":"a\n"}})", u"mqtt.password"_s);
    bad("token with a line break", R"({"websocket":{"url":"ws://h/","token":"a\r\nX-Evil: 1"}})", u"websocket.token"_s);
    bad("year 300000", R"({"server_time":{"timestamp":9e15},"websocket":{"url":"ws://h/"}})", u"server_time.timestamp"_s);
    bad("zone as a word", R"({"server_time":{"timezone_offset":"CST"},"websocket":{"url":"ws://h/"}})", u"must be a number"_s);
    bad("negative time-out", R"({"activation":{"code":"1","timeout_ms":-1}})", u"activation.timeout_ms"_s);
    bad("too large", "{\"x\":\"" + QByteArray(maxProvisioningBytes, 'x') + "\"}", QString::number(maxProvisioningBytes));
    QTest::newRow("nothing known") << QByteArray(R"({"hello":"world"})") << Error::Code::Protocol << u"where to connect"_s;
    QTest::newRow("only the time") << QByteArray(R"({"server_time":{"timestamp":1}})") << Error::Code::Protocol << u"where to connect"_s;
    QTest::newRow("empty address") << QByteArray(R"({"websocket":{"url":""}})") << Error::Code::Protocol << u"where to connect"_s;
}

void TstOtaReply::refusesBadReplies()
{
    QFETCH(QByteArray, body);
    QFETCH(Error::Code, code);
    QFETCH(QString, mentions);
    const Result<OtaReply> reply = decodeOtaReply(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().code, code);
    QVERIFY2(reply.error().text.contains(mentions), qPrintable(reply.error().text));
}

void TstOtaReply::neverQuotesTheToken()
{
    const Result<OtaReply> reply = decodeOtaReply(R"({"websocket":{"url":"ws://h/","token":"s3cret\n"}})");
    QVERIFY(!reply);
    QVERIFY(!reply.error().text.contains(u"s3cret"));
    const Result<OtaReply> second = decodeOtaReply(R"({"websocket":{"url":"ws://me:hunter2@h/"}})");
    QVERIFY(!second);
    QVERIFY(!second.error().text.contains(u"hunter2"));
}

void TstOtaReply::survivesTruncationAndNoise()
{
    QRandomGenerator random(11);
    for (const QString& file : { u"pythonserver/ota_reply.json"_s, u"console/ota_reply_activation.json"_s }) {
        const QByteArray good = test::wire(file);
        QVERIFY(!good.isEmpty());
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(!decodeOtaReply(good.left(size)));
        for (int round = 0; round < 10000; ++round) {
            const Result<OtaReply> reply = decodeOtaReply(test::damaged(good, random));
            if (reply)
                QVERIFY(*decodeOtaReply(encodeOtaReply(*reply)) == *reply);
        }
    }
}

QTEST_GUILESS_MAIN(TstOtaReply)
#include "tst_otareply.moc"
