// SPDX-License-Identifier: GPL-3.0-or-later
// The server as an MCP server for other programs, on the real edge; and both roles of MCP against the official SDK from the npm registry.
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "http/rawclient.h"
#include "mcp/mcpserver.h"
#include "server/engines/net/enginenetwork.h"
#include "server/routes/mcpdesk.h"
#include "server/toolbox/providerspecs.h"
#include "server/toolbox/toolproviders.h"
#include "serveredge/edgerig.h"
#include "support/apis/apistub.h"
#include "support/testcase.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::test::ApiStub;
using myna::test::EdgeAnswer;
using myna::test::EdgeRig;

namespace {

const QString peers = QStringLiteral(MYNA_SOURCE_DIR "/tests/peers");

QByteArray message(const QString& method, const QJsonObject& params = {}, const QJsonValue& id = 1)
{
    QJsonObject object { { u"jsonrpc"_s, u"2.0"_s }, { u"method"_s, method }, { u"params"_s, params } };
    if (!id.isUndefined())
        object.insert(u"id"_s, id);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray headerOf(const EdgeAnswer& answer, const QByteArray& name)
{
    const qsizetype at = answer.received.toLower().indexOf("\r\n" + name.toLower() + ": ");
    if (at < 0)
        return {};
    const qsizetype from = at + name.size() + 4;
    return answer.received.mid(from, answer.received.indexOf("\r\n", from) - from);
}

// A program of the owner, on the real edge.
struct Program
{
    explicit Program(EdgeRig& on, const QByteArray& with = {})
        : rig(on)
        , token(with.isEmpty() ? on.adminToken() : with)
    {
    }
    [[nodiscard]] EdgeAnswer ask(const QByteArray& body, const QByteArray& method = "POST", const QByteArray& more = {}) const
    {
        QByteArray headers = "Authorization: Bearer " + token
            + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n" + more;
        if (!session.isEmpty())
            headers += "Mcp-Session-Id: " + session + "\r\n";
        return rig.ask(method, "/mcp", headers, body);
    }
    EdgeAnswer greet(const QString& version = u"2025-03-26"_s)
    {
        session.clear();
        EdgeAnswer answer = ask(message(u"initialize"_s, { { u"protocolVersion"_s, version } }));
        session = headerOf(answer, "Mcp-Session-Id");
        return answer;
    }
    [[nodiscard]] QJsonObject call(const QString& tool, const QJsonObject& arguments = {}) const
    {
        return ask(message(u"tools/call"_s, { { u"name"_s, tool }, { u"arguments"_s, arguments } }, 7)).json();
    }

    EdgeRig& rig;
    QByteArray token;
    QByteArray session;
};

QString textOf(const QJsonObject& reply)
{
    return reply["result"_L1]["content"_L1][0]["text"_L1].toString();
}

// Installs the SDK once for this build, from the lock file: nothing but the versions named there, with their sums. Empty: it worked.
QString installPeers(QString& folder)
{
    const QString npm = QStandardPaths::findExecutable(u"npm"_s);
    if (npm.isEmpty() || QStandardPaths::findExecutable(u"node"_s).isEmpty())
        return u"there is no node and npm here"_s;
    QFile lock(peers + u"/package-lock.json"_s);
    if (!lock.open(QIODevice::ReadOnly))
        return lock.errorString();
    const QByteArray digest = QCryptographicHash::hash(lock.readAll(), QCryptographicHash::Sha256).toHex().left(16);
    folder = QStringLiteral(MYNA_BINARY_DIR "/peers-") + QString::fromLatin1(digest);
    QDir().mkpath(folder);
    for (const QString& name : { u"package.json"_s, u"package-lock.json"_s, u"server.mjs"_s, u"client.mjs"_s }) {
        QFile::remove(QDir(folder).filePath(name));
        QFile::copy(QDir(peers).filePath(name), QDir(folder).filePath(name));
    }
    const QString stamp = QDir(folder).filePath(u"installed"_s);
    if (QFile::exists(stamp))
        return {};
    QProcess install;
    install.setWorkingDirectory(folder);
    install.setProcessChannelMode(QProcess::MergedChannels);
    install.start(npm,
        { u"ci"_s, u"--ignore-scripts"_s, u"--no-audit"_s, u"--no-fund"_s, u"--prefer-offline"_s, u"--fetch-retries=1"_s,
            u"--fetch-timeout=20000"_s });
    if (!install.waitForFinished(90000) || install.exitCode() != 0)
        return u"npm could not install the SDK: "_s + QString::fromUtf8(install.readAll().trimmed().right(300));
    QFile done(stamp);
    return done.open(QIODevice::WriteOnly) ? QString() : done.errorString();
}

// The SDK's client on some address: what it was told.
QJsonObject sdkClient(const QString& folder, const QString& url, const QByteArray& token, const QJsonArray& calls)
{
    QProcess node;
    node.setWorkingDirectory(folder);
    QSignalSpy finished(&node, &QProcess::finished);
    node.start(u"node"_s, { u"client.mjs"_s, url, QString::fromLatin1(token) });
    node.write(QJsonDocument(calls).toJson(QJsonDocument::Compact));
    node.closeWriteChannel();
    if (finished.isEmpty())
        finished.wait(20000);
    const QByteArray said = node.readAllStandardOutput();
    if (said.isEmpty())
        qWarning("the peer said: %s", node.readAllStandardError().constData());
    return QJsonDocument::fromJson(said).object();
}

}

class TstMcpDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void strangersAreRefused();
    void aProgramGreetsListsAndCalls();
    void versionsAreAgreed_data();
    void versionsAreAgreed();
    void rulesOfTheTransport_data();
    void rulesOfTheTransport();
    void severalMessagesAtOnce();
    void sessionsAreBounded();
    void aSessionThatEndsLeavesNobodyWaiting();
    void aProgramUsesADevice();
    void deedsAreRecordedAndRefused();
    void theOwnerSeesWhoOffersTools();
    void theSdksClientUsesThisServer();
    void theSdksClientUsesTheDesksTools();
    void theSdksServerIsUsed_data();
    void theSdksServerIsUsed();
    void cleanupTestCase() { m_rig.reset(); }

private:
    std::unique_ptr<EdgeRig> m_rig; // for many rows
    QString m_folder; // with the SDK
    std::optional<QString> m_missing;
    QString missing()
    {
        if (!m_missing)
            m_missing = installPeers(m_folder);
        return *m_missing;
    }
};

