// SPDX-License-Identifier: GPL-3.0-or-later
// What every transport promises, tried on both: the WebSocket against a stub, MQTT with UDP against a real broker and a gateway.
#include "protocol/jsoncodec.h"
#include "support/peers/mqttgateway.h"
#include "support/testcase.h"
#include "support/wsstub.h"
#include "transport/maketransport.h"

#include <QJsonDocument>
#include <QTcpServer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::transport;

namespace {

// The other end of a transport, whichever it is.
class Rig
{
public:
    virtual ~Rig() = default;
    [[nodiscard]] virtual bool isReady() = 0;
    [[nodiscard]] virtual protocol::ConnectionProfile profile() const = 0;
    [[nodiscard]] virtual QVector<QJsonObject> messages() const = 0; // from the device
    [[nodiscard]] virtual QVector<QByteArray> sounds() const = 0; // from the device, without what only keeps the way open
    virtual void greet() = 0; // answers hello
    virtual void say(const QByteArray& text) = 0;
    virtual void speak(const QByteArray& opus) = 0;
    virtual void sayGoodbye() = 0;
    virtual void die() = 0; // without a word
    [[nodiscard]] virtual bool heardGoodbye() const = 0;

    [[nodiscard]] bool heard(const QString& type) const
    {
        const auto all = messages();
        return std::any_of(all.begin(), all.end(), [&](const QJsonObject& message) { return message["type"_L1] == type; });
    }
};

class WebSocketRig final : public Rig
{
public:
    WebSocketRig()
    {
        QObject::connect(&m_stub, &test::WsStub::textReceived, &m_stub,
            [this](const QString& text) { m_messages.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
        QObject::connect(&m_stub, &test::WsStub::binaryReceived, &m_stub, [this](const QByteArray& frame) { m_sounds.append(frame); });
        QObject::connect(&m_stub, &test::WsStub::peerClosed, &m_stub, [this](int code) { m_code = code; });
    }
    bool isReady() override { return true; }
    protocol::ConnectionProfile profile() const override { return { .url = m_stub.url() }; }
    QVector<QJsonObject> messages() const override { return m_messages; }
    QVector<QByteArray> sounds() const override { return m_sounds; }
    void greet() override { say(R"({"type":"hello","transport":"websocket","session_id":"s1"})"); }
    void say(const QByteArray& text) override { m_stub.peer()->sendTextMessage(QString::fromUtf8(text)); }
    void speak(const QByteArray& opus) override { m_stub.peer()->sendBinaryMessage(opus); }
    void sayGoodbye() override { m_stub.peer()->close(); }
    void die() override { m_stub.dropTcp(); }
    bool heardGoodbye() const override { return m_code == 1000; }

private:
    test::WsStub m_stub;
    QVector<QJsonObject> m_messages;
    QVector<QByteArray> m_sounds;
    int m_code = 0;
};

class MqttRig final : public Rig
{
public:
    MqttRig()
        : m_gateway(m_broker)
    {
        m_gateway.sessionId = u"s1"_s;
    }
    bool isReady() override { return m_broker.isRunning() && m_gateway.waitUntilReady(); }
    protocol::ConnectionProfile profile() const override
    {
        protocol::ConnectionProfile profile;
        profile.mqtt = m_broker.section();
        return profile;
    }
    QVector<QJsonObject> messages() const override { return m_gateway.messages; }
    QVector<QByteArray> sounds() const override
    {
        QVector<QByteArray> all;
        for (const auto& datagram : m_gateway.datagrams)
            all.append(datagram.opus);
        all.removeAll("\xf8\xff\xfe");
        return all;
    }
    void greet() override { } // the gateway has by itself
    void say(const QByteArray& text) override { m_gateway.say(text); }
    void speak(const QByteArray& opus) override { m_gateway.speak(opus); }
    void sayGoodbye() override { m_gateway.say(R"({"type":"goodbye","session_id":"s1"})"); }
    void die() override { m_broker.kill(); }
    bool heardGoodbye() const override { return m_gateway.count(u"goodbye"_s) == 1; }

private:
    test::MosquittoRig m_broker;
    test::MqttGateway m_gateway;
};

// A transport and everything it says.
struct Client
{
    std::unique_ptr<Transport> transport;
    QSignalSpy opened { transport.get(), &Transport::opened };
    QSignalSpy closed { transport.get(), &Transport::closed };
    QSignalSpy messages { transport.get(), &Transport::messageReceived };
    QSignalSpy audio { transport.get(), &Transport::audioReceived };
    QSignalSpy rejected { transport.get(), &Transport::frameRejected };

    explicit Client(const protocol::ConnectionProfile& profile)
        : transport(makeTransport(profile))
    {
    }
    [[nodiscard]] Closing closing() const { return closed.at(0).at(0).value<Closing>(); }
    [[nodiscard]] protocol::Message message(int i) const { return messages.at(i).at(0).value<protocol::Message>(); }
    [[nodiscard]] protocol::AudioPacket packet(int i) const { return audio.at(i).at(0).value<protocol::AudioPacket>(); }
};

}

class TstTransportContract final : public test::TestCase
{
    Q_OBJECT

private:
    static void wires()
    {
        QTest::addColumn<QString>("wire");
        QTest::newRow("WebSocket") << u"websocket"_s;
        QTest::newRow("MQTT and UDP") << u"udp"_s;
    }
    static std::unique_ptr<Rig> makeRig()
    {
        if (*static_cast<QString*>(QTest::qData("wire", qMetaTypeId<QString>())) == u"udp"_s)
            return std::make_unique<MqttRig>();
        return std::make_unique<WebSocketRig>();
    }
    // Opens, says hello, and has the answer.
    static bool greet(Client& client, Rig& rig)
    {
        client.transport->open();
        if (!test::becomesTrue([&] { return client.opened.size() + client.closed.size() == 1; }) || !client.closed.isEmpty())
            return false;
        protocol::Hello hello;
        hello.transport = client.transport->helloName();
        client.transport->send({ {}, hello });
        if (!test::becomesTrue([&] { return rig.heard(u"hello"_s); }))
            return false;
        rig.greet();
        return test::becomesTrue([&] { return !client.messages.isEmpty(); })
            && std::holds_alternative<protocol::Hello>(client.message(0).body);
    }

private slots:
    void saysHelloAndIsAnswered_data() { wires(); }
    void saysHelloAndIsAnswered();
    void carriesMessagesBothWays_data() { wires(); }
    void carriesMessagesBothWays();
    void carriesSoundBothWays_data() { wires(); }
    void carriesSoundBothWays();
    void rejectsBadTextAndStaysOpen_data() { wires(); }
    void rejectsBadTextAndStaysOpen();
    void ownCloseIsCleanAndOnce_data() { wires(); }
    void ownCloseIsCleanAndOnce();
    void goodbyeOfThePeerIsClean_data() { wires(); }
    void goodbyeOfThePeerIsClean();
    void deathOfThePeerIsALoss_data() { wires(); }
    void deathOfThePeerIsALoss();
    void nobodyThereEndsBeforeOpening_data() { wires(); }
    void nobodyThereEndsBeforeOpening();
    void closingWhileOpeningEndsIt_data() { wires(); }
    void closingWhileOpeningEndsIt();
    void neverSpeaksFromInsideACall_data() { wires(); }
    void neverSpeaksFromInsideACall();
    void mayBeDeletedInItsOwnSignal_data() { wires(); }
    void mayBeDeletedInItsOwnSignal();
    void opensOnceOnly_data() { wires(); }
    void opensOnceOnly();
    void canBeFollowedByAnother_data() { wires(); }
    void canBeFollowedByAnother();
};

void TstTransportContract::saysHelloAndIsAnswered()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(!client.transport->isOpen());
    QVERIFY(greet(client, *rig));
    QVERIFY(client.transport->isOpen());
    QCOMPARE(client.opened.size(), 1);
    QCOMPARE(rig->messages().at(0)["transport"_L1].toString(), client.transport->helloName());
    const auto hello = std::get<protocol::Hello>(client.message(0).body);
    QCOMPARE(hello.transport, client.transport->helloName());
    QCOMPARE(client.message(0).sessionId, u"s1"_s);
    QVERIFY(hello.udp.isEmpty());
}

void TstTransportContract::carriesMessagesBothWays()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    client.transport->send({ u"s1"_s, protocol::Listen { protocol::ListenState::Detect, {}, u"grüß 你好"_s } });
    QTRY_COMPARE(rig->messages().size(), 2);
    QCOMPARE(rig->messages().at(1)["text"_L1].toString(), u"grüß 你好"_s);
    QCOMPARE(rig->messages().at(1)["session_id"_L1].toString(), u"s1"_s);
    for (int i = 0; i < 20; ++i)
        rig->say(QByteArray(R"({"type":"stt","text":"grüß 你好 )") + QByteArray::number(i) + R"("})");
    QTRY_COMPARE(client.messages.size(), 21);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(std::get<protocol::Stt>(client.message(i + 1).body).text, u"grüß 你好 %1"_s.arg(i));
    QVERIFY(client.transport->counters().bytesSent > 50);
    QVERIFY(client.transport->counters().bytesReceived > 500);
}

void TstTransportContract::carriesSoundBothWays()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    QVector<QByteArray> sent;
    for (int i = 0; i < 50; ++i) {
        sent.append(QByteArray(20 + i, char('a' + i % 26)));
        client.transport->sendAudio({ sent.at(i), quint32(i * 60), quint32(i + 1) });
    }
    QTRY_COMPARE(rig->sounds().size(), 50);
    QCOMPARE(rig->sounds(), sent);
    for (const QByteArray& opus : sent)
        rig->speak(opus);
    QTRY_COMPARE(client.audio.size(), 50);
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(client.packet(i).opus, sent.at(i));
        QCOMPARE(client.packet(i).sequence, quint32(i + 1));
    }
    const TransportCounters counters = client.transport->counters();
    QCOMPARE(counters.framesSent, quint64(50));
    QCOMPARE(counters.framesReceived, quint64(50));
    QCOMPARE(counters.framesDropped, quint64(0));
    QCOMPARE(counters.badFrames, quint64(0));
}

