// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsonfields.h"
#include "protocol/provisioning.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::protocol;

namespace {

struct Read
{
    std::optional<Error> problem;
    std::optional<MqttSection> section;

    explicit Read(const QJsonObject& json)
    {
        JsonFields fields(json, u"mqtt."_s, problem);
        section = readMqttSection(fields);
    }
};

QJsonObject with(const QString& key, const QJsonValue& value)
{
    QJsonObject json { { u"endpoint"_s, u"broker.example"_s }, { u"publish_topic"_s, u"device-server"_s } };
    json[key] = value;
    return json;
}

}

class TstMqttSection final : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsTheEndpoint_data();
    void readsTheEndpoint();
    void refusesBadFields_data();
    void refusesBadFields();
    void nothingWithoutAnEndpoint();
    void theWordNullIsNoTopic();
    void returnsWhatWasSent();
    void aBadSectionDoesNotSpoilAGoodWebSocket();
    void neverShowsThePassword();
    void choicesHaveNames();
};

void TstMqttSection::readsTheEndpoint_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("host");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<bool>("secure");
    QTest::newRow("name") << u"mqtt.xiaozhi.me"_s << u"mqtt.xiaozhi.me"_s << quint16(8883) << true;
    QTest::newRow("name and 8883") << u"mqtt.xiaozhi.me:8883"_s << u"mqtt.xiaozhi.me"_s << quint16(8883) << true;
    QTest::newRow("name and 1883") << u"192.168.4.10:1883"_s << u"192.168.4.10"_s << quint16(1883) << false;
    QTest::newRow("spaces around") << u" h:1884 "_s << u"h"_s << quint16(1884) << false;
    QTest::newRow("IPv6") << u"[::1]"_s << u"::1"_s << quint16(8883) << true;
    QTest::newRow("IPv6 and port") << u"[fe80::1]:1883"_s << u"fe80::1"_s << quint16(1883) << false;
}

void TstMqttSection::readsTheEndpoint()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, host);
    QFETCH(quint16, port);
    QFETCH(bool, secure);
    const Read read(with(u"endpoint"_s, endpoint));
    QVERIFY(!read.problem && read.section);
    QCOMPARE(read.section->host, host);
    QCOMPARE(read.section->port, port);
    QCOMPARE(read.section->secure(), secure);
}

void TstMqttSection::refusesBadFields_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<QString>("mentions");
    const auto bad = [](const char* name, const QString& key, const QJsonValue& value) {
        QTest::newRow(name) << with(key, value) << u"mqtt."_s + key;
    };
    bad("port 0", u"endpoint"_s, u"h:0"_s);
    bad("port 65536", u"endpoint"_s, u"h:65536"_s);
    bad("port as a word", u"endpoint"_s, u"h:mqtt"_s);
    bad("no port after the colon", u"endpoint"_s, u"h:"_s);
    bad("no host", u"endpoint"_s, u":1883"_s);
    bad("an address with a scheme", u"endpoint"_s, u"mqtt://h:1883"_s);
    bad("IPv6 without brackets", u"endpoint"_s, u"fe80::1"_s);
    bad("half a bracket", u"endpoint"_s, u"[::1"_s);
    bad("words after the bracket", u"endpoint"_s, u"[::1]x:1883"_s);
    bad("a space inside", u"endpoint"_s, u"a b"_s);
    bad("a number", u"endpoint"_s, 1883);
    bad("endless host", u"endpoint"_s, QString(256, u'h'));
    bad("no topic", u"publish_topic"_s, QJsonValue::Null);
    bad("empty topic", u"publish_topic"_s, QString());
    bad("topic for everybody", u"publish_topic"_s, u"devices/#"_s);
    bad("topic with a line break", u"publish_topic"_s, u"a\nb"_s);
    bad("endless topic", u"subscribe_topic"_s, QString(513, u't'));
    bad("client with a zero", u"client_id"_s, QString(QChar(0)));
    bad("endless password", u"password"_s, QString(1025, u'p'));
}

void TstMqttSection::refusesBadFields()
{
    QFETCH(QJsonObject, json);
    QFETCH(QString, mentions);
    const Read read(json);
    QVERIFY(read.problem);
    QVERIFY2(read.problem->text.contains(mentions), qPrintable(read.problem->text));
    QVERIFY(!read.problem->text.contains(u"ppp"));
}

void TstMqttSection::nothingWithoutAnEndpoint()
{
    for (const QJsonValue& endpoint : { QJsonValue(), QJsonValue(QString()), QJsonValue(u" "_s) }) {
        const Read read(with(u"endpoint"_s, endpoint));
        QVERIFY(!read.problem && !read.section);
    }
}

void TstMqttSection::theWordNullIsNoTopic()
{
    for (const QJsonValue& topic : { QJsonValue(), QJsonValue(u"null"_s), QJsonValue(QString()) })
        QCOMPARE(Read(with(u"subscribe_topic"_s, topic)).section->subscribeTopic, QString());
    QCOMPARE(Read(with(u"subscribe_topic"_s, u"devices/+/x"_s)).section->subscribeTopic, u"devices/+/x"_s);
}

void TstMqttSection::returnsWhatWasSent()
{
    for (const QString& host : { u"h"_s, u"fe80::1"_s }) {
        const MqttSection sent { host, 1884, u"GID@@@x"_s, u"user"_s, u"pass|word"_s, u"up"_s, u"down/x"_s };
        const Read read(toJson(sent));
        QVERIFY(!read.problem && read.section);
        QCOMPARE(*read.section, sent);
    }
}

void TstMqttSection::aBadSectionDoesNotSpoilAGoodWebSocket()
{
    const auto reply = decodeOtaReply(R"({"websocket":{"url":"ws://h/"},"mqtt":{"endpoint":"h:0"}})");
    QVERIFY(reply);
    QVERIFY(reply->websocket && !reply->mqtt);
    QVERIFY(!decodeOtaReply(R"({"mqtt":{"endpoint":"h:0","publish_topic":"t"}})"));
}

void TstMqttSection::neverShowsThePassword()
{
    ConnectionProfile profile { .url = QUrl(u"ws://me:hunter2@h/?token=t0ken"_s), .token = u"t0ken"_s };
    profile.mqtt = MqttSection { u"h"_s, 1883, u"c"_s, u"u5er"_s, u"s3cret"_s, u"up"_s, u"down"_s };
    QString text;
    QDebug(&text) << profile;
    for (const QString& secret : { u"t0ken"_s, u"hunter2"_s, u"s3cret"_s, u"u5er"_s })
        QVERIFY2(!text.contains(secret), qPrintable(text));
    QVERIFY(text.contains(u"h:1883"));
}

void TstMqttSection::choicesHaveNames()
{
    for (const TransportChoice choice : { TransportChoice::Auto, TransportChoice::WebSocket, TransportChoice::Mqtt })
        QCOMPARE(transportChoiceFromName(QString(transportChoiceName(choice))), std::optional(choice));
    QVERIFY(!transportChoiceFromName(u"carrier pigeon"));
}

QTEST_GUILESS_MAIN(TstMqttSection)
#include "tst_mqttsection.moc"