void TstMcpDesk::strangersAreRefused()
{
    EdgeRig rig;
    rig.start();
    const QByteArray hello = message(u"initialize"_s);
    QCOMPARE(rig.ask("POST", "/mcp", "Content-Type: application/json\r\n", hello).status, 401);
    QCOMPARE(Program(rig, "wrong").ask({}, "DELETE").status, 401);
    QCOMPARE(Program(rig).ask({}, "DELETE", "Origin: http://evil.example\r\n").status, 403);
    QCOMPARE(Program(rig).ask({}, "DELETE", "Origin: http://127.0.0.1\r\n").status, 403); // no web page at all
    QCOMPARE(Program(rig).ask(QByteArray(70 * 1024, ' ')).status, 413);
    QCOMPARE(Program(rig).ask(hello).status, 200);
    // A guesser is slowed down, and that costs the owner nothing.
    int refused = 0;
    for (int i = 0; i < 60 && refused == 0; ++i)
        refused += Program(rig, "guess").ask({}, "DELETE").status == 429;
    QVERIFY(refused > 0);
    QCOMPARE(Program(rig).ask(hello).status, 200);
}

void TstMcpDesk::aProgramGreetsListsAndCalls()
{
    EdgeRig rig;
    rig.start();
    rig.bind();
    Program program(rig);
    const EdgeAnswer hello = program.greet();
    QCOMPARE(hello.status, 200);
    QCOMPARE(hello.json()["result"_L1]["serverInfo"_L1]["name"_L1].toString(), u"myna-server"_s);
    QVERIFY(program.session.size() == 64);
    const EdgeAnswer told = program.ask(message(u"notifications/initialized"_s, {}, QJsonValue::Undefined));
    QCOMPARE(told.status, 202);
    QVERIFY(told.body.isEmpty());
    QStringList names;
    const QJsonArray tools = program.ask(message(u"tools/list"_s)).json()["result"_L1]["tools"_L1].toArray();
    for (const auto tool : tools)
        names.append(tool.toObject()["name"_L1].toString());
    QCOMPARE(names,
        (QStringList { u"server_status"_s, u"list_devices"_s, u"speak"_s, u"ask"_s, u"list_device_tools"_s, u"call_device_tool"_s }));
    QCOMPARE(tools[5].toObject()["inputSchema"_L1]["properties"_L1]["arguments"_L1]["type"_L1].toString(), u"object"_s);
    const QJsonArray devices = QJsonDocument::fromJson(textOf(program.call(u"list_devices"_s)).toUtf8()).array();
    QCOMPARE(devices.size(), 1);
    QCOMPARE(devices[0].toObject()["device"_L1], rig.row()["device"_L1]);
    const QJsonObject status = QJsonDocument::fromJson(textOf(program.call(u"server_status"_s)).toUtf8()).object();
    QVERIFY(status.contains("version"_L1) && status["emergency_stop"_L1] == false);
    // Nobody is there to speak.
    const QJsonObject spoken = program.call(u"speak"_s, { { u"text"_s, u"hello"_s } });
    QVERIFY(spoken["result"_L1]["isError"_L1].toBool());
    QCOMPARE(textOf(spoken), u"No device is connected."_s);
    QVERIFY(textOf(program.call(u"speak"_s, { { u"text"_s, u"x"_s }, { u"device"_s, u"attic"_s } })).contains(u"attic"_s));
    QCOMPARE(program.ask({}, "DELETE").status, 204);
    QCOMPARE(program.ask(message(u"tools/list"_s)).status, 404);
}

