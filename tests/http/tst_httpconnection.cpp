// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "http/rawclient.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTimer>

using namespace myna::http;
using myna::test::RawClient;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray handshake = "GET /xiaozhi/v1/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

QByteArray post(const QByteArray& path, const QByteArray& body, const QByteArray& more = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more + "\r\n" + body;
}

QByteArray get(const QByteArray& path, const QByteArray& more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

}

// One port with a few routes, real sockets on loopback.
class TstHttpConnection : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void answersAndStaysOpen();
    void closesWhenAsked();
    void knowsPathsAndMethods();
    void headHasNoBody();
    void echoesBodies_data();
    void echoesBodies();
    void asksForTheBody();
    void doesNotAskForARefusedBody();
    void closesASlowHead();
    void closesASlowBody();
    void closesAnIdleConnection();
    void refusesALargeHead();
    void refusesALargeBody();
    void refusesALargeChunkedBody();
    void refusesGarbage();
    void guardsBeforeTheBody();
    void aGateStandsBeforeEveryPath();
    void failuresTakeTheShapeOfTheirPort();
    void answersPipelinedRequestsInOrder();
    void boundsPipelining();
    void survivesAClientThatLeaves();
    void answersLate();
    void firstAnswerCounts();
    void refusesBeforeTheUpgrade();
    void refusesABadHandshake();
    void handsOverAnUnreadUpgrade();
    void upgradesAfterARequest();
    void turnsAwayAboveTheBudget();
    void tellsWhenThePortIsTaken();

private:
    void restart(const Limits& limits, int connections = 100);

    Router m_router;
    QVector<Responder> m_kept;
    std::unique_ptr<Budget> m_budget;
    std::unique_ptr<FrontDoor> m_door;
    std::unique_ptr<Acceptor> m_port;
    std::vector<Upgrade> m_upgrades;
    QVector<int> m_statuses;
};

void TstHttpConnection::initTestCase()
{
    m_router.add("GET", u"/hello"_s, [](const Request&) { return textResponse(u"hi"_s); });
    m_router.add(
        "POST", u"/echo/"_s,
        [](const Request& request) {
            Response response;
            response.body = request.body;
            return response;
        },
        6 * 1024 * 1024);
    m_router.add(
        "POST", u"/small"_s, [](const Request& request) { return textResponse(QString::number(request.body.size())); }, 100);
    Route later;
    later.method = "GET";
    later.path = u"/later"_s;
    later.handle = [this](const Request&, const Responder& responder) { m_kept.append(responder); };
    m_router.add(later);
    Route guarded;
    guarded.method = "POST";
    guarded.path = u"/guarded"_s;
    guarded.guard = [](const Request& head) -> std::optional<Response> {
        if (head.header("Authorization"_L1) == "Bearer good")
            return std::nullopt;
        return errorResponse(401, "token_invalid"_L1, u"No."_s);
    };
    guarded.handle = [](const Request&, const Responder& responder) { responder.answer(textResponse(u"in"_s)); };
    m_router.add(guarded);
    restart({});
}

void TstHttpConnection::restart(const Limits& limits, int connections)
{
    m_port.reset();
    m_door.reset();
    m_upgrades.clear();
    m_statuses.clear();
    m_budget = std::make_unique<Budget>(connections);
    m_door = std::make_unique<FrontDoor>(m_router, *m_budget, limits);
    m_door->setUpgradeHandler([this](const Request& head, const std::function<Upgrade()>& take) -> std::optional<Response> {
        if (head.header("Authorization"_L1) != "Bearer good")
            return errorResponse(401, "token_invalid"_L1, u"No."_s);
        m_upgrades.push_back(take());
        return std::nullopt;
    });
    connect(m_door.get(), &FrontDoor::answered, this, [this](const Answered& answered) { m_statuses.append(answered.status); });
    m_port = std::make_unique<Acceptor>();
    connect(m_port.get(), &Acceptor::accepted, m_door.get(), &FrontDoor::adopt);
    QVERIFY(m_port->open(QHostAddress::LocalHost, 0).has_value());
}

void TstHttpConnection::cleanup()
{
    m_kept.clear();
    restart({});
}

void TstHttpConnection::answersAndStaysOpen()
{
    RawClient client(m_port->serverPort());
    client.send(get("/hello"));
    QTRY_COMPARE(client.status(), 200);
    QTRY_COMPARE(client.body(), "hi");
    client.send(get("/hello/"));
    QTRY_COMPARE(client.answers(), 2);
    QVERIFY(client.isConnected());
    QCOMPARE(m_statuses, QVector<int>({ 200, 200 }));
}

