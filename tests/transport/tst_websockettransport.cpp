// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "support/wsstub.h"
#include "transport/websockettransport.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTimer>
#include <QWebSocket>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::transport {

namespace {

using protocol::Framing;
using test::WsStub;

// Long limits: what a test waits for is set short by that test.
constexpr WebSocketTiming patient { .handshake = 60s, .pingEvery = 60s, .silenceLimit = 60s, .closing = 60s };

protocol::ConnectionProfile profileFor(const QUrl& url, const QString& token = {}, Framing framing = Framing::V1)
{
    return { .url = url,
        .token = token,
        .framing = framing,
        .identity = { u"02:00:00:aa:bb:cc"_s, u"9c0e5a2e-0000-4000-8000-000000000001"_s, {} } };
}

// A transport and everything it says.
struct Client
{
    WebSocketTransport transport;
    QSignalSpy opened { &transport, &Transport::opened };
    QSignalSpy closed { &transport, &Transport::closed };
    QSignalSpy messages { &transport, &Transport::messageReceived };
    QSignalSpy audio { &transport, &Transport::audioReceived };
    QSignalSpy rejected { &transport, &Transport::frameRejected };

    explicit Client(const protocol::ConnectionProfile& profile, WebSocketTiming timing = patient)
        : transport(profile, timing)
    {
    }
    Client(std::unique_ptr<QWebSocket> accepted, Framing framing, WebSocketTiming timing = patient)
        : transport(std::move(accepted), framing, timing)
    {
    }
    [[nodiscard]] Closing closing() const { return closed.at(0).at(0).value<Closing>(); }
    [[nodiscard]] protocol::AudioPacket packet(int i) const { return audio.at(i).at(0).value<protocol::AudioPacket>(); }
};

// Lets everything that is already under way arrive, by sending something after it and waiting for that.
bool settle(WsStub& stub, Client& client)
{
    const auto before = client.messages.size() + client.closed.size();
    if (stub.peer())
        stub.peer()->sendTextMessage(uR"({"type":"pong"})"_s);
    return test::becomesTrue([&] { return client.messages.size() + client.closed.size() > before || !client.transport.isOpen(); });
}

}

class TstWebSocketTransport final : public test::TestCase
{
    Q_OBJECT

private slots:
    void sendsTheSessionHeaders_data();
    void sendsTheSessionHeaders();
    void carriesMessagesBothWays();
    void carriesAudioInEveryFraming_data();
    void carriesAudioInEveryFraming();
    void rejectsBadFramesAndStaysOpen_data();
    void rejectsBadFramesAndStaysOpen();
    void ignoresTheProxyOnLoopback();

    void endsBeforeOpening_data();
    void endsBeforeOpening();
    void untrustedCertificateEndsBeforeAnythingIsSent();
    void handshakeHasALimit();
    void closingWhileOpeningEndsIt();

    void closeFrameOfThePeerIsClean_data();
    void closeFrameOfThePeerIsClean();
    void lostTcpIsNotClean();
    void largeMessagesOfAServerAreRead();
    void oversizedMessageEndsIt();
    void plainWordsAreTold();
    void aProbeFindsOutWhoIsGone();
    void ownCloseIsCleanAndOnce();
    void ownCloseSaysCodeAndReason();
    void ownCloseDoesNotWaitForAPeerThatDoesNotRead();
    void writingAfterTheEndIsSafe();
    void neverSpeaksFromInsideACall();

    void pingsAndMeasures();
    void silenceIsALoss();
    void trafficIsLife();
    void dropsAudioForAPeerThatDoesNotRead();
    void givesUpAPeerThatReadsNoText();

    void adoptsAnAcceptedSocket();
    void keepsWhatCameBeforeOpen();
    void adoptedSocketThatIsGone();
    void refusesToDialTwice();
    void mayBeDeletedInItsOwnSignal();
};

void TstWebSocketTransport::sendsTheSessionHeaders_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("authorization");
    QTest::newRow("no token, no header") << QString() << Framing::V1 << QByteArray();
    QTest::newRow("bare token") << u"secret"_s << Framing::V2 << QByteArray("Bearer secret");
    QTest::newRow("token with its scheme") << u"Bearer abc"_s << Framing::V3 << QByteArray("Bearer abc");
}