void TstMcpDesk::versionsAreAgreed_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("agreed");
    QTest::newRow("former") << u"2024-11-05"_s << u"2024-11-05"_s;
    QTest::newRow("usual") << u"2025-03-26"_s << u"2025-03-26"_s;
    QTest::newRow("newer") << u"2025-06-18"_s << u"2025-06-18"_s;
    QTest::newRow("to come") << u"2031-01-01"_s << u"2025-06-18"_s;
    QTest::newRow("none") << QString() << u"2025-06-18"_s;
}

void TstMcpDesk::versionsAreAgreed()
{
    QFETCH(QString, wanted);
    QFETCH(QString, agreed);
    EdgeRig rig;
    rig.start();
    Program program(rig);
    QCOMPARE(program.greet(wanted).json()["result"_L1]["protocolVersion"_L1].toString(), agreed);
}

void TstMcpDesk::rulesOfTheTransport_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("headers"); // besides or instead of the usual
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code"); // of JSON-RPC; 0: none
    const QByteArray post = "POST";
    const QByteArray list = message(u"tools/list"_s);
    QTest::newRow("no stream") << QByteArray("GET") << QByteArray() << QByteArray() << 405 << 0;
    QTest::newRow("no such session") << post << QByteArray("Mcp-Session-Id: 1234\r\n") << list << 404 << -32600;
    QTest::newRow("ending no such session") << QByteArray("DELETE") << QByteArray("Mcp-Session-Id: 1234\r\n") << QByteArray() << 404
                                            << -32600;
    QTest::newRow("no session") << post << QByteArray() << list << 400 << -32600;
    QTest::newRow("no JSON") << post << QByteArray("S") << QByteArray("{") << 400 << -32700;
    QTest::newRow("no messages") << post << QByteArray("S") << QByteArray("[]") << 400 << -32600;
    QTest::newRow("a number") << post << QByteArray("S") << QByteArray("[7]") << 200 << -32600;
    QTest::newRow("too many messages") << post << QByteArray("S") << '[' + QByteArray("{},").repeated(16) + "{}]" << 400 << -32600;
    QTest::newRow("a version nobody speaks") << post << QByteArray("SMCP-Protocol-Version: 1999-01-01\r\n") << list << 400 << -32600;
    QTest::newRow("the version") << post << QByteArray("SMCP-Protocol-Version: 2025-03-26\r\n") << list << 200 << 0;
    QTest::newRow("not JSON-RPC 2.0") << post << QByteArray("S") << QByteArray(R"({"id":1,"method":"ping"})") << 200 << -32600;
    QTest::newRow("no such method") << post << QByteArray("S") << message(u"resources/list"_s) << 200 << -32601;
    QTest::newRow("an answer nobody asked for")
        << post << QByteArray("S") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{}})") << 202 << 0;
    QTest::newRow("a text as id") << post << QByteArray("S") << message(u"ping"_s, {}, u"seven"_s) << 200 << 0;
    QTest::newRow("no such tool") << post << QByteArray("S") << message(u"tools/call"_s, { { u"name"_s, u"rm"_s } }) << 200 << -32602;
    QTest::newRow("no name") << post << QByteArray("S") << message(u"tools/call"_s) << 200 << -32602;
    QTest::newRow("arguments as a list") << post << QByteArray("S")
                                         << message(u"tools/call"_s, { { u"name"_s, u"speak"_s }, { u"arguments"_s, QJsonArray() } }) << 200
                                         << -32602;
}

