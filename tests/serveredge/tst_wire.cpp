// SPDX-License-Identifier: GPL-3.0-or-later
// Clients nobody of us wrote, as their sources say they speak, against the real server on real sockets: how each names itself, its hello,
// its frames, and what it must get back. Each row says where in the peers' sources it comes from.
#include "codec/speechcodec.h"
#include "protocol/framing.h"
#include "server/fakeengines.h"
#include "server/localserver.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUrlQuery>
#include <QWebSocket>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;
using protocol::Framing;

namespace {

struct Dialect
{
    QVector<QPair<QByteArray, QByteArray>> headers;
    QString path = u"/xiaozhi/v1/"_s;
    QByteArray hello;
    Framing framing = Framing::V1;
    int frameMs = 60;
    bool endsWithEmptyFrame = false;
};

const QByteArray firmwareHello
    = R"({"type":"hello","version":1,"features":{"mcp":true},"transport":"websocket","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}})";

QVector<QPair<QByteArray, QByteArray>> named(const QByteArray& version, const QByteArray& device = "a4:cf:12:0b:9e:31")
{
    return { { "Authorization", "Bearer test-token" }, { "Protocol-Version", version }, { "Device-Id", device },
        { "Client-Id", "7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11" } };
}

// A WebSocket without any of our own protocol code above it.
struct Peer
{
    explicit Peer(Dialect how)
        : dialect(std::move(how))
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString& text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            messages.append(message);
            order.append(message["type"_L1].toString() + u' ' + message["state"_L1].toString());
            if (message["type"_L1] == "mcp"_L1) // it has no tools, and says so: nobody need wait for them
                send(R"({"type":"mcp","payload":{"jsonrpc":"2.0","id":)" + QByteArray::number(message["payload"_L1]["id"_L1].toInt())
                    + R"(,"error":{"code":-32601,"message":"Method not found"}}})");
        });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [this](const QByteArray& frame) {
            frames.append(frame);
            if (order.isEmpty() || order.last() != "sound"_L1)
                order.append(u"sound"_s);
        });
    }
    void open(quint16 port)
    {
        QNetworkRequest request { QUrl(u"ws://127.0.0.1:%1%2"_s.arg(port).arg(dialect.path)) };
        for (const auto& [name, value] : dialect.headers)
            request.setRawHeader(name, value);
        socket.open(request);
    }
    void send(const QByteArray& json) { socket.sendTextMessage(QString::fromUtf8(json)); }
    // By hand, not by the code under test.
    QByteArray framed(const QByteArray& opus) const
    {
        QByteArray header;
        const auto put = [&header](auto value) {
            const auto big = qToBigEndian(value);
            header.append(reinterpret_cast<const char*>(&big), sizeof big);
        };
        if (dialect.framing == Framing::V2) {
            put(quint16(2));
            put(quint16(0));
            put(quint32(0));
            put(quint32(1234));
            put(quint32(opus.size()));
        } else if (dialect.framing == Framing::V3) {
            put(quint8(0));
            put(quint8(0));
            put(quint16(opus.size()));
        } else if (dialect.framing == Framing::Gateway) {
            header.fill('\0', 16);
        }
        return header + opus;
    }
    // The Opus packet of a frame from the server, or nothing when it is not framed as this peer reads it.
    std::optional<QByteArray> unframed(const QByteArray& frame) const
    {
        const auto number = [&frame](qsizetype at, int bytes) {
            quint32 value = 0;
            for (int i = 0; i < bytes; ++i)
                value = (value << 8) | quint8(frame.at(at + i));
            return value;
        };
        qsizetype header = 0;
        bool good = true;
        if (dialect.framing == Framing::V2) {
            header = 16;
            good = frame.size() > 16 && number(0, 2) == 2 && number(2, 2) == 0 && number(12, 4) == quint32(frame.size() - 16);
        } else if (dialect.framing == Framing::V3) {
            header = 4;
            good = frame.size() > 4 && number(0, 1) == 0 && number(2, 2) == quint32(frame.size() - 4);
        } else if (dialect.framing == Framing::Gateway) {
            header = 16;
            good = frame.size() > 16 && number(0, 1) == 1 && number(2, 2) == quint32(frame.size() - 16)
                && number(12, 4) == quint32(frame.size() - 16);
        }
        return good ? std::optional(frame.mid(header)) : std::nullopt;
    }
    [[nodiscard]] int count(const QString& what) const { return int(order.count(what)); }
    [[nodiscard]] QJsonObject first(QLatin1String type) const
    {
        for (const QJsonObject& message : messages) {
            if (message["type"_L1] == type)
                return message;
        }
        return {};
    }

    Dialect dialect;
    QWebSocket socket;
    QVector<QJsonObject> messages;
    QVector<QByteArray> frames;
    QStringList order;
};

}

