// SPDX-License-Identifier: GPL-3.0-or-later
// Local control as another program meets it: real sockets, and at the end every answer is held against the description.
#include "control/controlrig.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSemaphore>
#include <QThread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::test;

class TstControlApi : public TestCase
{
    Q_OBJECT

private slots:
    // Who may ask
    void onlyWithTheToken_data();
    void onlyWithTheToken();
    void neverForAWebPage_data();
    void neverForAWebPage();
    void aStrangerLearnsNothing();
    void tooManyRequestsAreToldWhenToComeBack();
    void strangersDoNotUseUpWhatOthersMay();
    void onlyThisComputerIsListenedTo();
    void everyOpeningHasItsOwnToken();
    void twoClientsAreApart();
    void tooManyConnectionsAreTurnedAway();

    // What is asked
    void whatIsNoRequestForItIsSaid_data();
    void whatIsNoRequestForItIsSaid();
    void aLargeHeadIsRefused();

    // Pairing
    void pairsADevice();
    void confirmingIsFasterThanWaiting();
    void tellsWhyPairingFailed();
    void whoeverBeginsAnewIsWaitedFor();
    void aSlowServerIsNotWaitedForForever();
    void aClientThatLeavesIsNotWaitedFor();
    void withoutAServerThereIsNothingToPair();
    void confirmsOnlyWhatWasAsked();

    // The connection
    void connectsOnlyWhenPaired();
    void connectsListensAndStops();
    void aMutedMicrophoneStaysMuted();
    void connectsAnew();
    void triesAtOnceWhileWaiting();
    void figuresAreReal();
    void healthSaysWhatIsWrong();
    void withoutASessionItIsNotReady();
    void mayGoWhileTheSessionIsBusy();

    // Last: what has been said until here
    void everyAnswerIsAsDescribed();
    void theManualListsWhatIsDescribed();
};

void TstControlApi::onlyWithTheToken_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("none") << QByteArray("none");
    QTest::newRow("wrong") << QByteArray("Bearer 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    QTest::newRow("empty") << QByteArray("Bearer ");
    QTest::newRow("another scheme") << QByteArray("Basic dXNlcjpwYXNz");
}

void TstControlApi::onlyWithTheToken()
{
    QFETCH(QByteArray, token);
    ControlRig rig;
    for (const char* const path : { "/api/ws/status", "/api/ws/stats", "/api/device-bind-status", "/api/openapi.json" }) {
        const Exchange refused = rig.ask({ .method = "GET", .path = path, .token = token });
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.code(), u"token_invalid"_s);
        QCOMPARE(refused.header(u"www-authenticate"_s), u"Bearer"_s);
        QVERIFY(!refused.body.contains(rig.api.token()));
    }
    rig.pairAtOnce();
    QCOMPARE(rig.ask({ .method = "POST", .path = "/api/ws/start", .body = "{}", .token = token }).status, 401);
    QCOMPARE(rig.network.made, 0);
    // A beginning of the token is no token.
    QCOMPARE(rig.ask({ .method = "GET", .path = "/api/ws/status", .token = "Bearer " + rig.api.token().chopped(1) }).status, 401);
    QCOMPARE(rig.get("/api/ws/status").status, 200);
}

void TstControlApi::neverForAWebPage_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("name that was made to mean this computer") << QByteArray("evil.example:80") << QByteArray();
    QTest::newRow("right address, other port") << QByteArray("127.0.0.1:1") << QByteArray();
    QTest::newRow("right address, no port") << QByteArray("127.0.0.1") << QByteArray();
    QTest::newRow("origin") << QByteArray() << QByteArray("Origin: http://evil.example\r\n");
    QTest::newRow("origin null") << QByteArray() << QByteArray("Origin: null\r\n");
}

