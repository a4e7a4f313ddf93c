// SPDX-License-Identifier: GPL-3.0-or-later
// What only MQTT with UDP can do, and what can be done to it. The bytes are checked with mosquitto's and OpenSSL's command lines.
#include "support/peers/mqttgateway.h"
#include "support/peers/rawbroker.h"
#include "support/testcase.h"
#include "transport/mqttudptransport.h"

#include <QJsonDocument>
#include <QNetworkDatagram>
#include <QtEndian>

#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::transport;
using test::MosquittoRig;
using test::MqttGateway;
using test::RawBroker;

namespace {

// Long limits: what a test waits for is set short by that test.
constexpr MqttUdpTiming patient { .broker = { .connect = 60s, .keepAlive = 60s, .closing = 10s },
    .subscribe = 60s,
    .silenceLimit = 600s,
    .sound = 600s,
    .probe = 60s,
    .closing = 10s };

protocol::ConnectionProfile profileFor(const protocol::MqttSection& section)
{
    protocol::ConnectionProfile profile;
    profile.mqtt = section;
    return profile;
}

struct Client
{
    MqttUdpTransport transport;
    QSignalSpy opened { &transport, &Transport::opened };
    QSignalSpy closed { &transport, &Transport::closed };
    QSignalSpy messages { &transport, &Transport::messageReceived };
    QSignalSpy audio { &transport, &Transport::audioReceived };
    QSignalSpy rejected { &transport, &Transport::frameRejected };

    explicit Client(const protocol::MqttSection& section, MqttUdpTiming timing = patient)
        : Client(profileFor(section), timing)
    {
    }
    Client(const protocol::ConnectionProfile& profile, MqttUdpTiming timing)
        : transport(profile, timing)
    {
    }
    void sayHello()
    {
        protocol::Hello hello;
        hello.audio = protocol::AudioParams {};
        transport.send({ {}, hello });
    }
    [[nodiscard]] bool open()
    {
        transport.open();
        return test::becomesTrue([&] { return opened.size() + closed.size() == 1; }) && closed.isEmpty();
    }
    [[nodiscard]] bool greet()
    {
        if (!open())
            return false;
        sayHello();
        return test::becomesTrue([&] { return messages.size() + closed.size() == 1; }) && closed.isEmpty();
    }
    [[nodiscard]] Closing closing() const { return closed.at(0).at(0).value<Closing>(); }
    [[nodiscard]] protocol::AudioPacket packet(int i) const { return audio.at(i).at(0).value<protocol::AudioPacket>(); }
};

// A broker, a gateway and a client that have said hello, with the way for the sound open.
struct Session
{
    MosquittoRig broker;
    MqttGateway gateway { broker };
    Client client { broker.section() };

    [[nodiscard]] bool begin()
    {
        return broker.isRunning() && gateway.waitUntilReady() && client.greet()
            && test::becomesTrue([this] { return !gateway.datagrams.isEmpty(); });
    }
};

quint32 number(const QByteArray& header, int at)
{
    return qFromBigEndian<quint32>(header.constData() + at);
}

}

class TstMqttUdpTransport final : public test::TestCase
{
    Q_OBJECT

private slots:
    void topicsAndPayloadsAsTheCommandLineSeesThem();
    void datagramsAsTheCommandLineSeesThem();
    void headersFollowTheNonce();
    void aWayIsOpenedAndKept();
    void soundBeforeHelloIsDropped();
    void soundWaitsForTheNamesLookup();

    void wrongPasswordIsRefused();
    void rightPasswordIsNot();
    void brokersAnswer_data();
    void brokersAnswer();
    void silentBrokerHasALimit();
    void unknownHost();
    void noBrokerAtAll();
    void pushesUnasked();
    void deniedSubscriptionIsNoObstacle();
    void unansweredSubscriptionIsNoObstacle();
    void notABroker();
    void floodEndsIt();

