// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "transport/maketransport.h"
#include "transport/mqttclosing.h"

#include <cerrno>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::transport;
using protocol::TransportChoice;

Q_DECLARE_METATYPE(TransportChoice)

class TstMakeTransport final : public test::TestCase
{
    Q_OBJECT

private slots:
    void choosesTheWire_data();
    void choosesTheWire();
    void brokersAnswersHaveAMeaning_data();
    void brokersAnswersHaveAMeaning();
    void brokersTroubleHasAMeaning();
};

void TstMakeTransport::choosesTheWire_data()
{
    QTest::addColumn<bool>("webSocket");
    QTest::addColumn<bool>("mqtt");
    QTest::addColumn<TransportChoice>("choice");
    QTest::addColumn<QString>("expected"); // what hello calls it
    QTest::addColumn<Error::Code>("code");
    const QString none;
    QTest::newRow("both") << true << true << TransportChoice::Auto << u"websocket"_s << Error::Code {};
    QTest::newRow("both, by hand") << true << true << TransportChoice::Mqtt << u"udp"_s << Error::Code {};
    QTest::newRow("only mqtt") << false << true << TransportChoice::Auto << u"udp"_s << Error::Code {};
    QTest::newRow("only mqtt, by hand") << false << true << TransportChoice::Mqtt << u"udp"_s << Error::Code {};
    QTest::newRow("only websocket") << true << false << TransportChoice::Auto << u"websocket"_s << Error::Code {};
    QTest::newRow("not offered: websocket") << false << true << TransportChoice::WebSocket << none << Error::Code::Unavailable;
    QTest::newRow("not offered: mqtt") << true << false << TransportChoice::Mqtt << none << Error::Code::Unavailable;
    QTest::newRow("nothing") << false << false << TransportChoice::Auto << none << Error::Code::Invalid;
}

void TstMakeTransport::choosesTheWire()
{
    QFETCH(bool, webSocket);
    QFETCH(bool, mqtt);
    QFETCH(TransportChoice, choice);
    QFETCH(QString, expected);
    QFETCH(Error::Code, code);
    protocol::ConnectionProfile profile;
    if (webSocket)
        profile.url = QUrl(u"ws://h/"_s);
    if (mqtt)
        profile.mqtt = protocol::MqttSection { .host = u"h"_s, .publishTopic = u"t"_s };
    profile.transport = choice;
    const auto wire = wireFor(profile);
    const auto transport = makeTransport(profile);
    QCOMPARE(bool(wire), !expected.isEmpty());
    QCOMPARE(bool(transport), !expected.isEmpty());
    if (transport) {
        QCOMPARE(transport->helloName(), expected);
    } else {
        QCOMPARE(wire.error().code, code);
        QVERIFY(!wire.error().text.isEmpty());
    }
}

void TstMakeTransport::brokersAnswersHaveAMeaning_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<Error::Code>("code");
    QTest::newRow("protocol version") << 1 << Error::Code::Protocol;
    QTest::newRow("client id") << 2 << Error::Code::Refused;
    QTest::newRow("not now") << 3 << Error::Code::Unavailable;
    QTest::newRow("password") << 4 << Error::Code::Refused;
    QTest::newRow("not allowed") << 5 << Error::Code::Refused;
    QTest::newRow("nonsense") << 77 << Error::Code::Protocol;
}

void TstMakeTransport::brokersAnswersHaveAMeaning()
{
    QFETCH(int, answer);
    QFETCH(Error::Code, code);
    const Closing closing = refusedByBroker({ .host = u"broker.example"_s }, answer);
    QCOMPARE(closing.error.code, code);
    QVERIFY(!closing.clean);
    QVERIFY(closing.error.text.contains(u"broker.example"_s));
}

void TstMakeTransport::brokersTroubleHasAMeaning()
{
    const protocol::MqttSection broker { .host = u"broker.example"_s, .port = 1883 };
    QCOMPARE(brokerTrouble(broker, false, ECONNREFUSED).error.code, Error::Code::Network);
    QVERIFY(brokerTrouble(broker, false, ECONNREFUSED).error.text.contains(u"1883"_s));
    QVERIFY(brokerTrouble(broker, false, 0).error.text.contains(u"broker.example"_s));
    QVERIFY(brokerTrouble(broker, false, EHOSTUNREACH).error.text.contains(u"broker.example"_s));
    QCOMPARE(brokerTrouble(broker, true, ECONNRESET).error.code, Error::Code::Network);
    QCOMPARE(brokerNotFound(broker).error.code, Error::Code::Network);
    QCOMPARE(brokerTimeout(broker, std::chrono::seconds(10)).error.code, Error::Code::Timeout);
    const Closing untrusted = brokerTlsTrouble(broker, u"certificate verify failed"_s);
    QCOMPARE(untrusted.error.code, Error::Code::Invalid);
    QVERIFY(untrusted.error.text.contains(u"not trusted"_s));
    QCOMPARE(brokerTlsTrouble(broker, u"wrong version number"_s).error.code, Error::Code::Invalid);
}

QTEST_GUILESS_MAIN(TstMakeTransport)
#include "tst_maketransport.moc"