void TstMcpDesk::rulesOfTheTransport()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(int, code);
    if (!m_rig) {
        m_rig = std::make_unique<EdgeRig>();
        m_rig->start();
    }
    Program program(*m_rig);
    if (headers.startsWith('S')) {
        program.greet();
        headers.remove(0, 1);
    }
    const EdgeAnswer answer = program.ask(body, method, headers);
    QCOMPARE(answer.status, status);
    const QJsonDocument said = QJsonDocument::fromJson(answer.body);
    const QJsonObject first = said.isArray() ? said.array().first().toObject() : said.object();
    QCOMPARE(first["error"_L1]["code"_L1].toInt(), code);
    if (body.contains("seven"))
        QCOMPARE(first["id"_L1].toString(), u"seven"_s);
}

void TstMcpDesk::severalMessagesAtOnce()
{
    EdgeRig rig;
    rig.start();
    Program program(rig);
    program.greet();
    const QByteArray batch = '[' + message(u"ping"_s, {}, 1) + ',' + message(u"notifications/x"_s, {}, QJsonValue::Undefined) + ','
        + message(u"tools/call"_s, { { u"name"_s, u"server_status"_s } }, 2) + ']';
    const QJsonArray answers = QJsonDocument::fromJson(program.ask(batch).body).array();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0].toObject()["id"_L1].toInt() + answers[1].toObject()["id"_L1].toInt(), 3);
}