    void badOffersEndIt_data();
    void badOffersEndIt();
    void hellosForOthersChangeNothing();
    void goodbyesForOthersAreIgnored();
    void goodbyeBeforeHelloEndsIt();

    void lostDatagramsAreGaps();
    void reorderedDatagramsPassOnce();
    void replayedAndForgedDatagramsAreDropped();
    void wrongKeyIsNoCrash();
    void soundFromAStrangerIsDropped();

    void frozenBrokerIsFound();
    void silenceIsALoss();
    void soundIsLife();
    void blockedSoundIsSaid_data();
    void blockedSoundIsSaid();
    void lateSoundIsNoBlockade();
    void probeFindsADeadBroker();
    void probeFindsALiveBroker();
    void manyMessagesAtOnce();
    void brokerComesBack();

    void secretsStayOutOfTheLog();
};

void TstMqttUdpTransport::topicsAndPayloadsAsTheCommandLineSeesThem()
{
    MosquittoRig broker;
    MqttGateway gateway(broker);
    QVERIFY(gateway.waitUntilReady());
    QProcess witness;
    QByteArray seen;
    connect(&witness, &QProcess::readyReadStandardOutput, this, [&] { seen += witness.readAllStandardOutput(); });
    // %q: the quality of service; %r: retained; %x: the payload in hex.
    broker.start(witness, u"mosquitto_sub"_s, { u"-t"_s, u"#"_s, u"-F"_s, u"%t %q %r %x"_s });
    QTRY_VERIFY((gateway.say("{}"), !seen.isEmpty()));

    Client client(broker.section());
    QVERIFY(client.greet());
    client.transport.close();
    QTRY_COMPARE(client.closed.size(), 1);
    QTRY_VERIFY(seen.count("device-server ") >= 2 && seen.contains("devices/p2p/02_00_00_aa_bb_cc "));
    QList<QByteArray> lines = seen.split('\n');
    lines.erase(
        std::remove_if(lines.begin(), lines.end(), [](const QByteArray& line) { return !line.startsWith("device-server "); }), lines.end());
    QCOMPARE(lines.size(), 2);
    const auto payload = [&](int i) {
        const QList<QByteArray> words = lines.at(i).split(' ');
        return words.at(1) == "0" && words.at(2) == "0" ? QByteArray::fromHex(words.at(3)) : QByteArray("not at most once, or retained");
    };
    const QJsonObject hello { { u"type"_s, u"hello"_s }, { u"version"_s, 3 }, { u"transport"_s, u"udp"_s },
        { u"audio_params"_s,
            QJsonObject { { u"format"_s, u"opus"_s }, { u"sample_rate"_s, 16000 }, { u"channels"_s, 1 }, { u"frame_duration"_s, 60 } } } };
    QCOMPARE(QJsonDocument::fromJson(payload(0)).object(), hello);
    QCOMPARE(QJsonDocument::fromJson(payload(1)).object(),
        (QJsonObject { { u"type"_s, u"goodbye"_s }, { u"session_id"_s, gateway.sessionId } }));
    test::stop(witness);
}

void TstMqttUdpTransport::datagramsAsTheCommandLineSeesThem()
{
    Session session;
    QVERIFY(session.begin());
    for (int i = 0; i < 5; ++i)
        session.client.transport.sendAudio({ QByteArray(100 + i, char('a' + i)), 0, 0 });
    QTRY_COMPARE(session.gateway.datagrams.size(), 6);
    for (int i = 0; i < 5; ++i) {
        const auto& datagram = session.gateway.datagrams.at(i + 1);
        QProcess openssl;
        openssl.start(u"openssl"_s,
            { u"enc"_s, u"-d"_s, u"-aes-128-ctr"_s, u"-K"_s, QString::fromLatin1(session.gateway.key.toHex()), u"-iv"_s,
                QString::fromLatin1(datagram.header.toHex()) });
        openssl.write(datagram.cipher);
        openssl.closeWriteChannel();
        QVERIFY(openssl.waitForFinished(10000));
        QCOMPARE(openssl.readAllStandardOutput(), QByteArray(100 + i, char('a' + i)));
    }
}