void TstWebSocketTransport::sendsTheSessionHeaders()
{
    QFETCH(QString, token);
    QFETCH(Framing, framing);
    QFETCH(QByteArray, authorization);
    WsStub stub;
    Client client(profileFor(stub.url(), token, framing));
    QVERIFY(!client.transport.isOpen());
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    QVERIFY(client.transport.isOpen());
    QCOMPARE(stub.header("Authorization"), authorization);
    QCOMPARE(stub.head.toLower().contains("authorization:"), !authorization.isEmpty());
    QCOMPARE(stub.header("Protocol-Version"), QByteArray::number(int(framing)));
    QCOMPARE(stub.header("Device-Id"), QByteArray("02:00:00:aa:bb:cc"));
    QCOMPARE(stub.header("Client-Id"), QByteArray("9c0e5a2e-0000-4000-8000-000000000001"));
    QCOMPARE(stub.header("Connection"), QByteArray("Upgrade")); // alone: the reference server compares the whole value
    QVERIFY(stub.head.startsWith("GET /xiaozhi/v1/ HTTP/1.1"));
}

void TstWebSocketTransport::carriesMessagesBothWays()
{
    WsStub stub;
    QSignalSpy texts(&stub, &WsStub::textReceived);
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    client.transport.send({ u"s1"_s, protocol::Stt { u"grüß 你好"_s } });
    QTRY_COMPARE(texts.size(), 1);
    stub.peer()->sendTextMessage(texts.at(0).at(0).toString());
    QTRY_COMPARE(client.messages.size(), 1);
    const auto message = client.messages.at(0).at(0).value<protocol::Message>();
    QVERIFY(message == (protocol::Message { u"s1"_s, protocol::Stt { u"grüß 你好"_s } }));
    QVERIFY(client.transport.counters().bytesSent > 0);
    QCOMPARE(client.transport.counters().bytesSent, client.transport.counters().bytesReceived);
}

void TstWebSocketTransport::carriesAudioInEveryFraming_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("v1") << Framing::V1 << QByteArray::fromHex("f8fffe");
    QTest::newRow("v2") << Framing::V2 << QByteArray::fromHex("0002000000000000000004d200000003f8fffe");
    QTest::newRow("v3") << Framing::V3 << QByteArray::fromHex("00000003f8fffe");
}

void TstWebSocketTransport::carriesAudioInEveryFraming()
{
    QFETCH(Framing, framing);
    QFETCH(QByteArray, wire);
    WsStub stub;
    QSignalSpy frames(&stub, &WsStub::binaryReceived);
    Client client(profileFor(stub.url(), {}, framing));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    client.transport.sendAudio({ QByteArray::fromHex("f8fffe"), 1234, 0 });
    QTRY_COMPARE(frames.size(), 1);
    QCOMPARE(frames.at(0).at(0).toByteArray(), wire);
    stub.peer()->sendBinaryMessage(wire);
    stub.peer()->sendBinaryMessage(wire);
    QTRY_COMPARE(client.audio.size(), 2);
    QCOMPARE(client.packet(0), (protocol::AudioPacket { QByteArray::fromHex("f8fffe"), framing == Framing::V2 ? 1234U : 0U, 1 }));
    QCOMPARE(client.packet(1).sequence, 2U);
    QCOMPARE(client.transport.counters().framesSent, 1ULL);
    QCOMPARE(client.transport.counters().framesReceived, 2ULL);
}