void TstControlApi::neverForAWebPage()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, more);
    ControlRig rig;
    const Exchange refused = rig.ask({ .method = "GET", .path = "/api/ws/status", .host = host, .more = more });
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.code(), u"forbidden"_s);
    const Exchange preflight = rig.ask({ .method = "OPTIONS", .path = "/api/ws/start", .host = host, .token = "none", .more = more });
    QCOMPARE(preflight.status, 403);
    for (const Exchange& answer : { refused, preflight }) {
        for (const QString& name : answer.headers.keys())
            QVERIFY2(!name.startsWith(u"access-control"_s), qPrintable(name));
    }
    // Programs may call it localhost.
    const QByteArray name = "LocalHost:" + QByteArray::number(rig.api.url().port());
    QCOMPARE(rig.ask({ .method = "GET", .path = "/api/ws/status", .host = name }).status, 200);
    const Exchange nameless = rig.ask({ .method = "GET",
        .path = "/api/ws/status",
        .raw = "GET /api/ws/status HTTP/1.0\r\nAuthorization: Bearer " + rig.api.token() + "\r\n\r\n" });
    QCOMPARE(nameless.status, 403);
}

void TstControlApi::aStrangerLearnsNothing()
{
    ControlRig rig;
    for (const char* const path : { "/api/ws/status", "/api/nothing", "/", "/admin/devices" }) {
        for (const char* const method : { "GET", "POST", "DELETE" })
            QCOMPARE(rig.ask({ .method = method, .path = path, .token = "none" }).status, 401);
    }
}

void TstControlApi::tooManyRequestsAreToldWhenToComeBack()
{
    ControlRig rig({ .rate = { .burst = 3, .perSecond = 1 } });
    for (int i = 0; i < 3; ++i)
        QCOMPARE(rig.get("/api/ws/status").status, 200);
    // A busy machine may have taken a second for those, so one more may pass, but never all of these.
    Exchange refused;
    for (int i = 0; i < 30 && refused.status != 429; ++i)
        refused = rig.get("/api/ws/status");
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.code(), u"too_many_requests"_s);
    QCOMPARE(refused.header(u"retry-after"_s), u"1"_s);
    // It was enough.
    const auto passes = [&rig] { return rig.get("/api/ws/status").status == 200; };
    bool passed = false;
    QTRY_VERIFY(passed || (passed = passes()));
}

void TstControlApi::strangersDoNotUseUpWhatOthersMay()
{
    ControlRig rig({ .rate = { .burst = 4, .perSecond = 1 } });
    int turnedAway = 0;
    for (int i = 0; i < 40; ++i)
        turnedAway += rig.ask({ .method = "GET", .path = "/api/ws/status", .token = "none" }).status == 429 ? 1 : 0;
    QVERIFY(turnedAway > 10);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(rig.get("/api/ws/status").status, 200);
}

void TstControlApi::onlyThisComputerIsListenedTo()
{
    ControlRig rig;
    QCOMPARE(rig.api.url().host(), u"127.0.0.1"_s);
    const auto port = quint16(rig.api.url().port());
    QVERIFY(port > 1023);
    // Another address of this computer's is not bound: the port is still free there.
    QTcpServer elsewhere;
    QVERIFY(elsewhere.listen(QHostAddress(u"127.0.0.2"_s), port));
}

void TstControlApi::everyOpeningHasItsOwnToken()
{
    ControlRig rig;
    const QByteArray first = rig.api.token();
    QCOMPARE(first.size(), 64);
    rig.api.close();
    QVERIFY(rig.api.token().isEmpty());
    QVERIFY(rig.api.url().isEmpty());
    QVERIFY(!QFile::exists(rig.folder.filePath(u"control.json"_s)));
    QVERIFY(rig.api.open());
    QVERIFY(rig.api.open()); // is open
    QVERIFY(rig.api.token() != first);
    QCOMPARE(rig.ask({ .method = "GET", .path = "/api/ws/status", .token = "Bearer " + first }).status, 401);
    QCOMPARE(rig.get("/api/ws/status").status, 200);
}

void TstControlApi::twoClientsAreApart()
{
    ControlRig one;
    ControlRig other;
    QVERIFY(one.api.url() != other.api.url());
    QCOMPARE(other.ask({ .method = "GET", .path = "/api/ws/status", .token = "Bearer " + one.api.token() }).status, 401);
    // A second client in the same folder gets no control, and takes none.
    control::ControlApi second(one.client(true), one.folder.path());
    const auto opened = second.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Error::Code::Unavailable);
    QVERIFY(!second.isOpen());
    second.close();
    QCOMPARE(one.get("/api/ws/status").status, 200);
    QVERIFY(QFile::exists(one.folder.filePath(u"control.json"_s)));
}