void TstMqttUdpTransport::headersFollowTheNonce()
{
    Session session;
    QVERIFY(session.begin());
    for (int i = 0; i < 200; ++i)
        session.client.transport.sendAudio({ QByteArray(i, 'x'), 0, 0 }); // all in the same millisecond or two
    QTRY_COMPARE(session.gateway.datagrams.size(), 201);
    quint32 lastTime = 0;
    std::set<QByteArray> blocks;
    for (int i = 0; i < 201; ++i) {
        const QByteArray header = session.gateway.datagrams.at(i).header;
        QCOMPARE(header.first(2), session.gateway.nonce.first(2));
        QCOMPARE(header.mid(4, 4), session.gateway.nonce.mid(4, 4));
        QCOMPARE(int(qFromBigEndian<quint16>(header.constData() + 2)), int(session.gateway.datagrams.at(i).cipher.size()));
        QCOMPARE(number(header, 12), quint32(i + 1));
        QVERIFY(number(header, 8) > lastTime);
        lastTime = number(header, 8);
        QVERIFY(blocks.insert(header).second);
    }
}

void TstMqttUdpTransport::aWayIsOpenedAndKept()
{
    Session session;
    QVERIFY(session.begin());
    // Before anybody spoke the gateway knows where we are, from a packet of silence that counts as no sound of ours.
    QCOMPARE(session.gateway.datagrams.at(0).opus, QByteArray("\xf8\xff\xfe"));
    QCOMPARE(session.client.transport.counters().framesSent, quint64(0));
    session.client.transport.send({ {}, protocol::Listen { protocol::ListenState::Detect, {}, u"hi"_s } });
    QTRY_COMPARE(session.gateway.count(u"listen"_s), 1);
    QCOMPARE(session.gateway.datagrams.size(), 1); // the way is fresh
    session.gateway.speak("answer");
    QTRY_COMPARE(session.client.audio.size(), 1);
    QCOMPARE(session.client.packet(0).opus, QByteArray("answer"));
}

void TstMqttUdpTransport::soundBeforeHelloIsDropped()
{
    MosquittoRig broker;
    Client client(broker.section());
    QVERIFY(client.open());
    client.transport.sendAudio({ "early", 0, 0 });
    QCOMPARE(client.transport.counters().framesDropped, quint64(1));
    QCOMPARE(client.transport.counters().framesSent, quint64(0));
    QVERIFY(client.transport.counters().roundTripMs >= 0);
}

// What was said before there was a link is sent the moment the server has said hello, and the server may be named.
void TstMqttUdpTransport::soundWaitsForTheNamesLookup()
{
    Session session;
    session.gateway.udpHost = u"localhost"_s;
    connect(&session.client.transport, &Transport::messageReceived, &session.client.transport, [&session] {
        session.client.transport.sendAudio({ "early", 0, 0 });
        session.client.transport.sendAudio({ "words", 0, 0 });
    });
    QVERIFY(session.begin());
    QTRY_COMPARE(session.gateway.datagrams.size(), 3);
    QCOMPARE(session.gateway.datagrams.at(1).opus, QByteArray("early"));
    QCOMPARE(session.gateway.datagrams.at(2).opus, QByteArray("words"));
    QCOMPARE(session.client.transport.counters().framesSent, quint64(2));
    QCOMPARE(session.client.transport.counters().framesDropped, quint64(0));
}

