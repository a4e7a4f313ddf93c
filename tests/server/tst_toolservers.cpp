// SPDX-License-Identifier: GPL-3.0-or-later
// Tools of others: how they are set up, and real programs, services and endpoints that do what they may do right and wrong.
#include "server/config/configkeys.h"
#include "server/config/configloader.h"
#include "server/engines/net/enginenetwork.h"
#include "server/toolbox/endpointline.h"
#include "server/toolbox/providerspecs.h"
#include "support/apis/apistub.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;
using myna::test::ApiStub;
using State = ToolProvider::State;

namespace {

const QString odd = QStringLiteral(MYNA_SOURCE_DIR "/tests/data/plugins/odd.py");
const QString secret = u"hush-hush-4711"_s;

LoadedConfig readJson(const QByteArray& json)
{
    const auto environment
        = [](const QString& name) -> std::optional<QString> { return name == u"HA_TOKEN" ? std::optional(secret) : std::nullopt; };
    return readConfig({ { u"/data/.mcp_server_settings.json"_s, json } }, {}, {}, environment);
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject answer(const QJsonValue& id, const QJsonObject& result)
{
    return { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id }, { u"result"_s, result } };
}

QJsonObject words(const QString& text)
{
    return { { u"content"_s, QJsonArray { QJsonObject { { u"type"_s, u"text"_s }, { u"text"_s, text } } } } };
}

QJsonObject toolNames(const QStringList& names)
{
    QJsonArray tools;
    for (const QString& name : names)
        tools.append(QJsonObject { { u"name"_s, name }, { u"inputSchema"_s, QJsonObject { { u"type"_s, u"object"_s } } } });
    return { { u"tools"_s, tools } };
}

QByteArray sseEvent(const QJsonObject& message)
{
    return "event: message\ndata: " + compact(message) + "\n\n";
}

// A service with tools, over streamable HTTP.
struct Service
{
    Service()
    {
        http.onRequest([this](const ApiStub::Request& request) { return judge(request); });
    }

    ApiStub::Answer judge(const ApiStub::Request& request)
    {
        if (request.method == "GET")
            return { .status = 405 };
        if (request.method == "DELETE") {
            ended.append(request.headers["mcp-session-id"]);
            return { .status = 204 };
        }
        const QJsonObject message = request.json();
        const QString method = message["method"_L1].toString();
        if (method == u"initialize")
            return { .headers = { { "Mcp-Session-Id", session } },
                .pieces = { compact(answer(message["id"_L1], { { u"protocolVersion"_s, u"2025-03-26"_s } })) } };
        if (request.headers["mcp-session-id"] != session)
            return { .status = 404 };
        if (!message.contains("id"_L1))
            return { .status = 202 };
        if (method == u"tools/list")
            return { .pieces = { compact(answer(message["id"_L1], toolNames({ u"echo"_s, u"stream"_s }))) } };
        return onCall(message);
    }

    ApiStub http;
    QByteArray session = "first";
    QByteArrayList ended;
    std::function<ApiStub::Answer(const QJsonObject& message)> onCall
        = [](const QJsonObject& message) { return ApiStub::Answer { .pieces = { compact(answer(message["id"_L1], words(u"heard"_s))) } }; };
};

// One provider on this thread, ended before it goes.
struct Run
{
    explicit Run(const McpServerSpec& server, ProviderTiming timing = {})
        : network(std::make_shared<EngineNetwork>(protocol::ProxyChoice { protocol::ProxyKind::None }))
        , provider(outsideProvider(server, network), quick(timing))
    {
        QObject::connect(&provider, &ToolProvider::failed, &provider, [this](const QString& text) { failures.append(text); });
        QObject::connect(&provider, &ToolProvider::changed, &provider, [this] { starts += provider.state() == State::Starting; });
    }
    ~Run() { stop(); }
    static ProviderTiming quick(ProviderTiming timing)
    {
        timing.backoff = 5ms;
        timing.rest = 100ms;
        return timing;
    }
    void stop()
    {
        if (provider.state() == State::Stopped)
            return;
        QSignalSpy stopped(&provider, &ToolProvider::stopped);
        provider.stop();
        if (stopped.isEmpty())
            stopped.wait(test::patienceMs);
    }
    bool isReady()
    {
        provider.start();
        return test::becomesTrue([this] { return provider.state() == State::Ready; });
    }
    void call(const QString& tool, const QJsonObject& arguments = {})
    {
        provider.call(tool, arguments, [this](const Result<QString>& result) { results.append(result); });
    }
    [[nodiscard]] QString text(qsizetype index = 0) const
    {
        const Result<QString> result = results.value(index, QString());
        return result ? *result : result.error().text;
    }