// DELETE, too many other sessions, and the desk's end in the middle of a call.
void TstMcpDesk::aSessionThatEndsLeavesNobodyWaiting()
{
    class Slow final : public ToolSource
    {
    public:
        [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return { { .name = u"slow"_s } }; }
        void call(const QString&, const QJsonObject&, ToolResult done) override { waiting.append(std::move(done)); }
        QVector<ToolResult> waiting;
    };
    Slow slow;
    QStringList records;
    auto desk = std::make_unique<McpDesk>(
        slow,
        [&records] {
            auto gate = std::make_unique<Gate>(u"mcp"_s, ToolPolicy({}, {}), GateLimits());
            gate->setSurroundings(nullptr, [&records](const AuditRecord& record) { records += record.outcome; });
            return gate;
        },
        McpDeskRules { .sessions = 1 });
    http::Router router;
    desk->addRoutes(router, [](const http::Request&) { return std::nullopt; });
    http::Budget budget { 20 };
    http::FrontDoor door(router, budget);
    http::Acceptor port;
    connect(&port, &http::Acceptor::accepted, &door, &http::FrontDoor::adopt);
    QVERIFY(port.open(QHostAddress::LocalHost, 0));
    const auto send = [&](const QByteArray& session, const QByteArray& body, const QByteArray& method = "POST") {
        auto client = std::make_unique<test::RawClient>(port.serverPort());
        client->send(method + " /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nMcp-Session-Id: " + session
            + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return client;
    };
    const auto greet = [&] {
        const auto client = send({}, message(u"initialize"_s));
        [&] { QTRY_COMPARE(client->status(), 200); }();
        return headerOf({ 200, client->received(), {} }, "Mcp-Session-Id");
    };
    const QByteArray call = message(u"tools/call"_s, { { u"name"_s, u"slow"_s } }, 7);
    const QByteArray first = greet();
    const auto deleted = send(first, call);
    QTRY_COMPARE(slow.waiting.size(), 1);
    const auto farewell = send(first, {}, "DELETE");
    QTRY_COMPARE(farewell->status(), 204);
    QTRY_VERIFY(deleted->isClosed() && deleted->status() == 200);
    const QJsonObject told = QJsonDocument::fromJson(deleted->body()).object();
    QCOMPARE(told["id"_L1], 7);
    QVERIFY(told["result"_L1]["isError"_L1].toBool());
    QCOMPARE(textOf(told), u"The session ended before it was done."_s);
    QCOMPARE(records, QStringList { u"failed"_s });
    slow.waiting.takeFirst()(u"too late"_s); // nobody is there to hear it
    QCOMPARE(records.size(), 1);
    // The session that was silent longest makes room, whatever it waits for.
    const QByteArray second = greet();
    const auto pushedOut = send(second, call);
    QTRY_COMPARE(slow.waiting.size(), 1);
    QVERIFY(!pushedOut->isClosed());
    const QByteArray last = greet();
    QTRY_VERIFY(pushedOut->isClosed() && pushedOut->status() == 200);
    slow.waiting.takeFirst()(u"too late"_s);
    // And what goes with the desk is dropped.
    const auto lost = send(last, call);
    QTRY_COMPARE(slow.waiting.size(), 1);
    desk.reset();
    slow.waiting.takeFirst()(u"too late"_s);
    QCOMPARE(records.size(), 3);
    QCOMPARE(lost->status(), 0);
    door.close();
}

void TstMcpDesk::sessionsAreBounded()
{
    class Nothing final : public ToolSource
    {
    public:
        [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return {}; }
        void call(const QString&, const QJsonObject&, ToolResult) override { }
    };
    Nothing nothing;
    McpDesk desk(nothing, [] { return std::make_unique<Gate>(u"mcp"_s, ToolPolicy({}, {}), GateLimits()); }, { .sessions = 3 });
    http::Router router;
    desk.addRoutes(router, [](const http::Request&) { return std::nullopt; });
    const http::Route* const post = router.find("POST", u"/mcp"_s).route;
    QVERIFY(post);
    http::Request request;
    request.method = "POST";
    request.body = message(u"initialize"_s);
    for (int i = 0; i < 1000; ++i)
        post->handle(request, http::Responder(nullptr, 0));
    QCOMPARE(desk.sessions(), size_t(3));
}

void TstMcpDesk::aProgramUsesADevice()
{
    EdgeRig rig;
    rig.start();
    test::RawClient device(rig.sessions);
    device.send(EdgeRig::handshake(EdgeRig::identity()));
    QTRY_COMPARE(device.status(), 101);
    device.send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
    device.send(test::clientFrame(1,
        R"({"type":"iot","descriptors":[{"name":"Lamp","properties":{"level":{"type":"number"}},)"
        R"("methods":{"SetLevel":{"parameters":{"level":{"type":"number"}}}}}]})"));
    Program program(rig);
    program.greet();
    QTRY_VERIFY(textOf(program.call(u"list_device_tools"_s)).contains(u"lamp_setlevel"_s)); // the only device needs no name
    // Answered when the device tells its new state, while another question is answered at once.
    test::RawClient call(rig.web);
    const QByteArray body = message(u"tools/call"_s,
        { { u"name"_s, u"call_device_tool"_s },
            { u"arguments"_s,
                QJsonObject { { u"device"_s, test::deviceId }, { u"tool"_s, u"lamp_setlevel"_s },
                    { u"arguments"_s, QJsonObject { { u"level"_s, 60 } } } } } });
    call.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\nMcp-Session-Id: " + program.session + "\r\nAuthorization: Bearer " + program.token
        + "\r\n\r\n" + body);
    QTRY_VERIFY(device.body().contains("\"method\":\"SetLevel\""));
    QCOMPARE(program.ask(message(u"ping"_s)).status, 200);
    QCOMPARE(call.status(), 0);
    device.send(test::clientFrame(1, R"({"type":"iot","states":[{"name":"Lamp","state":{"level":60}}]})"));
    QTRY_COMPARE(call.status(), 200);
    QTRY_VERIFY(call.body().contains("\"isError\":false"));
    QCOMPARE(textOf(program.call(u"speak"_s, { { u"text"_s, u"hello"_s } })), u"done"_s);
    QVERIFY(program.call(u"speak"_s, { { u"text"_s, QString(1001, u'x') } })["result"_L1]["isError"_L1].toBool());
    QVERIFY(program.call(u"call_device_tool"_s, { { u"tool"_s, u"lamp_fly"_s } })["result"_L1]["isError"_L1].toBool());
    // In the emergency stop everything is looked at and nothing is done.
    QCOMPARE(rig.admin("POST", "/admin/emergency-stop", R"({"on":true})").status, 200);
    QVERIFY(textOf(program.call(u"speak"_s, { { u"text"_s, u"hello"_s } })).contains(u"Emergency stop"_s));
    QVERIFY(textOf(program.call(u"list_devices"_s)).contains(u"state"_s));
}

