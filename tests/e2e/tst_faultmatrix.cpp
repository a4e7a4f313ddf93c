// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a network can do to the real client and our own server: what is shown, what is said, how it goes on, and that nobody's memory
// grows. What was proven is the manual's table of faults.
#include "clientpool.h"
#include "support/faultproxy.h"
#include "support/manualpage.h"
#include "support/otastub.h"
#include "support/testcase.h"
#include "support/wsstub.h"

#include <QFile>
#include <QRegularExpression>
#include <QSslKey>
#include <QTcpServer>
#include <QTimer>

#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

enum class Recovery {
    Unharmed, // the conversation goes on over the same connection
    ByItself, // it is tried again, and the question is answered
    ByUser, // the message says what to do
};

QString wordsOf(Recovery recovery)
{
    switch (recovery) {
    case Recovery::Unharmed:
        return u"none needed: the question is answered"_s;
    case Recovery::ByItself:
        return u"connects again by itself; the question is answered"_s;
    case Recovery::ByUser:
        return u"the user's, as the message says; nothing is tried behind their back"_s;
    }
    return {};
}

class FaultRun final : public ClientRun
{
public:
    QString where; // "Version check" or "Conversation"
    QString fault;
    Recovery recovery = Recovery::ByUser;
    int status = 0;
    QStringList address;
    std::unique_ptr<QObject> peer; // what stands in the way
    qint64 mostKb = 0; // the client's memory at its highest

    QStringList arguments() override
    {
        connectMeter();
        return address + QStringList { u"--text"_s, u"what time is it"_s };
    }

    // The state that a window would have shown, and the words beside it.
    [[nodiscard]] std::pair<QString, QString> shown() const
    {
        for (const QJsonObject& event : client->events(u"state"_s)) {
            const QString state = event["state"_L1].toString();
            if (state == u"reconnecting"_s || state == u"failed"_s)
                return { state, event["reason"_L1].toString() };
        }
        const QString error = client->events(u"error"_s).value(0)["text"_L1].toString();
        return { error.isEmpty() ? u"speaking"_s : u"not connected"_s, error };
    }

private:
    void connectMeter()
    {
        QTimer::singleShot(0, &m_meter, [this] {
            const auto look = [this] {
                QFile file(u"/proc/%1/status"_s.arg(client->process().processId()));
                static const QRegularExpression peak(u"VmHWM:\\s+(\\d+) kB"_s);
                if (file.open(QIODevice::ReadOnly))
                    mostKb = std::max(mostKb, peak.match(QString::fromLatin1(file.readAll())).captured(1).toLongLong());
            };
            QObject::connect(&client->process(), &QProcess::readyReadStandardOutput, &m_meter, look);
        });
    }

    QObject m_meter;
};

// Made with `openssl ca`: each has one fault besides that nobody has signed it.
QSslConfiguration certificate(const QString& name)
{
    const QString path = QStringLiteral(MYNA_TEST_DATA "/tls/") + name;
    QFile key(path + u".key"_s);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (key.open(QIODevice::ReadOnly)) {
        tls.setLocalCertificateChain(QSslCertificate::fromPath(path + u".crt"_s));
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    }
    return tls;
}

// Ports differ from run to run.
QString settled(QString text)
{
    static const QRegularExpression port(u"(127\\.0\\.0\\.1|localhost)(:\\d+)"_s);
    static const QRegularExpression portWord(u"port \\d+"_s);
    return text.replace(port, u"\\1"_s).replace(portWord, u"port N"_s);
}

// What a portal of a hotel answers to everything.
const QByteArray portal = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Log in to use the network.</body></html>";

// The most a client may need beyond one that had a good day: the largest frame that is read, a few times over.
constexpr qint64 roomKb = 40 * 1024;

}

class TstFaultMatrix : public TestCase
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DaemonProcess> m_server;
    QUrl m_ota;
    QUrl m_websocket;
    ClientPool<FaultRun> m_pool { 10 };
    QVector<QStringList> m_rows;
    qint64 m_usualKb = 0;

    FaultRun& add(const QString& where, const QString& fault, const QUrl& url, Recovery recovery, int status)
    {
        auto run = std::make_unique<FaultRun>();
        run->where = where;
        run->fault = fault;
        run->recovery = recovery;
        run->status = status;
        run->address = { where == u"Version check"_s ? u"--ota"_s : u"--websocket"_s, url.toString() };
        m_pool.runs.push_back(std::move(run));
        return *m_pool.runs.back();
    }
    // By way of a proxy that is prepared first.
    void through(const QString& where, const QString& fault, Recovery recovery, int status, const std::function<void(FaultProxy&)>& prepare)
    {
        auto proxy = std::make_unique<FaultProxy>(where == u"Version check"_s ? m_ota : m_websocket);
        prepare(*proxy);
        add(where, fault, proxy->url(), recovery, status).peer = std::move(proxy);
    }
    void frames(const QString& fault, Recovery recovery, const QByteArray& bytes)
    {
        through(u"Conversation"_s, fault, recovery, 0, [&](FaultProxy& proxy) { proxy.sayFirst(bytes); });
    }
    void addVersionCheck();
    void addConversation();