    std::shared_ptr<EngineNetwork> network;
    ToolProvider provider;
    QStringList failures;
    QVector<Result<QString>> results;
    int starts = 0;
};

McpServerSpec service(const QUrl& url, McpTransport transport = McpTransport::Streamable)
{
    return { .name = u"Home"_s, .transport = transport, .url = url, .headers = { { u"Authorization"_s, u"Bearer "_s + secret } } };
}

McpServerSpec program(const QStringList& arguments = {})
{
    return { .name = u"Odd"_s, .program = odd, .arguments = arguments };
}

}

class TstToolServers : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void understandsWhatPeopleHave();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void tellsNoSecrets();
    void aServiceIsUsed();
    void aServiceThatForgotUsIsGreetedAnew();
    void aServiceThatForgetsAlwaysIsNotAskedForEver();
    void aServiceOfTheFormerWayIsAskedThatWay();
    void badAnswersHurtNobodyElse_data();
    void badAnswersHurtNobodyElse();
    void whoNeverAnswersIsBegunAnew();
    void aServiceThatIsNotThereRests();
    void aProgramIsTrustedButKnowsNoSecrets();
    void aProgramThatIsNotThereIsSaid();
    void programsThatMeanNoGood_data();
    void programsThatMeanNoGood();
    void theEndpointBringsWhatIsBehindIt();
};

void TstToolServers::understandsWhatPeopleHave()
{
    const LoadedConfig loaded = readJson(R"({
	"des": ["the words of the sample"],
	"mcpServers": {
		"Home Assistant": { "command": "mcp-proxy", "args": ["http://ha.lan/mcp_server/sse"], "env": { "API_ACCESS_TOKEN": "${HA_TOKEN}" } },
		"map": { "url": "https://mcp.example/sse?key=${HA_TOKEN}", "API_ACCESS_TOKEN": "${HA_TOKEN}" },
		"new": { "url": "http://127.0.0.1:9000/mcp", "type": "streamableHttp", "headers": { "X-Key": "a" }, "timeout": 12 },
		"old": { "url": "http://127.0.0.1:9000/sse", "transport": "sse", "disabled": true, "autoApprove": [] },
		"sample": { "command": "npx", "args": ["-y", "thing"], "env": { "TOKEN": "YOUR_API_ACCESS_TOKEN" } }
	}
})");
    QVERIFY2(!hasErrors(loaded.findings), qPrintable(loaded.findings.isEmpty() ? QString() : sentence(loaded.findings.first())));
    const auto& servers = loaded.options.config.mcpServers;
    QCOMPARE(servers.size(), 5);
    QCOMPARE(servers[0].transport, McpTransport::Stdio);
    QCOMPARE(servers[0].environment.value(0).second, secret);
    QCOMPARE(servers[1].transport, McpTransport::Any);
    QCOMPARE(servers[1].headers.value(0), std::pair(u"Authorization"_s, u"Bearer "_s + secret));
    QCOMPARE(servers[2].transport, McpTransport::Streamable);
    QCOMPARE(servers[2].timeLimit, 12s);
    QCOMPARE(servers[3].transport, McpTransport::Sse);
    QVERIFY(servers[0].enabled && !servers[3].enabled && !servers[4].enabled); // off, and left as it is in the example
    QCOMPARE(providersOf(loaded.options.config).size(), 3);
    QCOMPARE(loaded.warnings.size(), 1);
    QVERIFY2(loaded.warnings[0].contains(u"mcpServers.sample"), qPrintable(loaded.warnings[0]));
    // The same section in our own configuration, and the endpoint.
    const LoadedConfig own = readConfig(
        { { u"a.yaml"_s, "mcpServers:\n  lamp: {command: lamp-mcp}\nmcp_endpoint: ws://h:8004/mcp_endpoint/mcp/?token=${T}\n" } }, {}, {},
        [](const QString&) { return std::optional(secret); });
    QVERIFY(own.findings.isEmpty());
    QCOMPARE(own.options.config.mcpServers.size(), 1);
    QCOMPARE(providersOf(own.options.config).last().kind, ProviderKind::Endpoint);
    QCOMPARE(callUrl(QUrl(own.options.config.mcpEndpoint)), QUrl(u"ws://h:8004/mcp_endpoint/call/?token="_s + secret));
}