void TstMqttUdpTransport::wrongPasswordIsRefused()
{
    MosquittoRig broker({ .username = u"device"_s, .password = u"right"_s });
    QVERIFY(broker.isRunning());
    for (const auto& [user, password] :
        { std::pair(u"device"_s, u"wrong"_s), std::pair(u"nobody"_s, u"right"_s), std::pair(QString(), QString()) }) {
        protocol::MqttSection section = broker.section();
        section.username = user;
        section.password = password;
        Client client(section);
        QVERIFY(!client.open());
        QCOMPARE(client.closing().error.code, Error::Code::Refused);
        QVERIFY(!client.closing().clean);
        QVERIFY2(client.closing().error.text.contains(u"pairing"_s), qPrintable(client.closing().error.text));
        QVERIFY(!client.closing().error.text.contains(u"wrong"_s));
    }
}

void TstMqttUdpTransport::rightPasswordIsNot()
{
    MosquittoRig broker({ .username = u"device"_s, .password = u"right"_s });
    QVERIFY(broker.isRunning());
    MqttGateway gateway(broker);
    QVERIFY(gateway.waitUntilReady());
    Client client(broker.section());
    QVERIFY(client.greet());
}

void TstMqttUdpTransport::brokersAnswer_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<Error::Code>("code");
    QTest::newRow("not this client") << 2 << Error::Code::Refused;
    QTest::newRow("not now") << 3 << Error::Code::Unavailable;
    QTest::newRow("not allowed") << 5 << Error::Code::Refused;
}

void TstMqttUdpTransport::brokersAnswer()
{
    QFETCH(int, answer);
    QFETCH(Error::Code, code);
    RawBroker broker;
    broker.answer = answer;
    Client client(broker.section());
    QVERIFY(!client.open());
    QCOMPARE(client.closing().error.code, code);
    QCOMPARE(broker.connections, 1); // one try: whether to come again is not for the transport to decide
}

void TstMqttUdpTransport::silentBrokerHasALimit()
{
    RawBroker broker;
    broker.silent = true;
    MqttUdpTiming timing = patient;
    timing.broker.connect = 200ms;
    Client client(broker.section(), timing);
    QVERIFY(!client.open());
    QCOMPARE(client.closing().error.code, Error::Code::Timeout);
}

void TstMqttUdpTransport::unknownHost()
{
    Client client({ .host = u"broker.invalid"_s, .port = 1883, .publishTopic = u"t"_s });
    QVERIFY(!client.open());
    QCOMPARE(client.closing().error.code, Error::Code::Network);
    QVERIFY2(client.closing().error.text.contains(u"broker.invalid"_s), qPrintable(client.closing().error.text));
}

void TstMqttUdpTransport::noBrokerAtAll()
{
    MqttUdpTransport transport { protocol::ConnectionProfile {} };
    QSignalSpy closed(&transport, &Transport::closed);
    transport.open();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed.at(0).at(0).value<Closing>().error.code, Error::Code::Invalid);
}

void TstMqttUdpTransport::pushesUnasked()
{
    RawBroker broker;
    Client client(broker.section());
    QVERIFY(client.open());
    QCOMPARE(broker.subscriptions, 0);
    // MQTT 3.1.1, clean session, name and password, keep-alive 60 s.
    QCOMPARE(broker.connectPacket.first(10).toHex(), QByteArray("00044d51545404c2003c"));
    broker.push(R"({"type":"stt","text":"unasked"})", "any/topic/at/all");
    QTRY_COMPARE(client.messages.size(), 1);
    client.transport.close();
    QTRY_COMPARE(broker.disconnects, 1);
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(broker.published.isEmpty()); // no hello, no good-bye
}

void TstMqttUdpTransport::deniedSubscriptionIsNoObstacle()
{
    QTest::ignoreMessage(QtInfoMsg, "The MQTT broker does not let this device subscribe; it may push without.");
    RawBroker broker;
    broker.grantsSubscriptions = false;
    Client client(broker.section(u"devices/p2p/x"_s));
    QVERIFY(client.open());
    QCOMPARE(broker.subscriptions, 1);
}