void TstMcpDesk::deedsAreRecordedAndRefused()
{
    EdgeRig rig;
    rig.options.config.tools.decisions.insert(u"ask"_s, ToolDecision::Deny);
    rig.start();
    Program program(rig);
    program.greet();
    const QJsonArray tools = program.ask(message(u"tools/list"_s)).json()["result"_L1]["tools"_L1].toArray();
    QCOMPARE(tools.size(), 5); // what the owner denies is not offered
    QVERIFY(program.call(u"ask"_s, { { u"text"_s, u"hello"_s } }).contains("error"_L1));
    QVERIFY(textOf(program.call(u"speak"_s, { { u"text"_s, u"please sudo"_s } })).contains(u"not used"_s));
    QVERIFY(textOf(program.call(u"server_status"_s)).contains(u"uptime"_s));
    QTRY_VERIFY(rig.admin("GET", "/admin/audit").data().toArray().size() >= 3);
    QStringList seen;
    const QJsonArray records = rig.admin("GET", "/admin/audit").data().toArray();
    for (const auto value : records) {
        const QJsonObject record = value.toObject();
        if (record["action"_L1] == u"tool"_s)
            seen.append(record["actor"_L1].toString() + u' ' + record["subject"_L1].toString() + u' ' + record["outcome"_L1].toString());
    }
    seen.sort();
    QCOMPARE(seen, (QStringList { u"program ask denied"_s, u"program server_status allowed"_s, u"program speak denied"_s }));
    QCOMPARE(rig.admin("POST", "/admin/emergency-stop", R"({"on":true})").status, 200);
    const QJsonObject status = QJsonDocument::fromJson(textOf(program.call(u"server_status"_s)).toUtf8()).object();
    QCOMPARE(status["emergency_stop"_L1], QJsonValue(true));
}

void TstMcpDesk::theOwnerSeesWhoOffersTools()
{
    EdgeRig rig;
    rig.options.config.mcpServers = { { .name = u"Attic"_s, .program = u"no-such-program-anywhere"_s } };
    rig.start();
    QTRY_COMPARE(rig.admin("GET", "/admin/tool-servers").data()[0]["state"_L1].toString(), u"refused"_s);
    const QJsonValue row = rig.admin("GET", "/admin/tool-servers").data()[0];
    QCOMPARE(row["name"_L1].toString(), u"Attic"_s);
    QCOMPARE(row["kind"_L1].toString(), u"program"_s);
    QVERIFY(row["trouble"_L1].toString().contains(u"no-such-program-anywhere"_s));
    QTRY_VERIFY(rig.warnings.join(u' ').contains(u"Attic"_s));
}