void TstControlApi::tooManyConnectionsAreTurnedAway()
{
    ControlRig rig({ .connections = 1 });
    RawClient idle(quint16(rig.api.url().port()));
    QTRY_VERIFY(idle.isConnected());
    Exchange refused;
    QTRY_VERIFY((refused = rig.get("/api/ws/status")).status == 503);
    QCOMPARE(refused.code(), u"too_many_connections"_s);
    idle.leave();
    QTRY_COMPARE(rig.get("/api/ws/status").status, 200);
}

void TstControlApi::whatIsNoRequestForItIsSaid_data()
{
    QTest::addColumn<Question>("question");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto start = [](const QByteArray& body, const QByteArray& type = "application/json") {
        return Question { .method = "POST", .path = "/api/ws/start", .body = body, .type = type };
    };
    QTest::newRow("nothing there") << Question { .method = "GET", .path = "/api/ws" } << 404 << u"not_found"_s;
    QTest::newRow("above the root") << Question { .method = "GET", .path = "/api/../api/ws/status" } << 404 << u"not_found"_s;
    QTest::newRow("get instead of post") << Question { .method = "GET", .path = "/api/ws/start" } << 405 << u"method_not_allowed"_s;
    QTest::newRow("post instead of get") << Question { .method = "POST", .path = "/api/ws/stats" } << 405 << u"method_not_allowed"_s;
    QTest::newRow("delete") << Question { .method = "DELETE", .path = "/api/device-bind" } << 405 << u"method_not_allowed"_s;
    QTest::newRow("options") << Question { .method = "OPTIONS", .path = "/api/device-bind" } << 405 << u"method_not_allowed"_s;
    QTest::newRow("too large") << start("{\"listen\":" + QByteArray(5000, ' ') + "true}") << 413 << u"too_large"_s;
    Question chunked { .method = "POST", .path = "/api/ws/stop" };
    chunked.more = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + QByteArray(5000, ' ') + "\r\n0\r\n";
    QTest::newRow("too large in pieces") << chunked << 413 << u"too_large"_s;
    QTest::newRow("a form") << start("listen=true", "application/x-www-form-urlencoded") << 415 << u"not_json"_s;
    QTest::newRow("plain text") << start("{\"listen\":true}", "text/plain") << 415 << u"not_json"_s;
    QTest::newRow("no JSON") << start("listen") << 400 << u"bad_request"_s;
    QTest::newRow("an array") << start("[true]") << 400 << u"bad_request"_s;
    QTest::newRow("deep JSON") << start(QByteArray(4000, '[')) << 400 << u"bad_request"_s;
    QTest::newRow("unknown field") << start("{\"lisen\":true}") << 400 << u"unknown_field"_s;
    QTest::newRow("field of another kind") << start("{\"listen\":\"yes\"}") << 400 << u"bad_field"_s;
    QTest::newRow("field with another word") << start("{\"listen\":true,\"mode\":\"loud\"}") << 400 << u"bad_field"_s;
    QTest::newRow("field with null") << start("{\"mode\":null}") << 400 << u"bad_field"_s;
    QTest::newRow("field where none is") << Question { .method = "POST", .path = "/api/device-bind", .body = "{\"x\":1}" } << 400
                                         << u"unknown_field"_s;
    QTest::newRow("no HTTP") << Question { .method = "GET", .path = "/api/ws/status", .raw = "\x16\x03\x01 something else" } << 400
                             << u"bad_request"_s;
}

void TstControlApi::whatIsNoRequestForItIsSaid()
{
    QFETCH(Question, question);
    QFETCH(int, status);
    QFETCH(QString, code);
    ControlRig rig;
    rig.pairAtOnce();
    const Exchange answer = rig.ask(question);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.code(), code);
    QCOMPARE(answer.header(u"allow"_s).isEmpty(), status != 405);
    QCOMPARE(rig.network.made, 0);
    QCOMPARE(rig.get("/api/ws/status").status, 200);
}