void TstHttpConnection::closesWhenAsked()
{
    RawClient client(m_port->serverPort());
    client.send(get("/hello", "Connection: close\r\n"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.body(), "hi");
    RawClient old(m_port->serverPort());
    old.send("GET /hello HTTP/1.0\r\n\r\n");
    QTRY_VERIFY(old.isClosed());
    QCOMPARE(old.body(), "hi");
    QTRY_COMPARE(m_budget->used(), 0);
}

void TstHttpConnection::knowsPathsAndMethods()
{
    RawClient client(m_port->serverPort());
    client.send(get("/nothing"));
    QTRY_COMPARE(client.status(), 404);
    QTRY_COMPARE(QJsonDocument::fromJson(client.body()).object().value(u"error_code"_s), u"not_found"_s);
    QVERIFY(client.isConnected()); // had no body, so nothing is lost
    RawClient wrong(m_port->serverPort());
    wrong.send(get("/echo"));
    QTRY_COMPARE(wrong.status(), 405);
    QVERIFY(wrong.received().contains("Allow: POST\r\n"));
}

void TstHttpConnection::headHasNoBody()
{
    RawClient client(m_port->serverPort());
    client.send("HEAD /hello HTTP/1.1\r\n\r\n" + get("/hello"));
    QTRY_COMPARE(client.answers(), 2);
    QCOMPARE(client.received().count("hi"), 1);
}

void TstHttpConnection::echoesBodies_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("chunked");
    for (const int size : { 0, 1, 1000, 100000, 5 * 1024 * 1024 }) {
        QTest::addRow("%d", size) << size << false;
        QTest::addRow("%d chunked", size) << size << true;
    }
}

void TstHttpConnection::echoesBodies()
{
    QFETCH(int, size);
    QFETCH(bool, chunked);
    const QByteArray body(size, 'b');
    RawClient client(m_port->serverPort());
    if (chunked) {
        QByteArray request = "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        constexpr int chunk = 4096; // as the firmware's camera
        for (int at = 0; at < size; at += chunk) {
            const QByteArray part = body.mid(at, chunk);
            request += QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
        }
        client.send(request + "0\r\n\r\n");
    } else {
        client.send(post("/echo", body));
    }
    QTRY_COMPARE(client.body().size(), size);
    QTRY_COMPARE(client.status(), 200);
    QVERIFY(client.body() == body);
}

void TstHttpConnection::asksForTheBody()
{
    RawClient client(m_port->serverPort());
    client.send("POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    QTRY_VERIFY(client.received().startsWith("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("body");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\nbody"));
    QVERIFY(client.received().contains("HTTP/1.1 200 OK"));
}

void TstHttpConnection::doesNotAskForARefusedBody()
{
    RawClient client(m_port->serverPort());
    client.send("POST /small HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4000\r\n\r\n");
    QTRY_COMPARE(client.status(), 413);
}

void TstHttpConnection::closesASlowHead()
{
    Limits limits;
    limits.head = 100ms;
    limits.linger = 50ms;
    restart(limits);
    RawClient silent(m_port->serverPort());
    RawClient half(m_port->serverPort());
    half.send("GET /hello HT");
    QTRY_VERIFY(silent.isClosed());
    QCOMPARE(silent.received(), "");
    QTRY_VERIFY(half.isClosed());
    QCOMPARE(half.status(), 408);
    QTRY_COMPARE(m_budget->used(), 0);
}

void TstHttpConnection::closesASlowBody()
{
    Limits limits;
    limits.body = 100ms;
    limits.linger = 50ms;
    restart(limits);
    RawClient client(m_port->serverPort());
    client.send("POST /echo HTTP/1.1\r\nContent-Length: 100\r\n\r\nonly a little");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.status(), 408);
}

