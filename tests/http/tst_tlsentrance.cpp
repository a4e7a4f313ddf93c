// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "http/rawclient.h"
#include "http/tlsentrance.h"
#include "net/certificatepin.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QBuffer>
#include <QPointer>
#include <QSslSocket>

using namespace myna::http;
using myna::test::certificateOf;
using myna::test::RawClient;
using myna::test::tlsOf;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

constexpr qsizetype streamBytes = 64 * 1024 * 1024; // more than the system takes for a reader

// A client that believes one certificate and keeps what it gets.
struct TlsClient
{
    explicit TlsClient(quint16 port, const char* believes = "selfsigned")
    {
        socket.setSslConfiguration(myna::net::configurationFor(certificateOf(believes)));
        socket.ignoreSslErrors(myna::net::forgivenErrors(certificateOf(believes)));
        QObject::connect(&socket, &QSslSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToHostEncrypted(u"127.0.0.1"_s, port);
    }
    QSslSocket socket;
    QByteArray received;
};

}

// A port that speaks TLS, with real sockets on loopback.
class TstTlsEntrance : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup() { prepare(); }
    void requestsAreAnsweredAndTheConnectionStays();
    void largeBodiesPassBothWays();
    void whoSpeaksWithoutTlsIsTold();
    void garbageIsClosed_data();
    void garbageIsClosed();
    void whoSaysNothingIsClosed();
    void manySilentOnesDoNotStandInTheWay();
    void noPlaceNoHandshake();
    void anotherCertificateCountsForNewConnections();
    void whatWaitsForASlowReaderIsCounted();
    void aClosedDoorLeavesNobody();

private:
    void prepare();
    void open(const Limits& limits, int connections = 1000);

    Router m_router;
    PortTls m_tls;
    std::unique_ptr<Budget> m_budget;
    std::unique_ptr<FrontDoor> m_door;
    std::unique_ptr<Acceptor> m_port;
    QPointer<QBuffer> m_stream;
};

void TstTlsEntrance::initTestCase()
{
    m_router.add("GET", u"/hello"_s, [](const Request&) { return textResponse(u"hi"_s); });
    m_router.add(
        "POST", u"/echo/"_s,
        [](const Request& request) {
            Response response;
            response.body = request.body;
            return response;
        },
        8 * 1024 * 1024);
    m_router.add("GET", u"/stream"_s, [this](const Request&) {
        auto buffer = std::make_shared<QBuffer>();
        buffer->setData(QByteArray(streamBytes, 'x'));
        buffer->open(QIODevice::ReadOnly);
        Response response;
        response.streamBytes = buffer->size();
        response.stream = buffer;
        m_stream = buffer.get();
        return response;
    });
    prepare();
}

void TstTlsEntrance::prepare()
{
    const QSslConfiguration tls = tlsOf("selfsigned");
    m_tls.show(tls.localCertificateChain(), tls.privateKey());
    open({});
}

void TstTlsEntrance::open(const Limits& limits, int connections)
{
    m_port = std::make_unique<Acceptor>();
    m_door.reset();
    m_budget = std::make_unique<Budget>(connections);
    m_door = std::make_unique<FrontDoor>(m_router, *m_budget, limits);
    m_door->setTls(&m_tls);
    connect(m_port.get(), &Acceptor::accepted, m_door.get(), &FrontDoor::adopt);
    QVERIFY(m_port->open(QHostAddress::LocalHost, 0));
}

void TstTlsEntrance::requestsAreAnsweredAndTheConnectionStays()
{
    TlsClient client(m_port->serverPort());
    for (int i = 1; i <= 3; ++i) {
        client.socket.write(hello);
        QTRY_COMPARE(client.received.count("\r\n\r\nhi"), i);
    }
    QCOMPARE(client.socket.sessionProtocol(), QSsl::TlsV1_3);
    QVERIFY(client.socket.sslConfiguration().localCertificate().isNull());
    QCOMPARE(m_door->handshakes(), 0U);
    QCOMPARE(m_budget->used(), 1);
}

void TstTlsEntrance::largeBodiesPassBothWays()
{
    TlsClient client(m_port->serverPort());
    const QByteArray body(5 * 1024 * 1024, 'b');
    client.socket.write("POST /echo/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body);
    QTRY_VERIFY(client.received.endsWith("b") && client.received.size() > body.size());
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.received.count('b') >= body.size(), true);
    QTRY_COMPARE(m_budget->used(), 0);
}

void TstTlsEntrance::whoSpeaksWithoutTlsIsTold()
{
    RawClient client(m_port->serverPort());
    client.send(hello);
    QTRY_COMPARE(client.status(), 400);
    QVERIFY(client.received().contains("https://"));
    QTRY_VERIFY(client.isClosed());
    QTRY_COMPARE(m_budget->used(), 0);
}