void TstControlApi::aLargeHeadIsRefused()
{
    ControlRig rig;
    const Exchange refused = rig.ask({ .method = "GET", .path = "/api/ws/status", .more = "X-Long: " + QByteArray(20000, 'x') + "\r\n" });
    QCOMPARE(refused.status, 431);
    QCOMPARE(refused.code(), u"head_too_large"_s);
}

void TstControlApi::pairsADevice()
{
    ControlRig rig;
    rig.service.offerCode(u"482913"_s, u"challenge"_s, 1000, u"https://console.example\n482913"_s);
    QCOMPARE(rig.get("/api/device-bind-status").data()["state"_L1].toString(), u"unknown"_s);

    const Exchange bound = rig.post("/api/device-bind");
    QCOMPARE(bound.status, 200);
    QCOMPARE(bound.json()["success"_L1].toBool(), true);
    QCOMPARE(bound.data()["state"_L1].toString(), u"awaitinguser"_s);
    QCOMPARE(bound.data()["code"_L1].toString(), u"482913"_s);
    QVERIFY(bound.json()["message"_L1].toString().contains(u"482913"_s));
    QVERIFY(!bound.data()["device"_L1].toString().isEmpty());

    // Asking again tells the same code and asks nobody.
    const int checks = rig.service.count("/ota/");
    QCOMPARE(rig.post("/api/device-bind", "{}").data()["code"_L1].toString(), u"482913"_s);
    QCOMPARE(rig.service.count("/ota/"), checks);
    QTRY_VERIFY(rig.get("/api/device-bind-status").data()["attempt"_L1].toInt() > 0);
    QCOMPARE(rig.get("/api/device-bind-status").data()["limit"_L1].toInt(), 20);

    rig.service.approve();
    const Exchange confirmed = rig.post("/api/device-bind-confirm");
    QCOMPARE(confirmed.status, 200);
    QCOMPARE(confirmed.data()["state"_L1].toString(), u"paired"_s);
    QVERIFY(confirmed.data()["code"_L1].toString().isEmpty());
    QCOMPARE(rig.get("/api/device-bind-status").data()["state"_L1].toString(), u"paired"_s);
    QCOMPARE(rig.post("/api/device-bind").data()["state"_L1].toString(), u"paired"_s);
    QCOMPARE(rig.post("/api/device-bind-confirm").data()["state"_L1].toString(), u"paired"_s);
}

void TstControlApi::confirmingIsFasterThanWaiting()
{
    ControlRig rig; // asks by itself every minute only
    rig.service.offerCode(u"111222"_s, {}, 1000000);
    QCOMPARE(rig.post("/api/device-bind").data()["code"_L1].toString(), u"111222"_s);
    const Exchange early = rig.post("/api/device-bind-confirm");
    QCOMPARE(early.status, 200);
    QCOMPARE(early.data()["state"_L1].toString(), u"awaitinguser"_s);
    QCOMPARE(early.data()["code"_L1].toString(), u"111222"_s);
    rig.service.answerOta({ .status = 500 });
    const Exchange broken = rig.post("/api/device-bind-confirm");
    QCOMPARE(broken.status, 502);
    QCOMPARE(broken.code(), u"pairing_failed"_s);
    rig.service.offerCode(u"333444"_s, {}, 1000000);
    QCOMPARE(rig.post("/api/device-bind").data()["code"_L1].toString(), u"333444"_s);
    rig.service.approve();
    QCOMPARE(rig.post("/api/device-bind-confirm").data()["state"_L1].toString(), u"paired"_s);
}

