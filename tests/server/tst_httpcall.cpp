// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/enginenetwork.h"
#include "server/engines/net/httpcall.h"
#include "server/engines/net/servicesocket.h"
#include "server/toolbox/endpointline.h"
#include "support/apis/apistub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QSemaphore>
#include <QTcpServer>
#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using namespace std::chrono_literals;

namespace {

const QByteArray secret = "sk-very-secret-0123456789";

// One call and what it told.
struct Asked
{
    Asked(EngineNetwork& network, const QUrl& url, HttpTiming timing = {}, qint64 maxAnswer = 1024 * 1024)
    {
        HttpQuestion question;
        question.url = url;
        question.body = R"({"question":"secret words"})";
        question.headers = { { "Authorization", "Bearer " + secret } };
        question.timing = timing;
        question.maxAnswer = maxAnswer;
        call = std::make_unique<HttpCall>(network, question);
        QObject::connect(call.get(), &HttpCall::answered, call.get(), [this](const QByteArray& t) { type = t; });
        QObject::connect(call.get(), &HttpCall::received, call.get(), [this](const QByteArray& bytes) { body += bytes; });
        QObject::connect(call.get(), &HttpCall::finished, call.get(), [this] { ++ends; });
        QObject::connect(call.get(), &HttpCall::failed, call.get(), [this](const HttpFailure& f) {
            ++ends;
            failure = f;
        });
    }
    std::unique_ptr<HttpCall> call;
    QByteArray type;
    QByteArray body;
    int ends = 0;
    std::optional<HttpFailure> failure;
};

ApiStub::Answer words(const QList<QByteArray>& pieces)
{
    return { 200, "text/plain; charset=utf-8", {}, pieces };
}

}

Q_DECLARE_METATYPE(myna::Error::Code)