void TstTlsEntrance::garbageIsClosed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a record that is none") << QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(4000, 'x');
    QTest::newRow("a hello that is none") << QByteArray("\x16\x03\x01\x00\x08nonsense", 13);
    QTest::newRow("TLS 1.0 from 1999") << QByteArray::fromHex("1603010035010000310301") + QByteArray(32, 'r')
            + QByteArray::fromHex("0000040035002f0100000401000000");
}

void TstTlsEntrance::garbageIsClosed()
{
    QFETCH(QByteArray, bytes);
    RawClient client(m_port->serverPort());
    client.send(bytes);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(!client.received().contains("HTTP"));
    QTRY_COMPARE(m_budget->used(), 0);
    QCOMPARE(m_door->handshakes(), 0U);
}

void TstTlsEntrance::whoSaysNothingIsClosed()
{
    Limits limits;
    limits.head = 100ms;
    open(limits);
    RawClient silent(m_port->serverPort());
    RawClient slow(m_port->serverPort());
    slow.send(QByteArray("\x16\x03", 2));
    QTRY_VERIFY(silent.isClosed() && slow.isClosed());
    QTRY_COMPARE(m_budget->used(), 0);
}

void TstTlsEntrance::manySilentOnesDoNotStandInTheWay()
{
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < 300; ++i)
        crowd.push_back(std::make_unique<RawClient>(m_port->serverPort()));
    QTRY_COMPARE(m_door->handshakes(), size_t(FrontDoor::maxHandshakesOfOne));
    TlsClient honest(m_port->serverPort());
    honest.socket.write(hello);
    QTRY_VERIFY(honest.received.endsWith("hi"));
    QVERIFY(m_budget->used() <= FrontDoor::maxHandshakesOfOne + 1);
    QTRY_VERIFY(std::count_if(crowd.begin(), crowd.end(), [](const auto& one) { return one->isClosed(); }) >= 300 - 64);
}

void TstTlsEntrance::noPlaceNoHandshake()
{
    open({}, 1);
    TlsClient first(m_port->serverPort());
    first.socket.write(hello);
    QTRY_VERIFY(first.received.endsWith("hi"));
    QSignalSpy turnedAway(m_door.get(), &FrontDoor::turnedAway);
    RawClient second(m_port->serverPort());
    QTRY_COMPARE(turnedAway.size(), 1);
    QTRY_VERIFY(second.isClosed());
}

void TstTlsEntrance::anotherCertificateCountsForNewConnections()
{
    TlsClient before(m_port->serverPort());
    before.socket.write(hello);
    QTRY_VERIFY(before.received.endsWith("hi"));
    const QSslConfiguration another = tlsOf("another");
    m_tls.show(another.localCertificateChain(), another.privateKey());
    TlsClient after(m_port->serverPort(), "another");
    after.socket.write(hello);
    QTRY_VERIFY(after.received.endsWith("hi"));
    QCOMPARE(after.socket.peerCertificate().toDer(), certificateOf("another"));
    before.socket.write(hello);
    QTRY_COMPARE(before.received.count("\r\n\r\nhi"), 2);
    TlsClient stubborn(m_port->serverPort());
    QTRY_COMPARE(stubborn.socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!stubborn.socket.isEncrypted());
}

// A stream is read from its file as it leaves, not all at once into the memory of the encryption.
void TstTlsEntrance::whatWaitsForASlowReaderIsCounted()
{
    TlsClient slow(m_port->serverPort());
    slow.socket.setReadBufferSize(16 * 1024);
    slow.socket.write("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    slow.socket.blockSignals(true);
    QTRY_VERIFY(m_stream && m_stream->pos() > 0);
    TlsClient other(m_port->serverPort());
    for (int i = 1; i <= 20; ++i) {
        other.socket.write(hello);
        QTRY_COMPARE(other.received.count("\r\n\r\nhi"), i);
    }
    QVERIFY2(m_stream->pos() < streamBytes / 2, qPrintable(QString::number(m_stream->pos())));
    slow.socket.blockSignals(false);
    slow.socket.setReadBufferSize(0);
    slow.received += slow.socket.readAll();
    QTRY_VERIFY(slow.received.size() > streamBytes);
}

void TstTlsEntrance::aClosedDoorLeavesNobody()
{
    RawClient silent(m_port->serverPort());
    TlsClient client(m_port->serverPort());
    QTRY_VERIFY(client.socket.isEncrypted());
    QTRY_COMPARE(m_door->handshakes(), 1U);
    m_door->close();
    QTRY_VERIFY(silent.isClosed());
    QCOMPARE(m_budget->used(), 0);
}

QTEST_GUILESS_MAIN(TstTlsEntrance)
#include "tst_tlsentrance.moc"