void TstControlApi::tellsWhyPairingFailed()
{
    ControlRig rig;
    rig.service.answerOta({ .status = 200, .body = "<html>Sign in</html>", .contentType = "text/html" });
    const Exchange refused = rig.post("/api/device-bind");
    QCOMPARE(refused.status, 502);
    QCOMPARE(refused.code(), u"pairing_failed"_s);
    QVERIFY(refused.json()["message"_L1].toString().contains(u"web page"_s));
    const QJsonObject status = rig.get("/api/device-bind-status").data();
    QCOMPARE(status["state"_L1].toString(), u"failed"_s);
    QCOMPARE(status["failure"_L1].toObject()["step"_L1].toString(), u"version_check"_s);
    QVERIFY(!status["failure"_L1].toObject()["repair"_L1].toString().isEmpty());
    QCOMPARE(rig.get("/api/ws/health").data()["healthy"_L1].toBool(), false);

    rig.service.answerOta({ 200, OtaStub::profileBody() });
    QCOMPARE(rig.post("/api/device-bind").data()["state"_L1].toString(), u"paired"_s);
    QVERIFY(rig.get("/api/device-bind-status").data()["failure"_L1].isNull());
    QCOMPARE(rig.get("/api/ws/health").data()["healthy"_L1].toBool(), true);
}

// As `mynad talk` does where no keyring is.
void TstControlApi::whoeverBeginsAnewIsWaitedFor()
{
    ControlRig rig;
    rig.service.answerOta({ .status = 500 });
    rig.afterFailure = [&rig] {
        rig.service.offerCode(u"555666"_s, {}, 1000000);
        rig.pairing.begin({ .id = u"stub"_s, .otaUrl = rig.service.otaUrl() });
    };
    const Exchange bound = rig.post("/api/device-bind");
    QCOMPARE(bound.status, 200);
    QCOMPARE(bound.data()["code"_L1].toString(), u"555666"_s);
    QVERIFY(bound.data()["failure"_L1].isNull());
}

void TstControlApi::aSlowServerIsNotWaitedForForever()
{
    ControlRig rig({ .pairing = 50ms });
    rig.service.answerOta({ .silent = true });
    const Exchange answer = rig.post("/api/device-bind");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.data()["state"_L1].toString(), u"checking"_s);
}

void TstControlApi::aClientThatLeavesIsNotWaitedFor()
{
    ControlRig rig;
    rig.service.answerOta({ .silent = true });
    {
        RawClient hasty(quint16(rig.api.url().port()));
        hasty.send(rig.bytesOf({ .method = "POST", .path = "/api/device-bind" }));
        QTRY_COMPARE(rig.pairing.state(), pairing::State::Checking);
    }
    // Closing with somebody waiting is no trouble either.
    RawClient waiting(quint16(rig.api.url().port()));
    waiting.send(rig.bytesOf({ .method = "POST", .path = "/api/device-bind" }));
    QCOMPARE(rig.get("/api/device-bind-status").data()["state"_L1].toString(), u"checking"_s);
    rig.api.close();
    QTRY_VERIFY(waiting.isClosed());
    QVERIFY(rig.api.open());
    rig.pairing.cancel();
    QCOMPARE(rig.get("/api/device-bind-status").data()["state"_L1].toString(), u"unknown"_s);
}

void TstControlApi::withoutAServerThereIsNothingToPair()
{
    ControlRig rig;
    rig.serverChosen = false;
    const Exchange refused = rig.post("/api/device-bind");
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"no_server"_s);

    ControlRig direct({}, false);
    for (const char* const path : { "/api/device-bind", "/api/device-bind-confirm" })
        QCOMPARE(direct.post(path).code(), u"no_pairing"_s);
    QCOMPARE(direct.get("/api/device-bind-status").status, 409);
    QCOMPARE(direct.get("/api/ws/status").data()["pairing"_L1].toString(), u"none"_s);
    QCOMPARE(direct.post("/api/ws/start").data()["state"_L1].toString(), u"connecting"_s);
}

void TstControlApi::confirmsOnlyWhatWasAsked()
{
    ControlRig rig;
    const Exchange refused = rig.post("/api/device-bind-confirm");
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"nothing_to_confirm"_s);
    QVERIFY(rig.service.requests().isEmpty());
}

void TstControlApi::connectsOnlyWhenPaired()
{
    ControlRig rig;
    for (const char* const path : { "/api/ws/start", "/api/ws/reconnect" }) {
        const Exchange refused = rig.post(path);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.code(), u"not_paired"_s);
    }
    QCOMPARE(rig.network.made, 0);
    QCOMPARE(rig.post("/api/ws/stop").status, 200); // there is nothing to end, and that is what was wished
}