void TstWebSocketTransport::rejectsBadFramesAndStaysOpen_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("binary");
    QTest::newRow("authentication failed, as the reference server says it") << Framing::V1 << u"认证失败"_s << QByteArray();
    QTest::newRow("echoed number") << Framing::V1 << u"42"_s << QByteArray();
    QTest::newRow("no type") << Framing::V1 << u"{}"_s << QByteArray();
    QTest::newRow("text too long to look at") << Framing::V1 << QString(300 * 1024, u' ') << QByteArray();
    QTest::newRow("oversized packet") << Framing::V1 << QString() << QByteArray(9000, 'x');
    QTest::newRow("v2 noise") << Framing::V2 << QString() << QByteArray::fromHex("deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
    QTest::newRow("v2 cut short") << Framing::V2 << QString() << QByteArray::fromHex("0002");
    QTest::newRow("v3 noise") << Framing::V3 << QString() << QByteArray::fromHex("deadbeefdeadbeef");
    QTest::newRow("v3 sizes disagree") << Framing::V3 << QString() << QByteArray::fromHex("000000ff00");
}

void TstWebSocketTransport::rejectsBadFramesAndStaysOpen()
{
    QFETCH(Framing, framing);
    QFETCH(QString, text);
    QFETCH(QByteArray, binary);
    WsStub stub;
    Client client(profileFor(stub.url(), {}, framing));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    if (binary.isEmpty())
        stub.peer()->sendTextMessage(text);
    else
        stub.peer()->sendBinaryMessage(binary);
    QTRY_COMPARE(client.rejected.size(), 1);
    QVERIFY(!client.rejected.at(0).at(0).value<Error>().text.isEmpty());
    QVERIFY(settle(stub, client));
    QCOMPARE(client.messages.size(), 1);
    QVERIFY(client.transport.isOpen());
    QCOMPARE(client.transport.counters().badFrames, 1ULL);
    QCOMPARE(client.audio.size(), 0);
}

void TstWebSocketTransport::ignoresTheProxyOnLoopback()
{
    const QNetworkProxy before = QNetworkProxy::applicationProxy();
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 1));
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    const bool open
        = test::becomesTrue([&] { return client.opened.size() == 1 || client.closed.size() == 1; }) && client.opened.size() == 1;
    QNetworkProxy::setApplicationProxy(before);
    QVERIFY(open);
}

void TstWebSocketTransport::endsBeforeOpening_data()
{
    QTest::addColumn<int>("manner"); // -1: nothing listens
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<Error::Code>("code");
    QTest::newRow("401") << int(WsStub::Manner::Status) << QByteArray("401 Unauthorized") << Error::Code::Refused;
    QTest::newRow("403") << int(WsStub::Manner::Status) << QByteArray("403 Forbidden") << Error::Code::Refused;
    QTest::newRow("404") << int(WsStub::Manner::Status) << QByteArray("404 Not Found") << Error::Code::NotFound;
    QTest::newRow("200") << int(WsStub::Manner::Status) << QByteArray("200 OK") << Error::Code::Protocol;
    QTest::newRow("503") << int(WsStub::Manner::Status) << QByteArray("503 Service Unavailable") << Error::Code::Unavailable;
    QTest::newRow("hangs up") << int(WsStub::Manner::HangUp) << QByteArray() << Error::Code::Network;
    QTest::newRow("nothing listens") << -1 << QByteArray() << Error::Code::Network;
}

void TstWebSocketTransport::endsBeforeOpening()
{
    QFETCH(int, manner);
    QFETCH(QByteArray, status);
    QFETCH(Error::Code, code);
    WsStub stub(manner < 0 ? WsStub::Manner::Proper : WsStub::Manner(manner));
    stub.status = status;
    const QUrl url = stub.url();
    if (manner < 0)
        stub.stopListening();
    Client client(profileFor(url, u"secret"_s));
    client.transport.open();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.opened.size(), 0);
    QCOMPARE(client.closing().clean, false);
    QCOMPARE(client.closing().error.code, code);
    QVERIFY2(!client.closing().error.text.isEmpty() && !client.closing().error.text.contains("secret"_L1),
        qPrintable(client.closing().error.text));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(client.closed.size(), 1);
}