void TstMqttUdpTransport::unansweredSubscriptionIsNoObstacle()
{
    RawBroker broker;
    broker.answersSubscriptions = false;
    MqttUdpTiming timing = patient;
    timing.subscribe = 100ms;
    Client client(broker.section(u"devices/p2p/x"_s), timing);
    QVERIFY(client.open());
    QCOMPARE(client.transport.counters().roundTripMs, qint64(-1));
}

void TstMqttUdpTransport::notABroker()
{
    RawBroker broker;
    broker.silent = true;
    Client client(broker.section());
    client.transport.open();
    QTRY_VERIFY(!broker.connectPacket.isEmpty());
    broker.sendRaw("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" + QByteArray(200, 'x'));
    broker.endTcp();
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(!client.closing().clean);
    QVERIFY2(client.closing().error.text.contains(u"127.0.0.1"_s), qPrintable(client.closing().error.text));
}

void TstMqttUdpTransport::floodEndsIt()
{
    RawBroker broker;
    Client client(broker.section());
    QVERIFY(client.open());
    broker.push(QByteArray(maxMqttMessageBytes + 1, 'x'));
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().error.code, Error::Code::Protocol);
    QVERIFY(client.messages.isEmpty());
}

void TstMqttUdpTransport::badOffersEndIt_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no server") << u"server"_s << QJsonValue(QString());
    QTest::newRow("port 0") << u"port"_s << QJsonValue(0);
    QTest::newRow("short key") << u"key"_s << QJsonValue(u"deadbeef"_s);
    QTest::newRow("nonce of another type") << u"nonce"_s << QJsonValue(QString(32, u'7'));
}

void TstMqttUdpTransport::badOffersEndIt()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    MosquittoRig broker;
    MqttGateway gateway(broker);
    QVERIFY(gateway.waitUntilReady());
    gateway.udpInstead = { { u"server"_s, u"127.0.0.1"_s }, { u"port"_s, 9 }, { u"key"_s, QString(32, u'a') },
        { u"nonce"_s, u"01"_s + QString(30, u'0') } };
    gateway.udpInstead[key] = value;
    Client client(broker.section());
    QVERIFY(!client.greet());
    QCOMPARE(client.closing().error.code, Error::Code::Protocol);
    QVERIFY2(client.closing().error.text.contains(u"udp."_s + key), qPrintable(client.closing().error.text));
    QVERIFY(!client.closing().error.text.contains(u"deadbeef"_s) && !client.closing().error.text.contains(u"7777"_s));
    QVERIFY(client.messages.isEmpty());
}

void TstMqttUdpTransport::hellosForOthersChangeNothing()
{
    Session session;
    QVERIFY(session.begin());
    session.gateway.say(R"({"type":"hello","transport":"websocket","session_id":"s9"})");
    session.gateway.say(
        R"({"type":"hello","transport":"udp","session_id":"s9","udp":{"server":"127.0.0.1","port":9,"key":"00","nonce":"01"}})");
    QTRY_COMPARE(session.client.messages.size(), 3);
    session.client.transport.sendAudio({ "still the first key", 0, 0 });
    QTRY_COMPARE(session.gateway.datagrams.size(), 2);
    QCOMPARE(session.gateway.datagrams.at(1).opus, QByteArray("still the first key"));
}

void TstMqttUdpTransport::goodbyesForOthersAreIgnored()
{
    Session session;
    QVERIFY(session.begin());
    session.gateway.say(R"({"type":"goodbye","session_id":"of-yesterday"})");
    session.gateway.say(R"({"type":"stt","text":"x"})");
    QTRY_COMPARE(session.client.messages.size(), 2);
    QVERIFY(session.client.transport.isOpen());
    session.gateway.say(R"({"type":"goodbye"})"); // py-xiaozhi takes one without a session for its own
    QTRY_COMPARE(session.client.closed.size(), 1);
    QVERIFY(session.client.closing().clean);
    QCOMPARE(session.gateway.count(u"goodbye"_s), 0); // nothing is said back
}