class TstHttpCall : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void asksAndIsAnswered()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) { return words({ "one ", "two ", "three" }); });
        EngineNetwork network;
        Asked asked(network, stub.url(u"/v1/x?y=1"_s));
        QCOMPARE(asked.ends, 0); // nothing from inside the constructor
        QTRY_COMPARE(asked.ends, 1);
        QVERIFY(!asked.failure);
        QCOMPARE(asked.body, "one two three");
        QCOMPARE(asked.type, "text/plain");
        const ApiStub::Request& request = stub.requests().first();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.path, "/v1/x?y=1");
        QCOMPARE(request.headers.value("content-type"), "application/json");
        QCOMPARE(request.headers.value("authorization"), "Bearer " + secret);
        QCOMPARE(request.body, R"({"question":"secret words"})");
    }

    void readsByteByByteAndPacked()
    {
        QByteArray text;
        for (int i = 0; i < 200; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        ApiStub stub;
        EngineNetwork network;
        stub.onRequest([&](const ApiStub::Request& request) {
            ApiStub::Answer answer = words(ApiStub::byteByByte(text));
            if (request.path == "/packed") {
                answer.pieces = ApiStub::byteByByte(ApiStub::gzipped(text));
                answer.headers = { { "Content-Encoding", "gzip" } };
            }
            return answer;
        });
        for (const QString& path : { u"/plain"_s, u"/packed"_s }) {
            Asked asked(network, stub.url(path));
            QTRY_COMPARE(asked.ends, 1);
            QVERIFY(!asked.failure);
            QCOMPARE(asked.body, text);
        }
    }

    void saysWhatWentWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Error::Code>("code");
        QTest::addColumn<QString>("part");
        QTest::newRow("302") << 302 << Error::Code::Refused << u"sends on"_s;
        QTest::newRow("400") << 400 << Error::Code::Invalid << u"(400)"_s;
        QTest::newRow("401") << 401 << Error::Code::Refused << u"api_key"_s;
        QTest::newRow("402") << 402 << Error::Code::Refused << u"credit"_s;
        QTest::newRow("403") << 403 << Error::Code::Refused << u"api_key"_s;
        QTest::newRow("404") << 404 << Error::Code::NotFound << u"model_name"_s;
        QTest::newRow("429") << 429 << Error::Code::Unavailable << u"enough"_s;
        QTest::newRow("500") << 500 << Error::Code::Unavailable << u"(500)"_s;
        QTest::newRow("503") << 503 << Error::Code::Unavailable << u"(503)"_s;
    }

    // With the key and the question in the answer, as services like to do.
    void saysWhatWentWrong()
    {
        QFETCH(int, status);
        QFETCH(Error::Code, code);
        QFETCH(QString, part);
        ApiStub stub;
        stub.onRequest([&](const ApiStub::Request& request) {
            return ApiStub::Answer { status, "application/json",
                { { "Location", "/elsewhere" }, { "WWW-Authenticate", "Basic realm=\"x\"" } },
                { R"({"error":{"message":")" + request.headers.value("authorization") + request.body.toBase64()
                    + R"(","code":"some_word","type":"other_word"}})" } };
        });
        EngineNetwork network;
        Asked asked(network, stub.url());
        QTRY_COMPARE(asked.ends, 1);
        QVERIFY(asked.failure);
        QCOMPARE(asked.failure->status, status);
        QCOMPARE(asked.failure->error.code, code);
        const QString text = asked.failure->error.text;
        QVERIFY2(text.contains(part) && text.contains("127.0.0.1"_L1) && text.contains("some_word"_L1), qPrintable(text));
        QVERIFY2(!text.contains(QString::fromLatin1(secret)) && !text.contains(u"secret"_s), qPrintable(text));
        QVERIFY(!asked.failure->retryAfter);
        QVERIFY(asked.body.isEmpty());
        QCOMPARE(stub.requests().size(), 1); // nothing is followed, nothing is tried again
    }

    void repeatsMachineWordsOnly()
    {
        QCOMPARE(machineWord(R"({"error":{"code":"model_not_found"}})"), u"model_not_found"_s);
        QCOMPARE(machineWord(R"({"error":{"code":null,"type":"insufficient_quota"}})"), u"insufficient_quota"_s);
        QCOMPARE(machineWord(R"({"code":"rate_limited"})"), u"rate_limited"_s);
        QCOMPARE(machineWord(R"({"error":{"code":"sk-0123456789"}})"), QString());
        QCOMPARE(machineWord(R"({"error":{"code":"two words"}})"), QString());
        QCOMPARE(machineWord(R"({"error":"the model does not exist"})"), QString());
        QCOMPARE(machineWord("<html>"), QString());
    }

    void keepsHowLongToWait()
    {
        const QDateTime now(QDate(2026, 11, 21), QTime(9, 0), Qt::UTC);
        const auto wait = [&](const QByteArray& name, const QByteArray& value) { return retryAfter({ { name, value } }, now); };
        QCOMPARE(wait("retry-after", "7"), std::optional(7000ms));
        QCOMPARE(wait("retry-after", "0.5"), std::optional(500ms));
        QCOMPARE(wait("retry-after-ms", "250"), std::optional(250ms));
        QCOMPARE(wait("retry-after", "Sat, 21 Nov 2026 09:01:30 GMT"), std::optional(90000ms));
        QCOMPARE(wait("retry-after", "Sat, 21 Nov 2026 08:00:00 GMT"), std::optional(0ms));
        QCOMPARE(wait("retry-after", "999999"), std::optional<std::chrono::milliseconds>(1h));
        QVERIFY(!wait("retry-after", "-3"));
        QVERIFY(!wait("retry-after", "nan"));
        QVERIFY(!wait("retry-after", "soon"));

        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) { return ApiStub::Answer { 429, "text/plain", { { "Retry-After", "12" } } }; });
        EngineNetwork network;
        Asked asked(network, stub.url());
        QTRY_COMPARE(asked.ends, 1);
        QCOMPARE(asked.failure->retryAfter, std::optional(12000ms));
    }

    void givesUpInTime_data()
    {
        QTest::addColumn<int>("phase");
        QTest::newRow("no head") << 0;
        QTest::newRow("no next piece") << 1;
        QTest::newRow("no end") << 2;
    }

    void givesUpInTime()
    {
        QFETCH(int, phase);
        ApiStub stub;
        stub.onRequest([&](const ApiStub::Request&) {
            ApiStub::Answer answer = words({ "x" });
            answer.silent = phase == 0;
            answer.end = phase == 1 ? ApiStub::End::Held : ApiStub::End::Endless;
            return answer;
        });
        const HttpTiming timing { phase == 0 ? 50ms : 60s, phase == 1 ? 500ms : 60s, phase == 2 ? 1500ms : 60s }; // the head comes before
        EngineNetwork network;
        Asked asked(network, stub.url(), timing, 1024LL * 1024 * 1024);
        QTRY_COMPARE(asked.ends, 1);
        QVERIFY(asked.failure);
        QCOMPARE(asked.failure->error.code, Error::Code::Timeout);
        QCOMPARE(asked.body.isEmpty(), phase == 0);
        QTRY_COMPARE(stub.openSockets(), 0);
    }

    void givesUpEndlessAnswers()
    {
        ApiStub stub;
        int status = 200;
        stub.onRequest([&](const ApiStub::Request&) {
            return ApiStub::Answer { status, "text/plain", {}, { QByteArray(50000, 'x') }, ApiStub::End::Endless };
        });
        EngineNetwork network;
        Asked good(network, stub.url());
        QTRY_COMPARE(good.ends, 1);
        QCOMPARE(good.failure->error.code, Error::Code::Protocol);
        QVERIFY(good.body.size() <= 1024 * 1024);
        status = 500;
        Asked bad(network, stub.url());
        QTRY_COMPARE(bad.ends, 1);
        QCOMPARE(bad.failure->error.code, Error::Code::Unavailable);
        QTRY_COMPARE(stub.openSockets(), 0);
    }

    void noticesCuts()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) { return ApiStub::Answer { 200, "text/plain", {}, { "half" }, ApiStub::End::Cut }; });
        EngineNetwork network;
        Asked asked(network, stub.url());
        QTRY_COMPARE(asked.ends, 1);
        QVERIFY(asked.failure);
        QCOMPARE(asked.failure->error.code, Error::Code::Network);
        QCOMPARE(asked.body, "half");
    }

    void noticesBrokenPacking()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) {
            return ApiStub::Answer { 200, "text/plain", { { "Content-Encoding", "gzip" } }, { "this is not gzip" } };
        });
        EngineNetwork network;
        Asked asked(network, stub.url());
        QTRY_COMPARE(asked.ends, 1);
        QVERIFY(asked.failure);
    }

    void saysWhereNobodyIs()
    {
        EngineNetwork network;
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QUrl url(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
        server.close();
        Asked asked(network, url);
        QTRY_COMPARE(asked.ends, 1);
        QCOMPARE(asked.failure->error.code, Error::Code::Network);
        QVERIFY(asked.failure->error.text.contains(u"Nothing answers"_s));
    }

    void believesNoStranger_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        for (const char* name : { "selfsigned", "expired", "wronghost" })
            QTest::newRow(name) << QByteArray(name);
    }

    void believesNoStranger()
    {
        QFETCH(QByteArray, certificate);
        ApiStub stub(tlsOf(certificate));
        stub.onRequest([](const ApiStub::Request&) { return words({ "x" }); });
        EngineNetwork network;
        Asked asked(network, stub.url());
        QTRY_COMPARE(asked.ends, 1);
        QVERIFY(asked.failure);
        QVERIFY(asked.failure->error.text.contains(u"certificate"_s));
        QVERIFY(stub.requests().isEmpty());
    }

    void deletingEndsTheConnection_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("at once") << 0;
        QTest::newRow("asked") << 1;
        QTest::newRow("in the middle") << 2;
        QTest::newRow("from within") << 3;
    }

    void deletingEndsTheConnection()
    {
        QFETCH(int, stage);
        ApiStub stub;
        stub.onRequest([&](const ApiStub::Request&) {
            ApiStub::Answer answer = words({ "x" });
            answer.silent = stage < 2;
            answer.end = ApiStub::End::Endless;
            return answer;
        });
        EngineNetwork network;
        Asked asked(network, stub.url());
        if (stage == 1)
            QTRY_COMPARE(stub.requests().size(), 1);
        if (stage == 2)
            QTRY_VERIFY(!asked.body.isEmpty());
        if (stage == 3) {
            connect(asked.call.get(), &HttpCall::received, this, [&] { asked.call.reset(); });
            QTRY_VERIFY(!asked.call);
        }
        asked.call.reset();
        QTRY_COMPARE(stub.openSockets(), 0);
        QCOMPARE(asked.ends, 0);
        if (stage == 0)
            QCOMPARE(stub.requests().size(), 0);
    }

    void manyGoAtOnceAndKeepTheirConnections()
    {
        constexpr int many = 40;
        ApiStub stub;
        bool held = true;
        stub.onRequest([&](const ApiStub::Request&) {
            ApiStub::Answer answer = words({ "x" });
            answer.end = held ? ApiStub::End::Held : ApiStub::End::Proper;
            return answer;
        });
        EngineNetwork network;
        std::vector<std::unique_ptr<Asked>> asked;
        asked.reserve(many);
        for (int i = 0; i < many; ++i)
            asked.push_back(std::make_unique<Asked>(network, stub.url()));
        QTRY_COMPARE(stub.requests().size(), many); // none waits for another one's end
        asked.clear();
        QTRY_COMPARE(stub.openSockets(), 0);

        held = false;
        for (int i = 0; i < 5; ++i) {
            Asked one(network, stub.url());
            QTRY_COMPARE(one.ends, 1);
            QVERIFY(!one.failure);
        }
        QCOMPARE(stub.acceptedSockets(), many + 1); // one connection for all five
        QCOMPARE(network.threads(), 1);
    }

    void anAnswerMayEndByItself()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) { return words({ "all", " that", " was", " wanted" }); });
        EngineNetwork network;
        for (int i = 0; i < 5; ++i) {
            Asked one(network, stub.url());
            connect(one.call.get(), &HttpCall::received, this, [&] {
                if (one.call)
                    HttpCall::letEnd(std::move(one.call));
            });
            QTRY_VERIFY(!one.call);
        }
        QTRY_COMPARE(stub.requests().size(), 5);
        QVERIFY(stub.acceptedSockets() < 5); // unlike deleting
    }

    void keepsNoCookies()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) {
            return ApiStub::Answer { 200, "text/plain", { { "Set-Cookie", "who=me" } }, { "x" } };
        });
        EngineNetwork network;
        for (int i = 0; i < 2; ++i) {
            Asked asked(network, stub.url());
            QTRY_COMPARE(asked.ends, 1);
        }
        QVERIFY(!stub.requests().last().headers.contains("cookie"));
    }

    void everyThreadHasItsPartAndEndsIt()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) { return words({ "x" }); });
        EngineNetwork network;
        std::vector<std::unique_ptr<QThread>> threads;
        QObject here;
        int answered = 0;
        for (int i = 0; i < 3; ++i) {
            threads.push_back(std::make_unique<QThread>());
            auto* worker = new QObject; // goes with its thread
            worker->moveToThread(threads.back().get());
            connect(threads.back().get(), &QThread::finished, worker, &QObject::deleteLater);
            threads.back()->start();
            QMetaObject::invokeMethod(worker, [&, worker] {
                HttpQuestion question;
                question.url = stub.url();
                auto* call = new HttpCall(network, question, worker);
                connect(call, &HttpCall::finished, &here, [&] { ++answered; });
            });
        }
        QTRY_COMPARE(answered, 3);
        QCOMPARE(network.threads(), 3);
        for (const auto& thread : threads) {
            thread->quit();
            QVERIFY(thread->wait(20000));
        }
        QCOMPARE(network.threads(), 0);
        QTRY_COMPARE(stub.openSockets(), 0);
    }

    void mayGoBeforeItsThreads()
    {
        ApiStub stub;
        stub.onRequest([](const ApiStub::Request&) { return ApiStub::Answer { 200, "text/plain", {}, { "x" }, ApiStub::End::Held }; });
        auto network = std::make_unique<EngineNetwork>();
        Asked here(*network, stub.url());
        QThread thread;
        QObject worker;
        worker.moveToThread(&thread);
        thread.start();
        std::unique_ptr<HttpCall> call;
        QSemaphore done;
        QMetaObject::invokeMethod(&worker, [&] {
            HttpQuestion question;
            question.url = stub.url();
            call = std::make_unique<HttpCall>(*network, question);
        });
        QTRY_COMPARE(stub.requests().size(), 2);
        QMetaObject::invokeMethod(&worker, [&] {
            call.reset();
            done.release();
        });
        QVERIFY(done.tryAcquire(1, 20000));
        here.call.reset();
        network.reset();
        thread.quit();
        QVERIFY(thread.wait(20000));
        QTRY_COMPARE(stub.openSockets(), 0);
    }

    void aServiceThatTakesNothingIsLeft()
    {
        QTcpServer silent; // takes the connection and never says a word: everything waits
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        EngineNetwork network;
        SocketQuestion question { .url = QUrl(u"ws://127.0.0.1:%1/"_s.arg(silent.serverPort())) };
        question.maxUnsent = 1000;
        ServiceSocket socket(network, question);
        QVector<HttpFailure> failures;
        connect(&socket, &ServiceSocket::failed, this, [&](const HttpFailure& failure) { failures.append(failure); });
        for (int i = 0; i < 10; ++i)
            socket.sendText(QByteArray(100, 'a'));
        QCoreApplication::sendPostedEvents(); // a thousand bytes may wait
        QVERIFY(failures.isEmpty());
        for (int i = 0; i < 1000; ++i)
            socket.sendText("b");
        QVERIFY(failures.isEmpty()); // nothing from inside send()
        QTRY_COMPARE(failures.size(), 1);
        QCOMPARE(failures[0].error.code, Error::Code::Network);
        QCOMPARE(failures[0].error.text, u"127.0.0.1 does not take what is sent to it."_s);
    }

    void anEndpointThatTakesNothingIsLeftWithAReason()
    {
        QWebSocketServer peer(u"endpoint"_s, QWebSocketServer::NonSecureMode);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        EngineNetwork network;
        EndpointLine line(network, peer.serverUrl());
        QStringList reasons;
        connect(&line, &McpLine::closed, this, [&](const QString& reason) { reasons.append(reason); });
        QVERIFY(line.open());
        std::unique_ptr<QWebSocket> other;
        QTRY_VERIFY(peer.hasPendingConnections());
        other.reset(peer.nextPendingConnection());
        // More than the wire takes at once, in answers as a peer that only asks would get.
        const QJsonObject answer { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, 1 }, { u"result"_s, QString(1000 * 1000, u'x') } };
        for (int i = 0; i < 10; ++i)
            line.send(answer);
        QTRY_COMPARE(reasons.size(), 1);
        QVERIFY2(reasons[0].contains(u"does not take"_s), qPrintable(reasons[0]));
    }
};

QTEST_GUILESS_MAIN(TstHttpCall)
#include "tst_httpcall.moc"