void TstWebSocketTransport::untrustedCertificateEndsBeforeAnythingIsSent()
{
    QFile certificate(QStringLiteral(MYNA_TEST_DATA "/tls/selfsigned.crt"));
    QFile key(QStringLiteral(MYNA_TEST_DATA "/tls/selfsigned.key"));
    QVERIFY(certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly));
    QSslConfiguration tls;
    tls.setLocalCertificate(QSslCertificate(&certificate));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    QWebSocketServer server(u"tls"_s, QWebSocketServer::SecureMode);
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy accepted(&server, &QWebSocketServer::newConnection);
    Client client(profileFor(QUrl(u"wss://localhost:%1/"_s.arg(server.serverPort())), u"secret"_s));
    client.transport.open();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.opened.size(), 0);
    QCOMPARE(accepted.size(), 0);
    QCOMPARE(client.closing().error.code, Error::Code::Invalid);
    QVERIFY2(client.closing().error.text.contains("self-signed"_L1), qPrintable(client.closing().error.text));
}

void TstWebSocketTransport::handshakeHasALimit()
{
    WsStub stub(WsStub::Manner::Silent);
    WebSocketTiming timing = patient;
    timing.handshake = 50ms;
    Client client(profileFor(stub.url()), timing);
    client.transport.open();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.opened.size(), 0);
    QCOMPARE(client.closing().error.code, Error::Code::Timeout);
}

void TstWebSocketTransport::closingWhileOpeningEndsIt()
{
    WsStub stub(WsStub::Manner::Silent);
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(stub.connections, 1);
    client.transport.close();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.opened.size(), 0);
    QCOMPARE(client.closing().error.code, Error::Code::Cancelled);
}

void TstWebSocketTransport::closeFrameOfThePeerIsClean_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("clean");
    QTest::addColumn<Error::Code>("error");
    QTest::newRow("1000") << test::wsCloseFrame(1000) << 1000 << true << Error::Code::Cancelled;
    QTest::newRow("1001") << test::wsCloseFrame(1001, "restart") << 1001 << true << Error::Code::Cancelled;
    QTest::newRow("without a code") << test::wsFrame(8, {}) << 1000 << true << Error::Code::Cancelled;
    QTest::newRow("1008") << test::wsCloseFrame(1008, "revoked") << 1008 << false << Error::Code::Refused;
    QTest::newRow("1011") << test::wsCloseFrame(1011) << 1011 << false << Error::Code::Unavailable;
    QTest::newRow("1013") << test::wsCloseFrame(1013, "Too many connections") << 1002 << false << Error::Code::Unavailable;
    QTest::newRow("4000") << test::wsCloseFrame(4000) << 4000 << false << Error::Code::Protocol;
    QTest::newRow("a frame that is none") << QByteArray("\xff\xff\xff\xff", 4) << 1002 << false << Error::Code::Protocol;
}

void TstWebSocketTransport::closeFrameOfThePeerIsClean()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    QFETCH(bool, clean);
    QFETCH(Error::Code, error);
    WsStub stub(WsStub::Manner::Raw);
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    stub.sendRaw(frame);
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().code, code);
    QCOMPARE(client.closing().clean, clean);
    QCOMPARE(client.closing().error.code, error);
    stub.dropTcp(); // what follows the frame changes nothing any more
    QVERIFY(!client.transport.isOpen());
    QCoreApplication::sendPostedEvents();
    QCOMPARE(client.closed.size(), 1);
}

void TstWebSocketTransport::lostTcpIsNotClean()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    stub.dropTcp();
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().clean, false); // although QWebSocket::closeCode() is 1000
    QCOMPARE(client.closing().code, 0);
    QCOMPARE(client.closing().error.code, Error::Code::Network);

    // The same with an orderly end of the TCP stream.
    WsStub raw(WsStub::Manner::Raw);
    Client other(profileFor(raw.url()));
    other.transport.open();
    QTRY_COMPARE(other.opened.size(), 1);
    raw.endTcp();
    QTRY_COMPARE(other.closed.size(), 1);
    QCOMPARE(other.closing().clean, false);
    QCOMPARE(other.closing().error.code, Error::Code::Network);
}