void TstTransportContract::rejectsBadTextAndStaysOpen()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    for (const QByteArray text : { "not json", "[1,2]", R"({"no":"type"})", R"({"type":"stt"})" })
        rig->say(text);
    rig->say(R"({"type":"stt","text":"still here"})");
    QTRY_COMPARE(client.messages.size(), 2);
    QCOMPARE(client.rejected.size(), 4);
    QCOMPARE(client.transport->counters().badFrames, quint64(4));
    QVERIFY(client.transport->isOpen() && client.closed.isEmpty());
}

void TstTransportContract::ownCloseIsCleanAndOnce()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    client.transport->close();
    client.transport->close();
    QVERIFY(!client.transport->isOpen());
    client.transport->send({ {}, protocol::Abort {} });
    client.transport->sendAudio({ "x", 0, 0 });
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(client.closing().clean);
    QTRY_VERIFY(rig->heardGoodbye());
    QVERIFY(!rig->heard(u"abort"_s));
    QCOMPARE(client.closed.size(), 1);
}

void TstTransportContract::goodbyeOfThePeerIsClean()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    rig->sayGoodbye();
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(client.closing().clean);
    QVERIFY(!client.closing().error.text.isEmpty());
    QVERIFY(!client.transport->isOpen());
}

void TstTransportContract::deathOfThePeerIsALoss()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    rig->die();
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(!client.closing().clean);
    QCOMPARE(client.closing().error.code, Error::Code::Network);
}