void TstHttpConnection::closesAnIdleConnection()
{
    Limits limits;
    limits.idle = 50ms;
    restart(limits);
    RawClient client(m_port->serverPort());
    client.send(get("/hello"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.body(), "hi");
}

void TstHttpConnection::refusesALargeHead()
{
    RawClient client(m_port->serverPort());
    client.send("GET /hello HTTP/1.1\r\n");
    for (int i = 0; i < 40; ++i)
        client.send("X-Filler: " + QByteArray(4096, 'x') + "\r\n");
    QTRY_COMPARE(client.status(), 431);
    QTRY_VERIFY(client.isClosed());
}

void TstHttpConnection::refusesALargeBody()
{
    RawClient client(m_port->serverPort());
    client.send(post("/small", QByteArray(1000000, 'x')));
    QTRY_COMPARE(client.status(), 413);
    RawClient liar(m_port->serverPort());
    liar.send("POST /small HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n");
    QTRY_COMPARE(liar.status(), 400);
}

void TstHttpConnection::refusesALargeChunkedBody()
{
    RawClient client(m_port->serverPort());
    client.send("POST /small HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 20; ++i)
        client.send("a\r\n0123456789\r\n");
    QTRY_COMPARE(client.status(), 413);
    RawClient endless(m_port->serverPort());
    endless.send("POST /small HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;" + QByteArray(200000, 'e'));
    QTRY_VERIFY(endless.status() == 400 || endless.status() == 413);
}

void TstHttpConnection::refusesGarbage()
{
    RawClient tls(m_port->serverPort());
    tls.send(QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9));
    QTRY_COMPARE(tls.status(), 400);
    RawClient noise(m_port->serverPort());
    noise.send("GET /hello HTTP/1.1\r\n\x01\x02: x\r\n\r\n");
    QTRY_COMPARE(noise.status(), 400);
}

void TstHttpConnection::guardsBeforeTheBody()
{
    RawClient client(m_port->serverPort());
    client.send("POST /guarded HTTP/1.1\r\nContent-Length: 1000\r\n\r\n"); // the body never comes
    QTRY_COMPARE(client.status(), 401);
    RawClient good(m_port->serverPort());
    good.send(post("/guarded", "x", "Authorization: Bearer good\r\n"));
    QTRY_COMPARE(good.body(), "in");
}

void TstHttpConnection::aGateStandsBeforeEveryPath()
{
    Router router;
    router.add("GET", u"/hello"_s, [](const Request&) { return textResponse(u"hi"_s); });
    router.setGate([](const Request& head) -> std::optional<Response> {
        if (head.header("Authorization"_L1) == "Bearer good")
            return std::nullopt;
        return errorResponse(401, "token_invalid"_L1, u"No."_s);
    });
    FrontDoor door(router, *m_budget);
    Acceptor port;
    connect(&port, &Acceptor::accepted, &door, &FrontDoor::adopt);
    QVERIFY(port.open(QHostAddress::LocalHost, 0).has_value());
    for (const QByteArray& request : { get("/hello"), get("/nothing"), post("/hello", "abc") }) {
        RawClient stranger(port.serverPort());
        stranger.send(request);
        QTRY_COMPARE(stranger.status(), 401);
    }
    RawClient client(port.serverPort());
    client.send(get("/hello", "Authorization: Bearer good\r\n"));
    QTRY_COMPARE(client.status(), 200);
}

void TstHttpConnection::failuresTakeTheShapeOfTheirPort()
{
    Router router;
    router.add(
        "POST", u"/small"_s, [](const Request&) { return textResponse(u"hi"_s); }, 4);
    router.setErrorShape([](int status, QLatin1String code, const QString&) { return textResponse(u"oh: "_s + code, status); });
    Budget budget(1);
    FrontDoor door(router, budget);
    Acceptor port;
    connect(&port, &Acceptor::accepted, &door, &FrontDoor::adopt);
    QVERIFY(port.open(QHostAddress::LocalHost, 0).has_value());
    const auto answerTo = [&port](const QByteArray& request) {
        RawClient client(port.serverPort());
        client.send(request);
        [&] { QTRY_VERIFY(!client.body().isEmpty()); }();
        return client.body();
    };
    QCOMPARE(answerTo(get("/nothing", "Connection: close\r\n")), "oh: not_found");
    QTRY_COMPARE(budget.used(), 0);
    QCOMPARE(answerTo(get("/small", "Connection: close\r\n")), "oh: method_not_allowed");
    QTRY_COMPARE(budget.used(), 0);
    QCOMPARE(answerTo(post("/small", "12345")), "oh: too_large");
    QTRY_COMPARE(budget.used(), 0);
    QCOMPARE(answerTo("\x16\x03\x01 no http"), "oh: bad_request");
    QTRY_COMPARE(budget.used(), 0);
    RawClient first(port.serverPort());
    QTRY_COMPARE(budget.used(), 1);
    QCOMPARE(answerTo(get("/small")), "oh: too_many_connections");
}

void TstHttpConnection::answersPipelinedRequestsInOrder()
{
    RawClient client(m_port->serverPort());
    QByteArray all;
    for (int i = 0; i < 50; ++i)
        all += post("/echo", "<" + QByteArray::number(i) + ">");
    client.send(all);
    QTRY_COMPARE(client.answers(), 50);
    QTRY_VERIFY(client.received().endsWith("<49>"));
    qsizetype at = -1;
    for (int i = 0; i < 50; ++i) {
        const qsizetype next = client.received().indexOf("<" + QByteArray::number(i) + ">");
        QVERIFY(next > at);
        at = next;
    }
}

// While one request is in work nothing of the next is answered, however much a client sends ahead.
void TstHttpConnection::boundsPipelining()
{
    RawClient client(m_port->serverPort());
    QByteArray all;
    for (int i = 0; i < 2000; ++i)
        all += get("/later", "X: " + QByteArray(500, 'x') + "\r\n");
    client.send(all);
    QTRY_COMPARE(m_kept.size(), 1);
    m_kept.first().answer(textResponse(u"one"_s));
    QTRY_COMPARE(m_kept.size(), 2);
    QCOMPARE(client.answers(), 1);
}

void TstHttpConnection::survivesAClientThatLeaves()
{
    for (int i = 0; i < 20; ++i) {
        RawClient client(m_port->serverPort());
        client.send(get("/later"));
        QTRY_COMPARE(m_kept.size(), i + 1);
        client.leave();
    }
    QTRY_COMPARE(m_budget->used(), 0);
    for (const Responder& responder : std::as_const(m_kept))
        responder.answer(textResponse(u"too late"_s));
    RawClient next(m_port->serverPort());
    next.send(get("/hello"));
    QTRY_COMPARE(next.body(), "hi");
}

void TstHttpConnection::answersLate()
{
    RawClient client(m_port->serverPort());
    client.send(get("/later"));
    QTRY_COMPARE(m_kept.size(), 1);
    m_kept.first().answer(textResponse(u"late"_s));
    QTRY_COMPARE(client.body(), "late");
}

void TstHttpConnection::firstAnswerCounts()
{
    RawClient client(m_port->serverPort());
    client.send(get("/later"));
    QTRY_COMPARE(m_kept.size(), 1);
    m_kept.first().answer(textResponse(u"first"_s));
    m_kept.first().answer(textResponse(u"second"_s));
    QTRY_COMPARE(client.body(), "first");
    client.send(get("/later"));
    QTRY_COMPARE(m_kept.size(), 2);
    m_kept.first().answer(textResponse(u"third"_s)); // belongs to the request before
    m_kept.last().answer(textResponse(u"fourth"_s));
    QTRY_VERIFY(client.received().endsWith("fourth"));
    QVERIFY(!client.received().contains("second"));
    QVERIFY(!client.received().contains("third"));
}

void TstHttpConnection::refusesBeforeTheUpgrade()
{
    RawClient client(m_port->serverPort());
    client.send(handshake + "Authorization: Bearer bad\r\n\r\n");
    QTRY_COMPARE(client.status(), 401);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(!client.received().contains("101"));
    QVERIFY(m_upgrades.empty());
}

void TstHttpConnection::refusesABadHandshake()
{
    RawClient client(m_port->serverPort());
    client.send("GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nAuthorization: Bearer good\r\n\r\n");
    QTRY_COMPARE(client.status(), 426);
    QVERIFY(client.received().contains("Sec-WebSocket-Version: 13\r\n"));
    QVERIFY(m_upgrades.empty());
}

void TstHttpConnection::handsOverAnUnreadUpgrade()
{
    RawClient client(m_port->serverPort());
    const QByteArray request = handshake + "Authorization: Bearer good\r\n\r\n";
    client.send(request.left(40));
    client.send(request.mid(40));
    QTRY_COMPARE(m_upgrades.size(), size_t(1));
    QCOMPARE(m_upgrades.front().socket->peek(100000), request);
    QCOMPARE(m_budget->used(), 1);
    m_upgrades.clear();
    QCOMPARE(m_budget->used(), 0);
    QTRY_VERIFY(client.isClosed());
}

void TstHttpConnection::upgradesAfterARequest()
{
    RawClient client(m_port->serverPort());
    client.send(get("/hello") + handshake + "Authorization: Bearer good\r\n\r\n");
    QTRY_COMPARE(m_upgrades.size(), size_t(1));
    QVERIFY(m_upgrades.front().socket->peek(100000).startsWith("GET /xiaozhi/v1/"));
}

void TstHttpConnection::turnsAwayAboveTheBudget()
{
    Limits limits;
    limits.linger = 50ms;
    restart(limits, 2);
    RawClient one(m_port->serverPort());
    RawClient two(m_port->serverPort());
    one.send(get("/hello"));
    two.send(get("/hello"));
    QTRY_COMPARE(one.status(), 200);
    QTRY_COMPARE(two.status(), 200);
    QSignalSpy away(m_door.get(), &FrontDoor::turnedAway);
    RawClient three(m_port->serverPort());
    QTRY_COMPARE(three.status(), 503);
    QTRY_VERIFY(three.isClosed());
    QCOMPARE(away.size(), 1);
    one.leave();
    QTRY_COMPARE(m_budget->used(), 1);
    RawClient four(m_port->serverPort());
    four.send(get("/hello"));
    QTRY_COMPARE(four.status(), 200);
}

void TstHttpConnection::tellsWhenThePortIsTaken()
{
    Acceptor second;
    const auto opened = second.open(QHostAddress::LocalHost, m_port->serverPort());
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().code, myna::Error::Code::Unavailable);
    QCOMPARE(opened.error().text,
        u"Port %1 is already used by another program. Stop it or choose another port in Settings."_s.arg(m_port->serverPort()));
}

QTEST_GUILESS_MAIN(TstHttpConnection)
#include "tst_httpconnection.moc"