// Requirement C1: clients take up to 10 MB.
void TstWebSocketTransport::largeMessagesOfAServerAreRead()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    const QString words(9 * 1024 * 1024, u'x');
    stub.peer()->sendTextMessage(u"{\"type\":\"stt\",\"text\":\"%1\"}"_s.arg(words));
    QTRY_COMPARE(client.messages.size(), 1);
    QCOMPARE(std::get<protocol::Stt>(client.messages.first().first().value<protocol::Message>().body).text.size(), words.size());
    QVERIFY(client.transport.isOpen());
}

// Reference 4.1: a server that refuses says so in words without JSON.
void TstWebSocketTransport::plainWordsAreTold()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    QSignalSpy plain(&client.transport, &Transport::plainTextReceived);
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    stub.peer()->sendTextMessage(u"认证失败"_s);
    stub.peer()->sendTextMessage(QString(100000, u'x'));
    stub.peer()->sendTextMessage(u"{\"type\":"_s); // broken JSON is no sentence
    stub.peer()->sendTextMessage(u"[1,2]"_s);
    stub.peer()->sendTextMessage(QString());
    QTRY_COMPARE(client.transport.counters().badFrames, 5U);
    QCOMPARE(plain.size(), 2);
    QCOMPARE(plain.at(0).at(0).toString(), u"认证失败"_s);
    QCOMPARE(plain.at(1).at(0).toString().size(), maxPlainText);
    QVERIFY(client.transport.isOpen());
}

void TstWebSocketTransport::aProbeFindsOutWhoIsGone()
{
    WebSocketTiming timing;
    timing.probe = 200ms;
    WsStub stub;
    Client answering(profileFor(stub.url()), timing);
    answering.transport.open();
    QTRY_COMPARE(answering.opened.size(), 1);
    answering.transport.probe();
    QTRY_VERIFY(answering.transport.counters().roundTripMs >= 0); // it answers

    WsStub dead(WsStub::Manner::Raw);
    Client gone(profileFor(dead.url()), timing);
    gone.transport.open();
    gone.transport.probe(); // not open yet: nothing to find out
    QTRY_COMPARE(gone.opened.size(), 1);
    gone.transport.probe();
    QTRY_COMPARE(gone.closed.size(), 1);
    QVERIFY(!gone.closing().clean);
    QCOMPARE(gone.closing().error.code, Error::Code::Network);
    QVERIFY(answering.transport.isOpen()); // by now its probe is over
}

void TstWebSocketTransport::oversizedMessageEndsIt()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    stub.peer()->sendBinaryMessage(QByteArray(maxServerMessageBytes + 1, 'x'));
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().code, 1009);
    QVERIFY(!client.closing().clean);
    QCOMPARE(client.audio.size(), 0);
}

void TstWebSocketTransport::ownCloseIsCleanAndOnce()
{
    WsStub stub;
    QSignalSpy ends(&stub, &WsStub::peerClosed);
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    client.transport.close();
    client.transport.close();
    QVERIFY(!client.transport.isOpen());
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(client.closing().clean);
    QCOMPARE(client.closing().code, 1000);
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(ends.at(0).at(0).toInt(), 1000);
    QCOMPARE(client.closed.size(), 1);
}

void TstWebSocketTransport::ownCloseSaysCodeAndReason()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    QSignalSpy ends(&stub, &WsStub::peerClosed);
    client.transport.close(1001, QString(300, u'ü')); // cut to what a close frame carries
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(stub.peer()->closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QCOMPARE(stub.peer()->closeReason(), QString(60, u'ü'));
}

void TstWebSocketTransport::ownCloseDoesNotWaitForAPeerThatDoesNotRead()
{
    WsStub stub(WsStub::Manner::Raw);
    WebSocketTiming timing = patient;
    timing.closing = 50ms;
    Client client(profileFor(stub.url()), timing);
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    const protocol::Message big { {}, protocol::Stt { QString(200 * 1024, u'x') } };
    for (int i = 0; i < 200 && client.transport.counters().bytesSent < 16 * 1024 * 1024; ++i)
        client.transport.send(big);
    client.transport.close();
    QTRY_COMPARE(client.closed.size(), 1);
}