void TstMcpDesk::theSdksClientUsesThisServer()
{
    if (const QString why = missing(); !why.isEmpty())
        QSKIP(qPrintable(why));
    EdgeRig rig;
    rig.start();
    const QString url = u"http://127.0.0.1:%1/mcp"_s.arg(rig.web);
    const QJsonObject seen = sdkClient(m_folder, url, rig.adminToken(),
        { QJsonArray { u"server_status"_s, QJsonObject() }, QJsonArray { u"speak"_s, QJsonObject { { u"text"_s, u"hi"_s } } },
            QJsonArray { u"no_such_tool"_s, QJsonObject() } });
    const QByteArray whole = QJsonDocument(seen).toJson();
    QVERIFY2(!seen.contains("error"_L1) && !seen.contains("complaint"_L1), whole.constData());
    QCOMPARE(seen["server"_L1]["name"_L1].toString(), u"myna-server"_s);
    QCOMPARE(seen["tools"_L1].toArray().size(), 6);
    QVERIFY2(seen["results"_L1][0]["content"_L1][0]["text"_L1].toString().contains(u"uptime_seconds"_s), whole.constData());
    QVERIFY2(seen["results"_L1][1]["isError"_L1].toBool(), whole.constData());
    QVERIFY2(seen["results"_L1][2]["code"_L1].toInt() == -32602, whole.constData());
    // Its session is over.
    Program late(rig);
    late.session = seen["session"_L1].toString().toLatin1();
    QCOMPARE(late.ask(message(u"ping"_s)).status, 404);
}

void TstMcpDesk::theSdksClientUsesTheDesksTools()
{
    if (const QString why = missing(); !why.isEmpty())
        QSKIP(qPrintable(why));
    // The desk of a device speaks over its session only; a bridge stands for that.
    mcp::McpServer desk;
    int volume = 0;
    desk.addTool({ { u"self.audio_speaker.set_volume"_s, u"Sets the volume."_s,
                       { { .name = u"volume"_s, .type = mcp::ArgumentType::Integer, .minimum = 0, .maximum = 100 } } },
        [&](const QJsonObject& arguments, const mcp::ToolAnswer& done, QObject*) {
            volume = arguments["volume"_L1].toInt();
            done(u"true"_s);
        } });
    for (int i = 0; i < 40; ++i) // more than a page
        desk.addTool({ { u"self.tool%1"_s.arg(i), QString(400, u'd'), {} },
            [](const QJsonObject&, const mcp::ToolAnswer& done, QObject*) { done(u"true"_s); } });
    ApiStub bridge;
    QJsonObject reply;
    connect(&desk, &mcp::McpServer::replyReady, &desk, [&](const QJsonObject& payload) { reply = payload; });
    bridge.onRequest([&](const ApiStub::Request& request) -> ApiStub::Answer {
        if (request.method != "POST")
            return { .status = 405 };
        reply = {};
        desk.receive(request.json());
        if (reply.isEmpty())
            return { .status = 202 };
        return { .pieces = { QJsonDocument(reply).toJson(QJsonDocument::Compact) } };
    });
    const QJsonObject seen = sdkClient(m_folder, bridge.url(u"/mcp"_s).toString(), "none",
        { QJsonArray { u"self.audio_speaker.set_volume"_s, QJsonObject { { u"volume"_s, 33 } } },
            QJsonArray { u"self.audio_speaker.set_volume"_s, QJsonObject { { u"volume"_s, 133 } } },
            QJsonArray { u"no_such_tool"_s, QJsonObject() } });
    const QByteArray whole = QJsonDocument(seen["results"_L1].toArray()).toJson() + seen["error"_L1].toString().toUtf8();
    QVERIFY2(!seen.contains("error"_L1), whole.constData());
    QCOMPARE(seen["version"_L1].toString(), u"2024-11-05"_s);
    QCOMPARE(seen["tools"_L1].toArray().size(), 41);
    QCOMPARE(volume, 33);
    QVERIFY2(seen["results"_L1][0]["content"_L1][0]["text"_L1].toString() == u"true"_s, whole.constData());
    QVERIFY2(seen["results"_L1][1]["code"_L1].toInt() != 0 || seen["results"_L1][1]["isError"_L1].toBool(), whole.constData());
    QVERIFY2(seen["results"_L1][2]["code"_L1].toInt() != 0 || seen["results"_L1][2]["isError"_L1].toBool(), whole.constData());
}

