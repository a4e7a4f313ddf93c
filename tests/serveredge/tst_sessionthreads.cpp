// SPDX-License-Identifier: GPL-3.0-or-later
#include "edgefixture.h"
#include "http/acceptor.h"
#include "server/devices/sessionthreads.h"
#include "support/testcase.h"

#include <QDir>
#include <QSignalSpy>
#include <QUuid>
#include <QWebSocket>

#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

// Its answer is the question, so that every device can tell whether it got its own.
class EchoChat final : public Chat
{
public:
    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>&) override
    {
        emit text(turn, conversation.utterances.last().text + u'.');
        emit finished(turn);
    }
    void toolAnswered(TurnId, const QString&, const Result<QString>&) override { }
    void cancel(TurnId) override { }
};

class EchoEngines final : public test::MuteEngines
{
public:
    std::unique_ptr<Chat> makeChat(const EngineWish&) override
    {
        const QMutexLocker lock(&mutex);
        threads.insert(QThread::currentThread());
        return std::make_unique<EchoChat>();
    }
    QMutex mutex;
    std::set<QThread*> threads; // that made a conversation
};

// A device as it comes over the wire.
struct Client
{
    explicit Client(const QUrl& url, const QString& device)
    {
        QNetworkRequest request(url);
        request.setRawHeader("Device-Id", device.toUtf8());
        request.setRawHeader("Client-Id", "client");
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this] {
            socket.sendTextMessage(uR"({"type":"hello","version":1,"transport":"websocket","audio_params":{"format":"opus"}})"_s);
        });
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString& text) {
            received += text;
            greeted = greeted || text.contains(u"\"hello\""_s);
            stops += text.contains(u"\"stop\""_s) ? 1 : 0;
        });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { gone = true; });
        socket.open(request);
    }
    void ask(const QString& text) { socket.sendTextMessage(uR"({"type":"listen","state":"detect","text":"%1"})"_s.arg(text)); }
    QWebSocket socket;
    QStringList received;
    bool greeted = false;
    bool gone = false;
    int stops = 0;
};

const QByteArray handshake = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

qsizetype descriptorsOpen()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

}

class TstSessionThreads : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void devicesAreSpreadOverTheThreads();
    void everyDeviceHearsItsOwnAnswer();
    void whoIsTooManyIsClosedWith1013();
    void aRefusedDeviceGetsTheAnswer();
    void nothingOfASessionIsLeft();
    void whoLeavesBeforeTheVerdictIsForgotten();
    void aWishReachesTheNewestSession();
    void drainingClosesEverybody();

private:
    void open(); // everything anew, before each
    std::unique_ptr<Client> client(int number);

    EchoEngines m_engines;
    http::Router m_router;
    std::unique_ptr<http::Budget> m_budget;
    std::unique_ptr<SessionThreads> m_sessions;
    std::unique_ptr<http::Acceptor> m_port;
    QUrl m_url;
    bool m_full = false;
    bool m_refuses = false;
};

void TstSessionThreads::open()
{
    m_port.reset();
    m_sessions.reset();
    m_engines.threads.clear();
    m_full = m_refuses = false;
    m_budget = std::make_unique<http::Budget>(100);
    m_sessions = std::make_unique<SessionThreads>(m_engines, *m_budget, m_router, 3);
    m_sessions->setJudge([this](const http::Request& head) {
        SessionVerdict verdict;
        if (m_refuses) {
            verdict.refusal = http::errorResponse(403, QLatin1String("refused"), u"not you"_s);
            return verdict;
        }
        verdict.facts = DeviceFacts();
        verdict.facts->deviceId = head.headerOrQuery(QLatin1String("Device-Id"), QLatin1String("device-id"));
        verdict.tooMany = m_full;
        return verdict;
    });
    m_port = std::make_unique<http::Acceptor>();
    connect(m_port.get(), &http::Acceptor::accepted, m_sessions.get(), &SessionThreads::adopt);
    QVERIFY(m_port->open(QHostAddress(QHostAddress::LocalHost), 0));
    m_url = QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_port->serverPort()));
}

std::unique_ptr<Client> TstSessionThreads::client(int number)
{
    return std::make_unique<Client>(m_url, u"02:00:00:00:00:%1"_s.arg(number, 2, 16, '0'_L1));
}

void TstSessionThreads::devicesAreSpreadOverTheThreads()
{
    open();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 9; ++i) {
        clients.push_back(client(i));
        QTRY_VERIFY(clients.back()->greeted);
    }
    QTRY_COMPARE(m_sessions->count(), 9);
    QCOMPARE(m_sessions->countByThread(), (QVector<int> { 3, 3, 3 }));
    for (const auto& one : clients) {
        one->ask(u"hello"_s);
        QTRY_COMPARE(one->stops, 1);
    }
    const QMutexLocker lock(&m_engines.mutex);
    QCOMPARE(m_engines.threads.size(), size_t(3));
    QVERIFY(!m_engines.threads.contains(thread()));
}

void TstSessionThreads::everyDeviceHearsItsOwnAnswer()
{
    open();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 12; ++i)
        clients.push_back(client(i));
    for (const auto& one : clients)
        QTRY_VERIFY(one->greeted);
    constexpr int rounds = 5;
    for (int round = 1; round <= rounds; ++round) {
        for (int i = 0; i < 12; ++i)
            clients[size_t(i)]->ask(u"words of %1 in round %2"_s.arg(i).arg(round));
        for (const auto& one : clients)
            QTRY_COMPARE(one->stops, round);
    }
    for (int i = 0; i < 12; ++i) {
        const QString all = clients[size_t(i)]->received.join(u'\n');
        QVERIFY(all.contains(u"words of %1 in round %2"_s.arg(i).arg(rounds)));
        QCOMPARE(all.count(u"words of "_s), all.count(u"words of %1 in"_s.arg(i)));
    }
}