void TstControlApi::connectsListensAndStops()
{
    ControlRig rig;
    rig.pairAtOnce();
    const Exchange started = rig.post("/api/ws/start");
    QCOMPARE(started.status, 200);
    QCOMPARE(started.data()["state"_L1].toString(), u"connecting"_s);
    QCOMPARE(started.data()["connected"_L1].toBool(), false);
    rig.greet();
    const QJsonObject status = rig.get("/api/ws/status").data();
    QCOMPARE(status["state"_L1].toString(), u"idle"_s);
    QCOMPARE(status["connected"_L1].toBool(), true);
    QCOMPARE(status["session_id"_L1].toString(), u"session-1"_s);
    QCOMPARE(status["transport"_L1].toString(), u"websocket"_s);
    QCOMPARE(status["pairing"_L1].toString(), u"paired"_s);

    const Exchange listening = rig.post("/api/ws/start", R"({"listen":true,"mode":"manual"})");
    QCOMPARE(listening.data()["state"_L1].toString(), u"listening"_s);
    const auto listen = std::get<protocol::Listen>(rig.wire().sent.last().body);
    QVERIFY(listen.mode == protocol::ListenMode::Manual);
    const Exchange released = rig.post("/api/ws/stop", R"({"keep_connection":true})");
    QCOMPARE(released.data()["connected"_L1].toBool(), true);
    QCOMPARE(released.data()["state"_L1].toString(), u"thinking"_s);
    QCOMPARE(rig.wire().closes, 0);

    const Exchange stopped = rig.post("/api/ws/stop");
    QCOMPARE(stopped.data()["connected"_L1].toBool(), false);
    QCOMPARE(stopped.data()["state"_L1].toString(), u"idle"_s);
    QVERIFY(stopped.data()["session_id"_L1].toString().isEmpty());
}

void TstControlApi::aMutedMicrophoneStaysMuted()
{
    ControlRig rig;
    rig.pairAtOnce();
    rig.muted = true;
    const Exchange refused = rig.post("/api/ws/start", R"({"listen":true})");
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"muted"_s);
    QCOMPARE(rig.network.made, 0);
    QCOMPARE(rig.get("/api/ws/status").data()["muted"_L1].toBool(), true);
    QCOMPARE(rig.post("/api/ws/start").status, 200); // connecting opens no microphone
}

void TstControlApi::connectsAnew()
{
    ControlRig rig;
    rig.pairAtOnce();
    rig.post("/api/ws/start");
    rig.greet();
    QCOMPARE(rig.network.made, 1);
    const QPointer<FakeTransport> first = rig.network.newest;
    const Exchange anew = rig.post("/api/ws/reconnect");
    QCOMPARE(anew.status, 200);
    QCOMPARE(anew.data()["state"_L1].toString(), u"connecting"_s);
    QCOMPARE(rig.network.made, 2);
    QVERIFY(!first || first->closes == 1);
    rig.greet();
    QCOMPARE(rig.get("/api/ws/status").data()["connected"_L1].toBool(), true);
}

void TstControlApi::triesAtOnceWhileWaiting()
{
    ControlRig rig;
    rig.pairAtOnce();
    rig.post("/api/ws/start");
    rig.greet();
    rig.wire().end({ .error = { Error::Code::Network, u"The wire was cut."_s } });
    const QJsonObject waiting = rig.get("/api/ws/status").data();
    QCOMPARE(waiting["state"_L1].toString(), u"reconnecting"_s);
    const QJsonObject notice = waiting["reconnect"_L1].toObject();
    QCOMPARE(notice["attempt"_L1].toInt(), 1);
    QCOMPARE(notice["limit"_L1].toInt(), 10);
    QVERIFY(notice["next_try_ms"_L1].toInt() > 30000);
    QCOMPARE(notice["reason"_L1].toString(), u"The wire was cut."_s);
    QCOMPARE(rig.get("/api/ws/health").data()["healthy"_L1].toBool(), false);
    QCOMPARE(rig.network.made, 1);

    const Exchange now = rig.post("/api/ws/reconnect");
    QCOMPARE(now.data()["state"_L1].toString(), u"connecting"_s);
    QCOMPARE(now.data()["reconnect"_L1].toObject()["next_try_ms"_L1].toInt(), 0);
    QCOMPARE(rig.network.made, 2);
    rig.greet();
    QVERIFY(rig.get("/api/ws/status").data()["reconnect"_L1].isNull());
    QCOMPARE(rig.get("/api/ws/stats").data()["reconnects"_L1].toInt(), 1);
}