void TstWebSocketTransport::writingAfterTheEndIsSafe()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    const auto writeEverything = [&] {
        client.transport.send({ {}, protocol::Ping {} });
        client.transport.sendAudio({ "x", 0, 0 });
    };
    writeEverything(); // not open yet
    client.transport.open();
    writeEverything();
    QTRY_COMPARE(client.opened.size(), 1);
    const auto before = client.transport.counters();
    QCOMPARE(before.framesSent, 0ULL);
    stub.dropTcp();
    QTRY_COMPARE(client.closed.size(), 1);
    writeEverything();
    client.transport.close();
    QCOMPARE(client.transport.counters().bytesSent, before.bytesSent);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(client.closed.size(), 1);
}

void TstWebSocketTransport::neverSpeaksFromInsideACall()
{
    Client client(profileFor(QUrl(u"http://not-a-websocket/"_s)));
    client.transport.open();
    QCOMPARE(client.closed.size(), 0);
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().error.code, Error::Code::Invalid);
    WsStub stub;
    Client other(profileFor(stub.url()));
    other.transport.open();
    QTRY_COMPARE(other.opened.size(), 1);
    other.transport.close();
    QCOMPARE(other.closed.size(), 0);
    QTRY_COMPARE(other.closed.size(), 1);
}

void TstWebSocketTransport::pingsAndMeasures()
{
    WsStub stub;
    WebSocketTiming timing = patient;
    timing.pingEvery = 10ms;
    Client client(profileFor(stub.url()), timing);
    QCOMPARE(client.transport.counters().roundTripMs, -1);
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    QTRY_VERIFY(client.transport.counters().roundTripMs >= 0);
}

void TstWebSocketTransport::silenceIsALoss()
{
    WsStub stub(WsStub::Manner::Raw); // answers no ping
    WebSocketTiming timing = patient;
    timing.pingEvery = 20ms;
    timing.silenceLimit = 100ms;
    Client client(profileFor(stub.url()), timing);
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(!client.closing().clean);
    QCOMPARE(client.closing().error.code, Error::Code::Timeout);
}

// No ping is answered here, but frames count as well: the end comes a whole limit after the last of them, however slow this machine is.
void TstWebSocketTransport::trafficIsLife()
{
    WsStub stub(WsStub::Manner::Raw);
    WebSocketTiming timing = patient;
    timing.silenceLimit = 300ms;
    Client client(profileFor(stub.url()), timing);
    QElapsedTimer sinceFrame;
    qint64 silentMs = 0;
    int frames = 0;
    connect(&client.transport, &Transport::audioReceived, this, [&] { sinceFrame.start(); });
    connect(&client.transport, &Transport::closed, this, [&] { silentMs = sinceFrame.elapsed(); });
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    QTimer traffic;
    connect(&traffic, &QTimer::timeout, this, [&] {
        stub.sendRaw(test::wsFrame(2, "x"));
        if (++frames == 10)
            traffic.stop();
    });
    traffic.start(50ms);
    QTRY_COMPARE(client.closed.size(), 1);
    QVERIFY(frames > 0);
    QVERIFY2(silentMs >= 299, qPrintable(QString::number(silentMs)));
    QCOMPARE(client.closing().error.code, Error::Code::Timeout);
}

void TstWebSocketTransport::dropsAudioForAPeerThatDoesNotRead()
{
    WsStub stub(WsStub::Manner::Raw);
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    // As fast as the system takes it; the kernel's buffers hold some megabytes before anything queues here.
    const protocol::AudioPacket packet { QByteArray(4000, 'x'), 0, 0 };
    for (int i = 0; i < 20000 && client.transport.counters().framesDropped == 0; ++i)
        client.transport.sendAudio(packet);
    QVERIFY(client.transport.counters().framesDropped > 0);
    QVERIFY(client.transport.isOpen());
    const quint64 sent = client.transport.counters().framesSent;
    client.transport.sendAudio(packet);
    QCOMPARE(client.transport.counters().framesSent, sent);
}