Q_DECLARE_METATYPE(Dialect)

class TstWire final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void aSpokenQuestionIsAnsweredInThePeersOwnFrames_data();
    void aSpokenQuestionIsAnsweredInThePeersOwnFrames();
    void aTypedQuestionNeedsNoSound();
    void whatNobodyKnowsIsAnsweredAndHarmless_data();
    void whatNobodyKnowsIsAnsweredAndHarmless();
    void interruptionIsToldOnce();
    void closesWhoHasNoName();

private:
    FakeEngines* m_engines = nullptr;
    std::unique_ptr<server::LocalServer> m_server;
    QTemporaryDir m_folder;
    codec::PcmFrame m_question;
    quint16 m_port = 0;
};

void TstWire::initTestCase()
{
    auto engines = std::make_unique<FakeEngines>();
    m_engines = engines.get();
    m_server = std::make_unique<server::LocalServer>(std::move(engines));
    QSignalSpy started(m_server.get(), &server::LocalServer::started);
    connect(m_server.get(), &server::LocalServer::started, this,
        [this](const server::ServerAddresses& addresses) { m_port = quint16(addresses.websocket.port()); });
    server::ServerOptions options;
    options.dataDir = m_folder.path();
    options.bind = QHostAddress::LocalHost;
    options.port = 0;
    options.httpPort = 0;
    options.activation = server::ActivationPolicy::Open;
    options.config.access.limitsRate = false; // more than ten peers a minute come here
    m_server->start(options);
    QTRY_VERIFY(m_port > 0);
    m_engines->voice.msPerCharacter = 30;
    m_question = speechClip({ u"what time is it"_s });
    QVERIFY(m_question.samples.size() > 16000);
}

void TstWire::cleanupTestCase()
{
    QSignalSpy stopped(m_server.get(), &server::LocalServer::stopped);
    m_server->stop();
    QTRY_COMPARE(stopped.size(), 1);
}

void TstWire::aSpokenQuestionIsAnsweredInThePeersOwnFrames_data()
{
    QTest::addColumn<Dialect>("dialect");
    // protocol.md 4.1 (headers), 4.3 (binary frames), 5.1 (hello)
    QTest::newRow("firmware, version 1") << Dialect { named("1"), u"/xiaozhi/v1/"_s, firmwareHello };
    QTest::newRow("firmware, version 2") << Dialect { named("2"), u"/xiaozhi/v1/"_s, firmwareHello, Framing::V2 };
    QTest::newRow("firmware, version 3") << Dialect { named("3"), u"/xiaozhi/v1/"_s, firmwareHello, Framing::V3 };
    QTest::newRow("firmware without a token") << Dialect { { { "Protocol-Version", "1" }, { "Device-Id", "a4:cf:12:0b:9e:32" },
                                                               { "Client-Id", "8b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11" } },
        u"/xiaozhi/v1/"_s, firmwareHello };
    // py-xiaozhi sends 20 ms frames and its own features.
    QTest::newRow("py-xiaozhi") << Dialect { named("1", "b0:cf:12:0b:9e:31"), u"/xiaozhi/v1/"_s,
        R"({"type":"hello","version":1,"features":{"mcp":true,"aec":false},"transport":"websocket","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":20}})",
        Framing::V1, 20 };
    // A browser cannot set headers: everything is in the query, and the test page's hello has no audio parameters.
    QTest::newRow("the web page") << Dialect { {},
        u"/xiaozhi/v1/?device-id=c0:cf:12:0b:9e:31&client-id=web_test_client&authorization=Bearer%20web"_s,
        R"({"type":"hello","device_id":"c0:cf:12:0b:9e:31","device_name":"Web","device_mac":"c0:cf:12:0b:9e:31","token":"web","features":{"mcp":true}})",
        Framing::V1, 60, true };
    // srv core/connection.py:226-230, 371-412: an MQTT gateway puts its own 16 bytes before each packet.
    QTest::newRow("an MQTT gateway") << Dialect { named("1", "d0:cf:12:0b:9e:31"), u"/xiaozhi/v1/?from=mqtt_gateway"_s, firmwareHello,
        Framing::Gateway };
    // 4.1: neither reference server looks at the path.
    QTest::newRow("without a slash") << Dialect { named("1", "e0:cf:12:0b:9e:31"), u"/xiaozhi/v1"_s, firmwareHello };
    QTest::newRow("any path") << Dialect { named("1", "e1:cf:12:0b:9e:31"), u"/"_s, firmwareHello };
    QTest::newRow("PocketSpeak, 40 ms") << Dialect { named("1", "e2:cf:12:0b:9e:31"), u"/xiaozhi/v1/"_s,
        R"({"type":"hello","version":1,"transport":"websocket","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":40}})",
        Framing::V1, 40 };
}