void TstMcpDesk::theSdksServerIsUsed_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<McpTransport>("transport");
    QTest::newRow("program") << u"stdio"_s << McpTransport::Stdio;
    QTest::newRow("streamable HTTP") << u"http"_s << McpTransport::Streamable;
    QTest::newRow("streamable HTTP, not said") << u"http"_s << McpTransport::Any;
    QTest::newRow("the former HTTP") << u"sse"_s << McpTransport::Sse;
    QTest::newRow("the former HTTP, not said") << u"sse"_s << McpTransport::Any;
}

void TstMcpDesk::theSdksServerIsUsed()
{
    if (const QString why = missing(); !why.isEmpty())
        QSKIP(qPrintable(why));
    QFETCH(QString, mode);
    QFETCH(McpTransport, transport);
    QProcess node;
    node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    McpServerSpec spec { .name = u"Peer"_s, .transport = transport };
    if (transport == McpTransport::Stdio) {
        spec.program = u"node"_s;
        spec.arguments = { m_folder + u"/server.mjs"_s, mode };
    } else {
        node.start(u"node"_s, { m_folder + u"/server.mjs"_s, mode });
        QTRY_VERIFY(node.canReadLine());
        const int port = QJsonDocument::fromJson(node.readLine()).object()["port"_L1].toInt();
        spec.url = QUrl(u"http://127.0.0.1:%1/%2"_s.arg(port).arg(mode));
        spec.headers = { { u"Authorization"_s, u"Bearer peers-token"_s } };
    }
    spec.timeLimit = 1s;
    auto providers = std::make_unique<ToolProviders>(
        QVector<ProviderSpec> {
            outsideProvider(spec, std::make_shared<EngineNetwork>(protocol::ProxyChoice { protocol::ProxyKind::None })) },
        QStringList { u"echo"_s });
    providers->start();
    QTRY_VERIFY(providers->rows()[0].state == ToolProvider::State::Ready);
    QStringList names = providers->rows()[0].tools;
    QVERIFY2(names.contains(u"math_add"_s) && names.contains(u"Peer_echo"_s), qPrintable(names.join(u' ')));
    std::optional<Result<QString>> got;
    const auto use = [&](const QString& tool, const QJsonObject& arguments = {}) {
        got.reset();
        providers->call(tool, arguments, this, [&](const Result<QString>& result) { got = result; });
        return test::becomesTrue([&] { return got.has_value(); });
    };
    QVERIFY(use(u"math_add"_s, { { u"a"_s, 40 }, { u"b"_s, 2 } }));
    QCOMPARE(**got, u"42"_s);
    QVERIFY(use(u"Peer_echo"_s, { { u"text"_s, u"schön"_s }, { u"mode"_s, u"loud"_s } }));
    QCOMPARE(**got, u"SCHÖN"_s);
    QVERIFY(use(u"fail"_s));
    QVERIFY(!*got && got->error().text.contains(u"bulb"_s));
    QVERIFY(use(u"math_add"_s, { { u"a"_s, u"many"_s } }));
    QVERIFY(!*got);
    QVERIFY(use(u"big"_s));
    QCOMPARE((*got)->size(), 200000); // the gate cuts it for the model
    QVERIFY(use(u"slow"_s));
    QCOMPARE(got->error().code, Error::Code::Timeout);
    QVERIFY(use(u"cancelled"_s));
    QCOMPARE(**got, u"1"_s); // the peer was told
    QVERIFY(use(u"grow"_s));
    QTRY_VERIFY(providers->rows()[0].tools.contains(u"grown"_s));
    QVERIFY(use(u"grown"_s));
    QCOMPARE(**got, u"I am new"_s);
    providers.reset();
    if (mode == u"http") {
        QTRY_VERIFY(node.canReadLine());
        QVERIFY(node.readLine().contains("closed")); // and that we left
    }
    node.kill();
    node.waitForFinished(5000);
}

QTEST_GUILESS_MAIN(TstMcpDesk)
#include "tst_mcpdesk.moc"