void TstWebSocketTransport::givesUpAPeerThatReadsNoText()
{
    WsStub stub(WsStub::Manner::Raw);
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    const protocol::Message big { {}, protocol::Stt { QString(100 * 1024, u'x') } };
    for (int i = 0; i < 1000 && client.transport.isOpen(); ++i)
        client.transport.send(big);
    QTRY_COMPARE(client.closed.size(), 1);
    QCOMPARE(client.closing().error.code, Error::Code::Network);
    QVERIFY(client.transport.counters().bytesSent < 32ULL * 1024 * 1024);
}

void TstWebSocketTransport::adoptsAnAcceptedSocket()
{
    WsStub stub;
    Client client(profileFor(stub.url(), {}, Framing::V3));
    client.transport.open();
    QTRY_VERIFY(stub.peer());
    Client server(stub.takePeer(), Framing::V3);
    server.transport.open();
    QCOMPARE(server.opened.size(), 1);
    QTRY_COMPARE(client.opened.size(), 1);
    client.transport.send({ u"s"_s, protocol::Ping {} });
    client.transport.sendAudio({ "up", 7, 0 });
    server.transport.sendAudio({ "down", 8, 0 });
    QTRY_COMPARE(server.audio.size(), 1);
    QTRY_COMPARE(client.audio.size(), 1);
    QCOMPARE(server.messages.size(), 1);
    QCOMPARE(server.packet(0).opus, QByteArray("up"));
    QCOMPARE(client.packet(0).opus, QByteArray("down"));
    server.transport.close(1001, u"stopping"_s);
    QTRY_COMPARE(client.closed.size(), 1);
    QTRY_COMPARE(server.closed.size(), 1);
    QCOMPARE(client.closing().code, 1001);
    QVERIFY(client.closing().clean && server.closing().clean);
    QVERIFY(client.closing().error.text.contains("stopping"_L1));
}

void TstWebSocketTransport::keepsWhatCameBeforeOpen()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_VERIFY(stub.peer());
    QTRY_COMPARE(client.opened.size(), 1);
    auto socket = stub.takePeer();
    QSignalSpy arrived(socket.get(), &QWebSocket::binaryMessageReceived);
    Client server(std::move(socket), Framing::V1);
    client.transport.send({ {}, protocol::Ping {} });
    client.transport.sendAudio({ "early", 0, 0 });
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(server.messages.size() + server.audio.size(), 0);
    server.transport.open();
    QCOMPARE(server.opened.size(), 1);
    QCOMPARE(server.messages.size(), 1);
    QCOMPARE(server.packet(0).opus, QByteArray("early"));
}

void TstWebSocketTransport::adoptedSocketThatIsGone()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    QTRY_VERIFY(stub.peer());
    auto socket = stub.takePeer();
    QWebSocket* watched = socket.get();
    Client server(std::move(socket), Framing::V1);
    stub.dropTcp();
    QTRY_COMPARE(watched->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(server.closed.size(), 0);
    server.transport.open();
    QTRY_COMPARE(server.closed.size(), 1);
    QCOMPARE(server.opened.size(), 0);
}

void TstWebSocketTransport::refusesToDialTwice()
{
    WsStub stub;
    Client client(profileFor(stub.url()));
    client.transport.open();
    client.transport.open();
    QTRY_COMPARE(client.opened.size(), 1);
    client.transport.open();
    QVERIFY(settle(stub, client));
    QCOMPARE(stub.connections, 1);
    QCOMPARE(client.opened.size(), 1);
}

void TstWebSocketTransport::mayBeDeletedInItsOwnSignal()
{
    WsStub stub;
    auto* transport = new WebSocketTransport(profileFor(stub.url()), patient, this);
    bool gone = false;
    connect(transport, &QObject::destroyed, this, [&] { gone = true; });
    connect(transport, &Transport::closed, this, [transport] { delete transport; });
    transport->open();
    QTRY_VERIFY(stub.peer() && transport->isOpen());
    stub.peer()->close();
    QTRY_VERIFY(gone);
}

}

QTEST_GUILESS_MAIN(myna::transport::TstWebSocketTransport)
#include "tst_websockettransport.moc"