void TstWire::aSpokenQuestionIsAnsweredInThePeersOwnFrames()
{
    QFETCH(Dialect, dialect);
    Peer peer(dialect);
    peer.open(m_port);
    QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
    peer.send(dialect.hello);
    QTRY_COMPARE(peer.count(u"hello "_s), 1);
    const QJsonObject hello = peer.first("hello"_L1);
    QCOMPARE(hello["transport"_L1].toString(), u"websocket"_s);
    QVERIFY(!hello["session_id"_L1].toString().isEmpty());
    QCOMPARE(hello["audio_params"_L1]["format"_L1].toString(), u"opus"_s);
    QCOMPARE(hello["audio_params"_L1]["sample_rate"_L1].toInt(), 24000);
    QCOMPARE(hello["audio_params"_L1]["channels"_L1].toInt(), 1);
    QCOMPARE(hello["audio_params"_L1]["frame_duration"_L1].toInt(), 60);

    const QByteArray session = hello["session_id"_L1].toString().toUtf8();
    peer.send(R"({"session_id":")" + session + R"(","type":"listen","state":"start","mode":"manual"})");
    for (const protocol::AudioPacket& packet : packetsOf(m_question, dialect.frameMs))
        peer.socket.sendBinaryMessage(peer.framed(packet.opus));
    if (dialect.endsWithEmptyFrame)
        peer.socket.sendBinaryMessage(QByteArray());
    peer.send(R"({"session_id":")" + session + R"(","type":"listen","state":"stop"})");
    QTRY_COMPARE(peer.count(u"tts stop"_s), 1);

    QCOMPARE(peer.first("stt"_L1)["text"_L1].toString(), u"what time is it"_s);
    for (const QJsonObject& message : std::as_const(peer.messages)) {
        if (message["type"_L1] == "tts"_L1 || message["type"_L1] == "stt"_L1)
            QCOMPARE(message["session_id"_L1].toString(), QString::fromUtf8(session));
    }
    // stt, then speech that begins, says its sentence before its sound, and ends after it.
    QStringList order = peer.order;
    order.removeAll(u"llm "_s);
    order.removeAll(u"mcp "_s);
    QCOMPARE(order.mid(0, 5), QStringList({ u"hello "_s, u"stt "_s, u"tts start"_s, u"tts sentence_start"_s, u"sound"_s }));
    QCOMPARE(order.last(), u"tts stop"_s);
    const auto decoder = codec::SpeechDecoder::create(24000);
    QVERIFY(decoder);
    QVERIFY(peer.frames.size() > 3);
    for (const QByteArray& frame : std::as_const(peer.frames)) {
        const auto opus = peer.unframed(frame);
        QVERIFY2(opus, frame.left(16).toHex().constData());
        const auto sound = decoder.value()->decode(*opus);
        QVERIFY(sound);
        QCOMPARE(int(sound->samples.size()), 24 * 60);
    }
    QCOMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
}