void TstMqttUdpTransport::goodbyeBeforeHelloEndsIt()
{
    RawBroker broker;
    Client client(broker.section());
    QVERIFY(client.open());
    broker.push(R"({"type":"goodbye","session_id":"of-yesterday"})");
    broker.push(R"({"type":"goodbye"})");
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(client.closing().clean);
}

void TstMqttUdpTransport::lostDatagramsAreGaps()
{
    Session session;
    QVERIFY(session.begin());
    session.gateway.loseEvery = 5;
    for (int i = 1; i <= 100; ++i)
        session.gateway.speak("packet " + QByteArray::number(i));
    QTRY_COMPARE(session.client.audio.size(), 80);
    quint32 expected = 0;
    for (int i = 0; i < 80; ++i) {
        expected += ++expected % 5 == 0 ? 1 : 0;
        QCOMPARE(session.client.packet(i).sequence, expected);
        QCOMPARE(session.client.packet(i).opus, "packet " + QByteArray::number(expected));
        QCOMPARE(session.client.packet(i).timestampMs, 1000 + 60 * expected);
    }
    QCOMPARE(session.client.transport.counters().badFrames, quint64(0));
}

void TstMqttUdpTransport::reorderedDatagramsPassOnce()
{
    Session session;
    QVERIFY(session.begin());
    const QVector<quint32> order { 1, 3, 2, 3, 6, 5, 4, 4, 7 };
    for (const quint32 sequence : order)
        session.gateway.sendDatagram(session.gateway.datagram("n" + QByteArray::number(sequence), sequence));
    QTRY_COMPARE(session.client.audio.size(), 7);
    QTRY_COMPARE(session.client.rejected.size(), 2);
    QVector<quint32> came;
    for (int i = 0; i < 7; ++i)
        came.append(session.client.packet(i).sequence);
    QCOMPARE(came, (QVector<quint32> { 1, 3, 2, 6, 5, 4, 7 }));
}

void TstMqttUdpTransport::replayedAndForgedDatagramsAreDropped()
{
    Session session;
    QVERIFY(session.begin());
    MqttGateway& gateway = session.gateway;
    const QByteArray first = gateway.datagram("good", 1);
    QByteArray otherType = gateway.datagram("type", 2);
    otherType[0] = 2;
    gateway.sendDatagram(first);
    gateway.sendDatagram(first); // replayed
    gateway.sendDatagram(otherType);
    gateway.sendDatagram(gateway.datagram("length", 3) + 'x');
    gateway.sendDatagram(gateway.datagram("cut", 4).chopped(1));
    gateway.sendDatagram("short");
    gateway.sendDatagram(QByteArray());
    gateway.sendDatagram(QByteArray(60000, '\1'));
    gateway.sendDatagram(gateway.datagram("leap", 0xfffffff0)); // would shut out everything after it
    gateway.sendDatagram(gateway.datagram("after", 5));
    QTRY_COMPARE(session.client.audio.size(), 2);
    QTRY_VERIFY(session.client.rejected.size() >= 7);
    QCOMPARE(session.client.packet(0).opus, QByteArray("good"));
    QCOMPARE(session.client.packet(1).opus, QByteArray("after"));
    QCOMPARE(session.client.transport.counters().badFrames, quint64(session.client.rejected.size()));
    QVERIFY(session.client.transport.isOpen());
}

void TstMqttUdpTransport::wrongKeyIsNoCrash()
{
    Session session;
    QVERIFY(session.begin());
    session.gateway.key = QByteArray(16, 'w');
    session.gateway.speak("not what will be read");
    QTRY_COMPARE(session.client.audio.size(), 1); // the wire cannot tell; the decoder will
    QCOMPARE(session.client.packet(0).opus.size(), 21);
    QVERIFY(session.client.packet(0).opus != "not what will be read");
}