void TstSessionThreads::whoIsTooManyIsClosedWith1013()
{
    open();
    QSignalSpy refused(m_sessions.get(), &SessionThreads::refused);
    QSignalSpy left(m_sessions.get(), &SessionThreads::left);
    m_full = true;
    QTcpSocket one; // Qt's own client calls 1013 a mistake
    one.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port->serverPort());
    one.write(handshake);
    QByteArray received;
    connect(&one, &QTcpSocket::readyRead, &one, [&] { received += one.readAll(); });
    QTRY_VERIFY(received.startsWith("HTTP/1.1 101"));
    QTRY_VERIFY(received.contains(QByteArray::fromHex("03f5"))); // 1013, in a close frame
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(m_sessions->count(), 0);
    QCOMPARE(left.size(), 0); // it had no place
    QCOMPARE(m_sessions->load().figures().shedConnections, quint64(1));
}

void TstSessionThreads::aRefusedDeviceGetsTheAnswer()
{
    open();
    QSignalSpy answered(m_sessions.get(), &SessionThreads::answered);
    m_refuses = true;
    QTcpSocket one;
    one.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port->serverPort());
    one.write(handshake);
    QByteArray received;
    connect(&one, &QTcpSocket::readyRead, &one, [&] { received += one.readAll(); });
    QTRY_VERIFY(received.startsWith("HTTP/1.1 403"));
    QTRY_COMPARE(answered.size(), 1);
    QCOMPARE(m_sessions->count(), 0);
}

void TstSessionThreads::nothingOfASessionIsLeft()
{
    open();
    QSignalSpy left(m_sessions.get(), &SessionThreads::left);
    {
        const auto first = client(0); // what is made once
        QTRY_VERIFY(first->greeted);
        first->socket.close();
        QTRY_VERIFY(first->gone);
    }
    QTRY_COMPARE(left.size(), 1);
    left.clear();
    QTRY_COMPARE(m_budget->used(), 0);
    const qsizetype before = descriptorsOpen();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 20; ++i)
        clients.push_back(client(i));
    for (const auto& one : clients)
        QTRY_VERIFY(one->greeted);
    QTRY_COMPARE(m_sessions->count(), 20);
    QVERIFY(descriptorsOpen() >= before + 40);
    for (size_t i = 0; i < clients.size(); ++i) { // every second one vanishes without a word
        if (i % 2 == 0)
            clients[i]->socket.abort();
        else
            clients[i]->socket.close();
    }
    QTRY_COMPARE(left.size(), 20);
    clients.clear();
    QCOMPARE(m_sessions->count(), 0);
    QTRY_COMPARE(m_budget->used(), 0);
    QTRY_VERIFY(descriptorsOpen() <= before);
}

void TstSessionThreads::whoLeavesBeforeTheVerdictIsForgotten()
{
    open();
    QSignalSpy left(m_sessions.get(), &SessionThreads::left);
    QTcpSocket impatient;
    m_sessions->setJudge([&](const http::Request&) {
        impatient.abort(); // its end reaches the other thread before or after the verdict: either way nothing may remain
        SessionVerdict verdict;
        verdict.facts = DeviceFacts();
        verdict.facts->deviceId = u"02:00:00:00:00:77"_s;
        return verdict;
    });
    impatient.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port->serverPort());
    impatient.write(handshake);
    QTRY_COMPARE(left.size(), 1);
    QCOMPARE(m_sessions->count(), 0);
    QTRY_COMPARE(m_budget->used(), 0);
}

void TstSessionThreads::aWishReachesTheNewestSession()
{
    open();
    const auto older = client(5);
    QTRY_VERIFY(older->greeted);
    QTRY_COMPARE(m_sessions->count(), 1);
    const auto newer = client(5); // on another thread
    QTRY_VERIFY(newer->greeted);
    QTRY_COMPARE(m_sessions->count(), 2);
    m_sessions->say(u"02:00:00:00:00:05"_s, u"Dinner is ready."_s);
    QTRY_COMPARE(newer->stops, 1);
    QVERIFY(newer->received.join(u'\n').contains(u"Dinner is ready."_s));
    DeviceRow row;
    row.deviceId = u"02:00:00:00:00:05"_s;
    m_sessions->describe(row);
    QCOMPARE(row.lastWords, u"Dinner is ready."_s);
    QCOMPARE(older->stops, 0);
    m_sessions->closeDevice(row.deviceId, 1000, u"enough"_s);
    QTRY_VERIFY(older->gone && newer->gone);
    QTRY_COMPARE(m_sessions->count(), 0);
}

void TstSessionThreads::drainingClosesEverybody()
{
    open();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 7; ++i)
        clients.push_back(client(i));
    for (const auto& one : clients)
        QTRY_VERIFY(one->greeted);
    QSignalSpy emptied(m_sessions.get(), &SessionThreads::emptied);
    m_port->close();
    m_sessions->drain(1001, u"stopping"_s);
    QTRY_COMPARE(emptied.size(), 1);
    for (const auto& one : clients) {
        QTRY_VERIFY(one->gone);
        QCOMPARE(int(one->socket.closeCode()), 1001);
    }
}

QTEST_GUILESS_MAIN(TstSessionThreads)
#include "tst_sessionthreads.moc"