void TstTransportContract::nobodyThereEndsBeforeOpening()
{
    QFETCH(QString, wire);
    QTcpServer vacant;
    QVERIFY(vacant.listen(QHostAddress::LocalHost));
    const quint16 port = vacant.serverPort();
    vacant.close();
    protocol::ConnectionProfile profile;
    if (wire == u"udp"_s)
        profile.mqtt = protocol::MqttSection { .host = u"127.0.0.1"_s, .port = port, .clientId = u"c"_s, .publishTopic = u"t"_s };
    else
        profile.url = QUrl(u"ws://127.0.0.1:%1/"_s.arg(port));
    Client client(profile);
    client.transport->open();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.opened.size(), 0);
    QVERIFY(!client.closing().clean);
    QCOMPARE(client.closing().error.code, Error::Code::Network);
    QVERIFY2(client.closing().error.text.contains(QString::number(port)), qPrintable(client.closing().error.text));
}

void TstTransportContract::closingWhileOpeningEndsIt()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    client.transport->open();
    client.transport->close();
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(client.closing().clean);
    QCOMPARE(client.opened.size(), 0);
}

void TstTransportContract::neverSpeaksFromInsideACall()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    client.transport->open();
    QCOMPARE(client.opened.size() + client.closed.size(), 0);
    QTRY_COMPARE(client.opened.size(), 1);
    client.transport->close();
    QCOMPARE(client.closed.size(), 0);
    QTRY_COMPARE(client.closed.size(), 1);
}

void TstTransportContract::mayBeDeletedInItsOwnSignal()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    auto transport = makeTransport(rig->profile());
    int ends = 0;
    QObject owner;
    QObject::connect(transport.get(), &Transport::opened, &owner, [&] { transport->close(); });
    QObject::connect(transport.get(), &Transport::closed, &owner, [&] {
        ++ends;
        transport.reset();
    });
    transport->open();
    QTRY_COMPARE(ends, 1);
    QVERIFY(!transport);
}

void TstTransportContract::opensOnceOnly()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    Client client(rig->profile());
    QVERIFY(greet(client, *rig));
    client.transport->open();
    client.transport->close();
    QTRY_COMPARE(client.closed.size(), 1);
    client.transport->open();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(client.opened.size(), 1);
    QVERIFY(!client.transport->isOpen());
}

void TstTransportContract::canBeFollowedByAnother()
{
    const auto rig = makeRig();
    QVERIFY(rig->isReady());
    for (int round = 0; round < 3; ++round) {
        Client client(rig->profile());
        QVERIFY(greet(client, *rig));
        const auto before = rig->sounds().size();
        client.transport->sendAudio({ "again", 0, 0 });
        QTRY_COMPARE(rig->sounds().size(), before + 1);
        QCOMPARE(rig->sounds().constLast(), QByteArray("again"));
        client.transport->close();
        QTRY_COMPARE(client.closed.size(), 1);
    }
}

QTEST_GUILESS_MAIN(TstTransportContract)
#include "tst_transportcontract.moc"