void TstMqttUdpTransport::soundFromAStrangerIsDropped()
{
    Session session;
    QVERIFY(session.begin());
    QUdpSocket stranger;
    QVERIFY(stranger.bind(QHostAddress::LocalHost));
    stranger.writeDatagram(session.gateway.datagram("forged", 1), QHostAddress::LocalHost, session.gateway.datagrams.at(0).port);
    QTRY_COMPARE(session.client.rejected.size(), 1);
    session.gateway.speak("true");
    QTRY_COMPARE(session.client.audio.size(), 1);
    QCOMPARE(session.client.packet(0).opus, QByteArray("true"));
}

// A broker that takes everything and answers nothing: the half-open connection. Five seconds are the library's shortest keep-alive.
void TstMqttUdpTransport::frozenBrokerIsFound()
{
    MosquittoRig broker;
    MqttUdpTiming timing = patient;
    timing.broker.keepAlive = 5s;
    Client client(broker.section(), timing);
    QVERIFY(client.open());
    broker.freeze(true);
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(!client.closing().clean);
    QCOMPARE(client.closing().error.code, Error::Code::Timeout);
}

void TstMqttUdpTransport::silenceIsALoss()
{
    MosquittoRig broker;
    MqttUdpTiming timing = patient;
    timing.silenceLimit = 200ms;
    Client client(broker.section(), timing);
    QVERIFY(client.open());
    QVERIFY(client.transport.isOpen()); // nothing was asked yet
    client.sayHello();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().error.code, Error::Code::Timeout);
}

void TstMqttUdpTransport::soundIsLife()
{
    MosquittoRig broker;
    MqttGateway gateway(broker);
    QVERIFY(gateway.waitUntilReady());
    MqttUdpTiming timing = patient;
    timing.silenceLimit = 2s;
    Client client(broker.section(), timing);
    QVERIFY(client.greet());
    QTRY_COMPARE(gateway.datagrams.size(), 1);
    client.transport.sendAudio({ "question", 0, 0 });
    gateway.speak("answer");
    QTRY_COMPARE(client.audio.size(), 1);
    // Answered by UDP alone: nothing is waited for any more.
    QVERIFY(!QTest::qWaitFor([&] { return !client.closed.isEmpty(); }, 2500));
}

void TstMqttUdpTransport::blockedSoundIsSaid_data()
{
    QTest::addColumn<QUrl>("webSocket");
    QTest::addColumn<QString>("advice");
    QTest::newRow("a WebSocket is offered") << QUrl(u"ws://127.0.0.1:9/"_s) << u"Choose WebSocket"_s;
    QTest::newRow("nothing else is offered") << QUrl() << u"Use another network"_s;
}

void TstMqttUdpTransport::blockedSoundIsSaid()
{
    QFETCH(QUrl, webSocket);
    QFETCH(QString, advice);
    MosquittoRig broker;
    MqttGateway gateway(broker);
    QVERIFY(gateway.waitUntilReady());
    MqttUdpTiming timing = patient;
    timing.sound = 300ms;
    protocol::ConnectionProfile profile = profileFor(broker.section());
    profile.url = webSocket;
    Client client(profile, timing);
    QVERIFY(client.greet());
    gateway.say(R"({"type":"tts","state":"start"})");
    gateway.say(R"({"type":"tts","state":"sentence_start","text":"You will not hear this."})");
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.messages.size(), 3); // what is written is shown all the same
    QCOMPARE(client.closing().error.code, Error::Code::Invalid); // and dialling again does not mend it
    const QString text = client.closing().error.text;
    QVERIFY2(text.contains(u"blocks UDP"_s) && text.contains(advice), qPrintable(text));
}