// protocol.md 5.2: `detect` with a text that is no wake word is a typed question.
void TstWire::aTypedQuestionNeedsNoSound()
{
    Peer peer({ named("1", "f0:cf:12:0b:9e:31"), u"/xiaozhi/v1/"_s, firmwareHello });
    peer.open(m_port);
    QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
    peer.send(firmwareHello);
    peer.send(R"({"type":"listen","state":"detect","text":"what time is it"})");
    QTRY_COMPARE(peer.count(u"tts stop"_s), 1);
    QCOMPARE(peer.first("stt"_L1)["text"_L1].toString(), u"what time is it"_s);
    QVERIFY(peer.frames.size() > 3);
}

void TstWire::whatNobodyKnowsIsAnsweredAndHarmless_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an unknown type") << QByteArray(R"({"type":"teleport"})");
    QTest::newRow("no JSON") << QByteArray("hello there");
    QTest::newRow("an array") << QByteArray("[1,2,3]");
    QTest::newRow("a bare number") << QByteArray("42"); // srv echoes it, 5.9
    QTest::newRow("a wrong state") << QByteArray(R"({"type":"listen","state":"sideways"})");
    QTest::newRow("wrong kinds") << QByteArray(R"({"type":7,"state":[],"text":{}})");
    QTest::newRow("ping") << QByteArray(R"({"type":"ping"})");
}

void TstWire::whatNobodyKnowsIsAnsweredAndHarmless()
{
    QFETCH(QByteArray, text);
    Peer peer({ named("1", "f1:cf:12:0b:9e:31"), u"/xiaozhi/v1/"_s, firmwareHello });
    peer.open(m_port);
    QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
    peer.send(firmwareHello);
    peer.send(text);
    peer.socket.sendBinaryMessage("no sound");
    peer.send(R"({"type":"listen","state":"detect","text":"what time is it"})");
    QTRY_COMPARE(peer.count(u"tts stop"_s), 1); // it is served as if nothing had been
    QCOMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
}

// protocol.md 5.4: after `abort` comes one `tts` stop, and nothing of the old answer after it.
void TstWire::interruptionIsToldOnce()
{
    Peer peer({ named("1", "f2:cf:12:0b:9e:31"), u"/xiaozhi/v1/"_s, firmwareHello });
    peer.open(m_port);
    QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
    peer.send(firmwareHello);
    m_engines->voice.msPerCharacter = 200;
    peer.send(R"({"type":"listen","state":"detect","text":"what time is it"})");
    QTRY_VERIFY(peer.frames.size() > 4);
    peer.send(R"({"type":"abort"})");
    QTRY_COMPARE(peer.count(u"tts stop"_s), 1);
    m_engines->voice.msPerCharacter = 30;
    const qsizetype frames = peer.frames.size();
    peer.send(R"({"type":"listen","state":"detect","text":"what time is it"})");
    QTRY_COMPARE(peer.count(u"tts stop"_s), 2);
    QVERIFY(peer.order.indexOf(u"tts stop"_s) < peer.order.lastIndexOf(u"tts start"_s));
    QVERIFY(peer.frames.size() > frames);
    // Between the stop and the next beginning there is no sound.
    QVERIFY(!peer.order.mid(peer.order.indexOf(u"tts stop"_s), peer.order.lastIndexOf(u"tts start"_s) - peer.order.indexOf(u"tts stop"_s))
                 .contains(u"sound"_s));
}

void TstWire::closesWhoHasNoName()
{
    Peer peer({ {}, u"/xiaozhi/v1/"_s, firmwareHello });
    QSignalSpy ended(&peer.socket, &QWebSocket::disconnected);
    peer.open(m_port);
    QTRY_VERIFY(!ended.isEmpty() || peer.socket.state() == QAbstractSocket::UnconnectedState);
    QVERIFY(peer.messages.isEmpty());
}

QTEST_GUILESS_MAIN(TstWire)
#include "tst_wire.moc"