void TstToolServers::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("words");
    QTest::newRow("neither") << QByteArray("{}") << u"mcpServers.x"_s << u"needs either command"_s;
    QTest::newRow("both") << QByteArray(R"({"command": "a", "url": "http://b/mcp"})") << u"mcpServers.x"_s << u"needs either command"_s;
    QTest::newRow("a text") << QByteArray("\"npx\"") << u"mcpServers.x"_s << u"must be a section"_s;
    QTest::newRow("no address") << QByteArray(R"({"url": "ftp://b/mcp"})") << u"mcpServers.x.url"_s << u"http"_s;
    QTest::newRow("no such way") << QByteArray(R"({"url": "http://b/mcp", "type": "pigeon"})") << u"mcpServers.x.type"_s << u"stdio"_s;
    QTest::newRow("another's way") << QByteArray(R"({"command": "b", "transport": "sse"})") << u"mcpServers.x.transport"_s << u"not fit"_s;
    QTest::newRow("env is a list") << QByteArray(R"({"command": "b", "env": ["A=1"]})") << u"mcpServers.x.env"_s << u"names"_s;
    QTest::newRow("no variable") << QByteArray(R"({"command": "b", "env": {"A": "${NOT_SET}"}})") << u"mcpServers.x.env.A"_s
                                 << u"NOT_SET"_s;
    QTest::newRow("a line in a header") << QByteArray(R"({"url": "http://b", "headers": {"A": "1\r\nB: 2"}})") << u"mcpServers.x.headers"_s
                                        << u"header"_s;
    QTest::newRow("too patient") << QByteArray(R"({"command": "b", "timeout": 4000})") << u"mcpServers.x.timeout"_s << u"300"_s;
    QTest::newRow("no JSON") << QByteArray("{") << QString() << QString();
}

void TstToolServers::saysWhatIsWrong()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, key);
    QFETCH(QString, words);
    const LoadedConfig loaded = readJson("{\n\"mcpServers\": {\n\"x\": " + entry + "\n}}");
    const ConfigFinding* const wrong = firstError(loaded.findings);
    QVERIFY(wrong);
    QVERIFY2(wrong->key == key && wrong->text.contains(words), qPrintable(wrong->key + u' ' + sentence(*wrong)));
    QVERIFY2(wrong->line >= 3 && wrong->file.endsWith(u".mcp_server_settings.json"), qPrintable(sentence(*wrong)));
}

void TstToolServers::tellsNoSecrets()
{
    ServerOptions options;
    options.config.mcpServers = { service(QUrl(u"https://user:%1@h/mcp?key=%1"_s.arg(secret))),
        { .name = u"p"_s,
            .program = u"p"_s,
            .arguments = { u"--token"_s, secret, u"--api-key="_s + secret },
            .environment = { { u"PAT"_s, secret } } } };
    options.config.mcpEndpoint = u"ws://h/mcp/?token="_s + secret;
    const QString told = QString::fromUtf8(compact(effectiveConfig(options)));
    QVERIFY2(!told.contains(secret), qPrintable(told));
    QVERIFY(told.contains(u"--token"_s) && told.contains(u"PAT"_s));
    // And yet it is noticed when one changes.
    ServerOptions other = options;
    QCOMPARE(changedKeys(options, other), QStringList());
    other.config.mcpServers[1].environment[0].second = u"another"_s;
    QCOMPARE(changedKeys(options, other), QStringList { u"mcpServers"_s });
}

void TstToolServers::aServiceIsUsed()
{
    Service home;
    Run run(service(home.http.url(u"/mcp"_s)));
    home.onCall = [](const QJsonObject& message) -> ApiStub::Answer {
        if (message["params"_L1]["name"_L1] != u"stream"_s)
            return { .pieces = { compact(answer(message["id"_L1], words(u"heard"_s))) } };
        return { .contentType = "text/event-stream",
            .pieces = ApiStub::byteByByte(sseEvent({ { u"jsonrpc"_s, u"2.0"_s }, { u"method"_s, u"notifications/progress"_s } })
                + ": still there\n\n" + sseEvent(answer(message["id"_L1], words(u"streamed"_s)))) };
    };
    QVERIFY2(run.isReady(), qPrintable(run.provider.trouble()));
    QCOMPARE(run.provider.tools().size(), 2);
    run.call(u"echo"_s);
    run.call(u"stream"_s);
    QTRY_COMPARE(run.results.size(), 2);
    QVERIFY(run.text(0) == u"heard"_s || run.text(1) == u"heard"_s);
    QVERIFY(run.text(0) == u"streamed"_s || run.text(1) == u"streamed"_s);
    for (const ApiStub::Request& request : home.http.requests()) {
        QCOMPARE(request.headers["authorization"], "Bearer " + secret.toUtf8());
        const bool isHello = request.json()["method"_L1] == u"initialize"_s;
        QCOMPARE(request.headers["mcp-session-id"], isHello ? QByteArray() : QByteArray("first"));
        QCOMPARE(request.headers["mcp-protocol-version"], isHello ? QByteArray() : QByteArray("2025-03-26"));
        if (request.method == "POST")
            QCOMPARE(request.headers["accept"], QByteArray("application/json, text/event-stream"));
    }
    QCOMPARE(run.failures, QStringList());
    run.stop();
    QCOMPARE(home.ended, QByteArrayList { "first" });
}

void TstToolServers::aServiceThatForgotUsIsGreetedAnew()
{
    Service home;
    Run run(service(home.http.url(u"/mcp"_s)));
    QVERIFY(run.isReady());
    home.session = "second"; // it was started again
    run.call(u"echo"_s);
    QTRY_COMPARE(run.results.size(), 1);
    QCOMPARE(run.text(), u"heard"_s); // whoever asked does not notice
    QCOMPARE(run.provider.state(), State::Ready);
    QCOMPARE(run.starts, 2);
    run.stop();
    QCOMPARE(home.ended, QByteArrayList { "second" }); // the other one is not ended: it is not there
}

void TstToolServers::aServiceThatForgetsAlwaysIsNotAskedForEver()
{
    Service home;
    home.onCall = [](const QJsonObject&) { return ApiStub::Answer { .status = 404 }; };
    Run run(service(home.http.url(u"/mcp"_s)));
    QVERIFY(run.isReady());
    run.call(u"echo"_s);
    QTRY_COMPARE(run.results.size(), 1);
    QCOMPARE(run.results[0].error().code, Error::Code::Unavailable);
    QCOMPARE(run.starts, 4);
}

void TstToolServers::aServiceOfTheFormerWayIsAskedThatWay()
{
    ApiStub http;
    http.onRequest([&](const ApiStub::Request& request) -> ApiStub::Answer {
        if (request.method == "POST")
            return { .status = 405 };
        return { .contentType = "text/event-stream",
            .pieces = { "event: endpoint\ndata: http://elsewhere.example/post\n\n" },
            .end = ApiStub::End::Held };
    });
    Run run(service(http.url(u"/sse"_s), McpTransport::Any));
    run.provider.start();
    QTRY_VERIFY(std::any_of(http.requests().begin(), http.requests().end(),
        [](const auto& request) { return request.method == "GET" && request.headers["accept"] == "text/event-stream"; }));
    // Whoever wants the messages elsewhere would get the credentials too.
    QTRY_VERIFY(run.failures.join(u' ').contains(u"another server"_s));
    QTRY_COMPARE(run.provider.state(), State::Resting);
    for (const ApiStub::Request& request : http.requests())
        QVERIFY(request.path == "/sse");
}

void TstToolServers::badAnswersHurtNobodyElse_data()
{
    QTest::addColumn<ApiStub::Answer>("bad");
    QTest::addColumn<bool>("stays"); // the connection does
    const QByteArray wrongId = compact(answer(4711, words(u"not yours"_s)));
    QTest::newRow("too large") << ApiStub::Answer { .pieces = { QByteArray(10 * 1024 * 1024, 'x') } } << true;
    QTest::newRow("another's answer") << ApiStub::Answer { .pieces = { wrongId } } << true;
    QTest::newRow("another's event") << ApiStub::Answer { .contentType = "text/event-stream", .pieces = { "data: " + wrongId + "\n\n" } }
                                     << true;
    QTest::newRow("nothing") << ApiStub::Answer {} << true;
    QTest::newRow("no JSON") << ApiStub::Answer { .contentType = "text/html", .pieces = { "<html>" } } << true;
    QTest::newRow("refused") << ApiStub::Answer { .status = 403 } << true;
    QTest::newRow("broken") << ApiStub::Answer { .status = 500, .pieces = { "Traceback" } } << true;
    QTest::newRow("an endless stream") << ApiStub::Answer {
        .contentType = "text/event-stream", .pieces = { QByteArray(256 * 1024, 'x') }, .end = ApiStub::End::Endless
    } << true;
    QTest::newRow("cut") << ApiStub::Answer { .pieces = { "{\"jsonrpc\"" }, .end = ApiStub::End::Cut } << false;
}

void TstToolServers::badAnswersHurtNobodyElse()
{
    QFETCH(ApiStub::Answer, bad);
    QFETCH(bool, stays);
    Service home;
    home.onCall = [bad](const QJsonObject& message) {
        return message["params"_L1]["name"_L1] == u"echo"_s
            ? ApiStub::Answer { .pieces = { compact(answer(message["id"_L1], words(u"heard"_s))) } }
            : bad;
    };
    Run run(service(home.http.url(u"/mcp"_s)));
    QVERIFY(run.isReady());
    run.call(u"stream"_s);
    QTRY_COMPARE(run.results.size(), 1);
    QVERIFY(!run.results[0] && !run.text().isEmpty());
    QVERIFY2(!run.text().contains(secret), qPrintable(run.text()));
    QTRY_COMPARE(run.provider.state(), State::Ready);
    run.call(u"echo"_s);
    QTRY_COMPARE(run.results.size(), 2);
    QCOMPARE(run.text(1), u"heard"_s);
    QCOMPARE(run.starts, stays ? 1 : 2);
}

void TstToolServers::whoNeverAnswersIsBegunAnew()
{
    Service home;
    home.onCall = [](const QJsonObject&) { return ApiStub::Answer { .silent = true }; };
    McpServerSpec spec = service(home.http.url(u"/mcp"_s));
    spec.timeLimit = 100ms;
    Run run(spec);
    QVERIFY(run.isReady());
    for (int i = 0; i < 3; ++i) {
        run.call(u"echo"_s);
        QTRY_COMPARE(run.results.size(), i + 1);
    }
    QCOMPARE(run.results[2].error().code, Error::Code::Timeout);
    QTRY_COMPARE(run.starts, 2);
    QTRY_COMPARE(run.provider.state(), State::Ready);
    int cancelled = 0;
    for (const ApiStub::Request& request : home.http.requests())
        cancelled += request.json()["method"_L1] == u"notifications/cancelled"_s;
    QVERIFY(cancelled >= 2);
}

void TstToolServers::aServiceThatIsNotThereRests()
{
    quint16 port = 0;
    {
        const ApiStub gone;
        port = quint16(gone.url().port());
    }
    Run run(service(QUrl(u"http://127.0.0.1:%1/mcp"_s.arg(port))));
    run.provider.start();
    QTRY_COMPARE(run.provider.state(), State::Resting);
    QCOMPARE(run.starts, 4); // once, and three times more
    QVERIFY2(run.provider.trouble().startsWith(u"The tool server Home is gone:"_s), qPrintable(run.provider.trouble()));
    run.call(u"echo"_s);
    QCOMPARE(run.results.size(), 1);
    QCOMPARE(run.results[0].error().code, Error::Code::Unavailable);
    QTRY_VERIFY(run.starts > 4); // and tries again
}

void TstToolServers::aProgramIsTrustedButKnowsNoSecrets()
{
    qputenv("MYNA_TEST_SECRET", "open sesame");
    McpServerSpec spec = program();
    QTemporaryDir folder;
    spec.folder = folder.path();
    spec.environment = { { u"HA_TOKEN"_s, secret } };
    Run run(spec);
    QVERIFY2(run.isReady(), qPrintable(run.provider.trouble()));
    run.call(u"surroundings"_s);
    run.call(u"echo"_s, { { u"text"_s, u"hello"_s } });
    QTRY_COMPARE(run.results.size(), 2);
    const QJsonObject around = QJsonDocument::fromJson(run.text().toUtf8()).object();
    const QJsonObject environment = around["environment"_L1].toObject();
    QCOMPARE(environment["HA_TOKEN"_L1].toString(), secret); // what the owner gave it
    QCOMPARE(environment["HOME"_L1].toString(), qEnvironmentVariable("HOME"));
    QVERIFY(!run.text().contains(u"sesame"_s)); // and nothing of ours
    QCOMPARE(QFileInfo(around["folder"_L1].toString()).canonicalFilePath(), QFileInfo(folder.path()).canonicalFilePath());
    QVERIFY(around["group"_L1].toBool()); // those it starts end with it
    QCOMPARE(run.text(1), u"You said hello."_s);
}

void TstToolServers::aProgramThatIsNotThereIsSaid()
{
    McpServerSpec spec = program();
    spec.program = u"no-such-program-anywhere"_s;
    Run run(spec);
    run.provider.start();
    QCOMPARE(run.provider.state(), State::Refused);
    QVERIFY2(run.provider.trouble().contains(u"no-such-program-anywhere"_s), qPrintable(run.provider.trouble()));
    QCOMPARE(run.failures.size(), 1);
}

void TstToolServers::programsThatMeanNoGood_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("words"); // of the owner's sentence
    QTest::newRow("a line without end") << u"flood"_s << u"more than anybody reads"_s;
    QTest::newRow("lines without end") << u"lines"_s << u"more than anybody reads"_s;
    QTest::newRow("questions without end") << u"questions"_s << u"more than anybody reads"_s;
    QTest::newRow("something else") << u"garbage"_s << u"something else than JSON"_s;
    QTest::newRow("ends in mid call") << u"die"_s << u"status 7"_s;
}