void TstMqttUdpTransport::lateSoundIsNoBlockade()
{
    MosquittoRig broker;
    MqttGateway gateway(broker);
    QVERIFY(gateway.waitUntilReady());
    MqttUdpTiming timing = patient;
    timing.sound = 1500ms;
    Client client(broker.section(), timing);
    QVERIFY(client.greet());
    QTRY_COMPARE(gateway.datagrams.size(), 1);
    gateway.say(R"({"type":"tts","state":"sentence_start","text":"You will hear this."})");
    QTRY_COMPARE(client.messages.size(), 2);
    gateway.speak("answer");
    QTRY_COMPARE(client.audio.size(), 1);
    gateway.say(R"({"type":"tts","state":"sentence_start","text":"It worked once."})");
    QVERIFY(!QTest::qWaitFor([&] { return !client.closed.isEmpty(); }, 2000));
}

void TstMqttUdpTransport::probeFindsADeadBroker()
{
    MosquittoRig broker;
    MqttUdpTiming timing = patient;
    timing.probe = 200ms;
    Client client(broker.section(), timing);
    QVERIFY(client.open());
    broker.freeze(true);
    client.transport.probe();
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(!client.closing().clean);
}

void TstMqttUdpTransport::probeFindsALiveBroker()
{
    MosquittoRig broker;
    RawBroker counting;
    MqttUdpTiming timing = patient;
    timing.probe = 5s;
    Client client(counting.section(u"devices/p2p/x"_s), timing);
    QVERIFY(client.open());
    client.transport.probe();
    client.transport.probe();
    QTRY_COMPARE(counting.subscriptions, 2);
    counting.push(R"({"type":"stt","text":"x"})");
    QTRY_COMPARE(client.messages.size(), 1);
    QVERIFY(client.transport.isOpen());
}

void TstMqttUdpTransport::manyMessagesAtOnce()
{
    RawBroker broker;
    Client client(broker.section());
    QVERIFY(client.open());
    constexpr int count = 3000;
    for (int i = 0; i < count; ++i)
        client.transport.send({ u"s"_s, protocol::Listen { protocol::ListenState::Detect, {}, QString::number(i) } });
    QTRY_COMPARE(broker.published.size(), count);
    for (int i = 0; i < count; ++i)
        QCOMPARE(QJsonDocument::fromJson(broker.published.at(i))["text"_L1].toString(), QString::number(i));
    QVERIFY(client.transport.isOpen());
}

void TstMqttUdpTransport::brokerComesBack()
{
    MosquittoRig broker;
    for (int round = 0; round < 3; ++round) {
        Client client(broker.section());
        QVERIFY(client.open());
        broker.kill();
        QTRY_COMPARE(client.closed.size(), 1);
        QVERIFY(!client.closing().clean);
        QVERIFY(broker.startBroker());
    }
}

void TstMqttUdpTransport::secretsStayOutOfTheLog()
{
    static QString all;
    all.clear();
    const QtMessageHandler before
        = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& text) { all += text + u'\n'; });
    QStringList secrets;
    {
        MosquittoRig broker({ .username = u"device"_s, .password = u"open-sesame"_s });
        MqttGateway gateway(broker);
        const bool ready = gateway.waitUntilReady();
        Client client(broker.section());
        const bool greeted = ready && client.greet();
        qInfo() << profileFor(broker.section());
        for (const auto& arguments : client.messages)
            qInfo() << arguments.at(0).value<protocol::Message>();
        protocol::Hello hello;
        hello.udp = { { u"key"_s, QString::fromLatin1(gateway.key.toHex()) }, { u"nonce"_s, QString::fromLatin1(gateway.nonce.toHex()) } };
        qInfo() << protocol::Message { {}, hello };
        secrets = { u"open-sesame"_s, QString::fromLatin1(gateway.key.toHex()), QString::fromLatin1(gateway.nonce.toHex()) };
        qInstallMessageHandler(before);
        QVERIFY(greeted);
    }
    QVERIFY(all.contains(u"hello"_s));
    for (const QString& secret : secrets)
        QVERIFY(secret.size() > 8 && !all.contains(secret, Qt::CaseInsensitive));
}

QTEST_GUILESS_MAIN(TstMqttUdpTransport)
#include "tst_mqttudptransport.moc"