void TstControlApi::figuresAreReal()
{
    ControlRig rig;
    rig.pairAtOnce();
    const QJsonObject before = rig.get("/api/ws/stats").data();
    QVERIFY(before["last_turn"_L1].isNull());
    QVERIFY(before["connected_ms"_L1].isNull());
    QVERIFY(before["round_trip_ms"_L1].isNull());
    rig.post("/api/ws/start", R"({"listen":true})");
    rig.greet();
    rig.session.sendAudio({ "sound", 0, 0 });
    rig.session.sendAudio({ "sound", 0, 0 });
    rig.wire().say(protocol::Stt { u"hello"_s });
    rig.wire().say(protocol::Speech { protocol::SpeechState::Start, {} });
    rig.wire().sendSound("answer");
    rig.wire().say(protocol::Speech { protocol::SpeechState::Stop, {} });
    rig.session.playbackDrained(rig.session.turn());
    rig.api.setSound({ .lost = 3, .late = 2, .underruns = 1 });
    const QJsonObject figures = rig.get("/api/ws/stats").data();
    const auto counters = rig.session.counters();
    QVERIFY(counters.turns == 1);
    QCOMPARE(figures["turns"_L1].toInt(), 1);
    QCOMPARE(figures["frames_sent"_L1].toInteger(), qint64(counters.link.framesSent));
    QCOMPARE(figures["frames_received"_L1].toInteger(), qint64(counters.link.framesReceived));
    QCOMPARE(figures["bytes_sent"_L1].toInteger(), qint64(counters.link.bytesSent));
    QCOMPARE(figures["frames_lost"_L1].toInt(), 3);
    QCOMPARE(figures["frames_late"_L1].toInt(), 2);
    QCOMPARE(figures["underruns"_L1].toInt(), 1);
    QVERIFY(figures["last_turn"_L1].toObject().contains("recognised"_L1));
    QVERIFY(figures["connected_ms"_L1].isDouble());
    QVERIFY(figures["uptime_ms"_L1].toInteger() >= figures["connected_ms"_L1].toInteger());
}

void TstControlApi::healthSaysWhatIsWrong()
{
    ControlRig rig;
    rig.pairAtOnce();
    QCOMPARE(rig.get("/api/ws/health").data()["healthy"_L1].toBool(), true);
    rig.api.setSound({ .inputProblem = u"There is no microphone."_s });
    const QJsonObject health = rig.get("/api/ws/health").data();
    QCOMPARE(health["healthy"_L1].toBool(), false);
    const QJsonObject microphone = health["checks"_L1].toObject()["microphone"_L1].toObject();
    QCOMPARE(microphone["ok"_L1].toBool(), false);
    QCOMPARE(microphone["text"_L1].toString(), u"There is no microphone."_s);
    QCOMPARE(health["checks"_L1].toObject()["loudspeaker"_L1].toObject()["ok"_L1].toBool(), true);
}

void TstControlApi::withoutASessionItIsNotReady()
{
    ControlRig rig;
    rig.pairAtOnce();
    rig.sessionThere = false;
    for (const char* const path : { "/api/ws/start", "/api/ws/stop", "/api/ws/reconnect" })
        QCOMPARE(rig.post(path).code(), u"not_ready"_s);
    QCOMPARE(rig.get("/api/ws/stats").status, 503);
    QCOMPARE(rig.get("/api/ws/status").status, 200);
    QCOMPARE(rig.get("/api/ws/health").status, 200);
}