private slots:
    void initTestCase();
    void isSurvived_data();
    void isSurvived();
    void theManualSaysWhatWasProven();
};

void TstFaultMatrix::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    m_server = std::make_unique<DaemonProcess>(QStringList { u"serve"_s, u"--data"_s, m_folder.filePath(u"server"_s), u"--bind"_s,
        u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    m_server->start();
    const QJsonObject ready = m_server->waitFor(u"ready"_s);
    m_ota = QUrl(ready["ota"_L1].toString());
    m_websocket = QUrl(ready["websocket"_L1].toString());
    QVERIFY2(m_websocket.port() > 0, m_server->errors().constData());
    through(u"Conversation"_s, u"nothing"_s, Recovery::Unharmed, 0, [](FaultProxy&) {});
    addVersionCheck();
    addConversation();
}

void TstFaultMatrix::addVersionCheck()
{
    const QString check = u"Version check"_s;
    QTcpServer closed;
    closed.listen(QHostAddress::LocalHost);
    add(check, u"connection refused"_s, QUrl(u"http://127.0.0.1:%1/xiaozhi/ota/"_s.arg(closed.serverPort())), Recovery::ByUser, 3);
    through(check, u"connection reset"_s, Recovery::ByUser, 3, [](FaultProxy& proxy) { proxy.resetNext(100); });
    through(check, u"black hole: taken, never answered"_s, Recovery::ByUser, 3, [](FaultProxy& proxy) { proxy.swallowNext(100); });
    through(check, u"slow loris: a byte a second"_s, Recovery::ByUser, 3, [](FaultProxy& proxy) { proxy.dripNext(100); });
    add(check, u"no such name"_s, QUrl(u"http://no-such-server.invalid/xiaozhi/ota/"_s), Recovery::ByUser, 3);
    auto page = std::make_unique<OtaStub>();
    page->answerOta({ .body = portal, .contentType = "text/html" });
    add(check, u"captive portal: a web page"_s, page->otaUrl(), Recovery::ByUser, 5).peer = std::move(page);
    for (const auto& [name, words] : { std::pair(u"expired"_s, u"certificate expired, nobody has signed it"_s),
             std::pair(u"wronghost"_s, u"certificate of another host, nobody has signed it"_s),
             std::pair(u"selfsigned"_s, u"certificate that nobody has signed"_s) }) {
        auto tls = std::make_unique<OtaStub>(certificate(name));
        add(check, words, tls->otaUrl(), Recovery::ByUser, 3).peer = std::move(tls);
    }
}

void TstFaultMatrix::addConversation()
{
    const QString talk = u"Conversation"_s;
    through(talk, u"connection reset, twice"_s, Recovery::ByItself, 0, [](FaultProxy& proxy) { proxy.resetNext(2); });
    through(talk, u"black hole at first"_s, Recovery::ByItself, 0, [](FaultProxy& proxy) { proxy.swallowNext(1); });
    through(talk, u"slow loris at first"_s, Recovery::ByItself, 0, [](FaultProxy& proxy) { proxy.dripNext(1); });
    add(talk, u"no such name"_s, QUrl(u"ws://no-such-server.invalid/xiaozhi/v1/"_s), Recovery::ByItself, 7).address << u"--timeout"_s
                                                                                                                    << u"4"_s;
    through(talk, u"2 s of delay, each way"_s, Recovery::Unharmed, 0, [](FaultProxy& proxy) {
        proxy.setToServer({ .delayMs = 2000 });
        proxy.setToClient({ .delayMs = 2000 });
    });
    through(talk, u"10 % of packets lost"_s, Recovery::Unharmed, 0, [](FaultProxy& proxy) {
        proxy.setToServer({ .delayMs = 20, .lossPercent = 10 });
        proxy.setToClient({ .delayMs = 20, .lossPercent = 10 });
    });
    auto page = std::make_unique<WsStub>(WsStub::Manner::Status);
    page->status = "200 OK";
    FaultRun& web = add(talk, u"captive portal: a web page"_s, page->url(), Recovery::ByItself, 7);
    web.address << u"--timeout"_s << u"4"_s;
    web.peer = std::move(page);
    frames(u"1 MB of text"_s, Recovery::Unharmed, wsFrame(1, QByteArray(1024 * 1024, 'a')));
    frames(u"11 MB in one frame"_s, Recovery::ByItself, wsFrame(2, QByteArray(11 * 1024 * 1024, 'a')));
    frames(u"10,000 unknown messages"_s, Recovery::Unharmed,
        wsFrame(1, R"({"type":"nobody knows","with":["some",{"fields":1}]})").repeated(10000));
    frames(u"invalid UTF-8"_s, Recovery::ByItself, wsFrame(1, "{\"type\":\"stt\",\"text\":\"\xc3\x28\xff\"}"));
    frames(u"JSON 100,000 levels deep"_s, Recovery::Unharmed, wsFrame(1, QByteArray(100000, '[') + QByteArray(100000, ']')));
}

void TstFaultMatrix::isSurvived_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(m_pool.runs.size()); ++i)
        QTest::newRow(qPrintable(m_pool.runs[size_t(i)]->where + u", "_s + m_pool.runs[size_t(i)]->fault)) << i;
}