void TstToolServers::programsThatMeanNoGood()
{
    QFETCH(QString, tool);
    QFETCH(QString, words);
    Run run(program());
    QVERIFY(run.isReady());
    run.call(tool);
    run.call(u"echo"_s, { { u"text"_s, u"never heard"_s } }); // it is one after the other
    QTRY_COMPARE(run.results.size(), 2);
    QVERIFY2(!run.results[0] && run.text().contains(words), qPrintable(run.text()));
    QTRY_COMPARE(run.provider.state(), State::Ready);
    run.call(u"echo"_s, { { u"text"_s, u"again"_s } });
    QTRY_COMPARE(run.results.size(), 3);
    QCOMPARE(run.text(2), u"You said again."_s);
}

void TstToolServers::theEndpointBringsWhatIsBehindIt()
{
    QWebSocketServer server(u"endpoint"_s, QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QList<QUrl> asked;
    QList<QJsonObject> heard;
    QPointer<QWebSocket> socket;
    bool isAttached = false; // a program with tools, at the other side
    connect(&server, &QWebSocketServer::newConnection, &server, [&] {
        socket = server.nextPendingConnection();
        socket->setParent(&server);
        asked.append(socket->requestUrl());
        connect(socket, &QWebSocket::textMessageReceived, socket, [&, peer = socket.data()](const QString& text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            heard.append(message);
            const QString method = message["method"_L1].toString();
            if (!message.contains("id"_L1))
                return;
            const QJsonObject error { { u"code"_s, -32001 }, { u"message"_s, u"no tool is connected"_s } };
            const QJsonObject reply = !isAttached
                ? QJsonObject { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, message["id"_L1] }, { u"error"_s, error } }
                : answer(message["id"_L1],
                    method == u"tools/list"_s       ? toolNames({ u"calculator"_s })
                        : method == u"tools/call"_s ? words(u"42"_s)
                                                    : QJsonObject {});
            peer->sendTextMessage(QString::fromUtf8(compact(reply)));
        });
    });
    McpServerSpec spec { .name = u"mcp_endpoint"_s,
        .transport = McpTransport::Endpoint,
        .url = callUrl(QUrl(u"ws://127.0.0.1:%1/mcp_endpoint/mcp/?token=%2"_s.arg(server.serverPort()).arg(secret))) };
    Run run(spec);
    run.provider.start();
    QTRY_COMPARE(run.provider.state(), State::Resting); // nobody is there yet
    QVERIFY2(run.provider.trouble().contains(u"no tool is connected"_s), qPrintable(run.provider.trouble()));
    isAttached = true;
    QTRY_COMPARE(run.provider.state(), State::Ready);
    QCOMPARE(asked.first().path(), u"/mcp_endpoint/call/"_s);
    QCOMPARE(asked.first().query(), u"token="_s + secret);
    run.call(u"calculator"_s, { { u"expression"_s, u"6*7"_s } });
    QTRY_COMPARE(run.results.size(), 1);
    QCOMPARE(run.text(), u"42"_s);
    QCOMPARE(heard.last()["params"_L1]["arguments"_L1]["expression"_L1].toString(), u"6*7"_s);
    const int before = run.starts;
    socket->sendTextMessage(u"[1, 2"_s); // nonsense is passed over
    socket->close();
    QTRY_VERIFY(run.starts > before);
    QTRY_COMPARE(run.provider.state(), State::Ready);
    QVERIFY(!run.failures.join(u' ').contains(secret));
}

QTEST_GUILESS_MAIN(TstToolServers)
#include "tst_toolservers.moc"