void TstControlApi::mayGoWhileTheSessionIsBusy()
{
    QThread network;
    network.start();
    FakeNetwork wires;
    auto* session = new session::VoiceSession(wires.factory(), {});
    session->moveToThread(&network);
    connect(&network, &QThread::finished, session, &QObject::deleteLater);
    // The session's thread is held up while its answer is asked for and the interface goes.
    QSemaphore asked;
    QSemaphore gone;
    QMetaObject::invokeMethod(session, [&] {
        asked.release();
        gone.acquire();
    });
    asked.acquire();
    QTemporaryDir folder;
    control::ControlledClient client;
    client.session = [session] { return session; };
    auto api = std::make_unique<control::ControlApi>(client, folder.path());
    api->follow(session);
    QVERIFY(api->open());
    RawClient program(quint16(api->url().port()));
    for (const char* const path : { "GET /api/ws/stats", "POST /api/ws/stop" }) {
        program.send(QByteArray(path) + " HTTP/1.1\r\nHost: " + api->url().authority().toLatin1() + "\r\nAuthorization: Bearer "
            + api->token() + "\r\n\r\n");
    }
    RawClient other(quint16(api->url().port()));
    other.send("GET /api/ws/status HTTP/1.1\r\nHost: " + api->url().authority().toLatin1() + "\r\nAuthorization: Bearer " + api->token()
        + "\r\n\r\n");
    QTRY_COMPARE(other.status(), 200); // the interface itself is not held up
    QCOMPARE(program.answers(), 0);
    api.reset();
    QTRY_VERIFY(program.isClosed());
    gone.release();
    bool passed = false;
    QMetaObject::invokeMethod(session, [this, &passed] { QMetaObject::invokeMethod(this, [&passed] { passed = true; }); });
    QTRY_VERIFY(passed);
    network.quit();
    QVERIFY(network.wait());
}

void TstControlApi::everyAnswerIsAsDescribed()
{
    ControlRig rig;
    const Exchange description = rig.get("/api/openapi.json");
    QCOMPARE(description.status, 200);
    QCOMPARE(description.header(u"content-type"_s), u"application/json"_s);
    QFile source(QStringLiteral(MYNA_SOURCE_DIR "/resources/openapi/control.json"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(description.body, source.readAll());

    const auto keep = [&rig](const QString& name, const QByteArray& content) {
        QFile file(rig.folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    };
    QProcess check;
    check.start(u"python3"_s,
        { QStringLiteral(MYNA_SOURCE_DIR "/tests/control/openapi_check.py"), keep(u"description.json"_s, description.body),
            keep(u"transcript.json"_s, QJsonDocument(transcript()).toJson()) });
    QVERIFY2(check.waitForFinished(60000), "python3 is missing");
    QVERIFY2(check.exitCode() == 0, (check.readAllStandardOutput() + check.readAllStandardError()).constData());
}

void TstControlApi::theManualListsWhatIsDescribed()
{
    const auto read = [](const QString& name) {
        QFile file(QStringLiteral(MYNA_SOURCE_DIR "/resources/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QJsonObject description = QJsonDocument::fromJson(read(u"openapi/control.json"_s)).object();
    const QString manual = QString::fromUtf8(read(u"manual/control.md"_s));
    QStringList requests;
    const QJsonObject paths = description["paths"_L1].toObject();
    for (const QString& path : paths.keys()) {
        for (const QString& method : paths[path].toObject().keys())
            requests << u"`%1 %2`"_s.arg(method.toUpper(), path);
    }
    static const QRegularExpression row(u"^\\| (`(?:GET|POST) /api/[^`]*`) \\|"_s, QRegularExpression::MultilineOption);
    QStringList listed;
    for (auto it = row.globalMatch(manual); it.hasNext();)
        listed << it.next().captured(1);
    requests.sort();
    listed.sort();
    QCOMPARE(listed, requests);
    const QJsonArray codes = description["components"_L1]["schemas"_L1]["Error"_L1]["properties"_L1]["error_code"_L1]["enum"_L1].toArray();
    QVERIFY(codes.size() > 10);
    for (const QJsonValue& code : codes)
        QVERIFY2(manual.contains(u"`%1`"_s.arg(code.toString())), qPrintable(code.toString()));
}

QTEST_GUILESS_MAIN(TstControlApi)
#include "tst_controlapi.moc"