void TstFaultMatrix::isSurvived()
{
    QFETCH(int, index);
    QVERIFY(m_pool.finish(size_t(index)));
    FaultRun& run = *m_pool.runs[size_t(index)];
    const int status = run.client->waitForExit(1000);
    const auto [state, message] = run.shown();
    qInfo("%s: status %d, %s, \"%s\", %lld MB", qPrintable(run.fault), status, qPrintable(run.states().join(u' ')), qPrintable(message),
        run.mostKb / 1024);
    if (index == 0)
        m_usualKb = run.mostKb;
    QVERIFY(m_usualKb > 0);
    QCOMPARE(status, run.status);
    const bool again = run.states().contains(u"reconnecting"_s);
    QCOMPARE(again, run.recovery == Recovery::ByItself);
    QCOMPARE(run.client->events(u"done"_s).value(0)["turns"_L1].toInt(), status == 0 ? 1 : 0);
    if (run.recovery != Recovery::Unharmed)
        QVERIFY(message.size() > 20);
    // A client that ends at once may be gone before it is looked at; the last function looks at all of them.
    QVERIFY2(run.mostKb < m_usualKb + roomKb, qPrintable(QString::number(run.mostKb)));
    m_rows << QStringList { run.where, run.fault, state, message.isEmpty() ? u"–"_s : settled(message),
        status == 7 ? u"keeps trying, further and further apart"_s : wordsOf(run.recovery), u"bounded"_s };
}

void TstFaultMatrix::theManualSaysWhatWasProven()
{
    if (m_rows.size() < qsizetype(m_pool.runs.size()))
        QSKIP("Only some of the faults were asked for, or some were not survived.");
    // Of every client there was, whenever it was looked at; and the server serves on.
    rusage children {};
    QCOMPARE(getrusage(RUSAGE_CHILDREN, &children), 0);
    QVERIFY2(children.ru_maxrss < m_usualKb + roomKb, qPrintable(QString::number(children.ru_maxrss)));
    QCOMPARE(m_server->process().state(), QProcess::Running);

    MarkdownTable table { .head
        = { u"Where"_s, u"What the network does"_s, u"State shown"_s, u"Message"_s, u"How it goes on"_s, u"Memory"_s } };
    table.rows = m_rows;
    const QString page
        = u"# What the network may do\n\n"
          "Written by a test (`tests/e2e/tst_faultmatrix.cpp`) from what it has just proven: the real client and our own server with a\n"
          "proxy between them that does the harm. \"Bounded\": the client never needed more than 40 MB beyond what it needs on a good\n"
          "day.\n\n"_s
        + markdown(table)
        + u"\nProven elsewhere: what is heard through jitter, stalls of 300 ms and bursts, a cut in mid answer, and a half-open\n"
          "connection (`tests/e2e/tst_networkfaults.cpp`); every answer to the upgrade, every close code, a peer that does not read, "
          "frames\n"
          "that are none (`tests/transport/tst_websockettransport.cpp`); 2 % and 10 % of lost datagrams (`tests/audio/tst_traces.cpp`).\n"_s;
    const QString trouble = pageTrouble(u"faults.md"_s, page);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

QTEST_GUILESS_MAIN(TstFaultMatrix)
#include "tst_faultmatrix.moc"
