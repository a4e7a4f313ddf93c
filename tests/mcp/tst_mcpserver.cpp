// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/mcpserver.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

QJsonObject json(const QByteArray& text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        qWarning("not JSON: %s", text.constData());
    return document.object();
}

Tool volumeTool()
{
    return { { u"self.audio_speaker.set_volume"_s, u"Sets the volume"_s,
                 { { .name = u"volume"_s, .type = ArgumentType::Integer, .minimum = 0, .maximum = 100 },
                     { .name = u"mute"_s, .type = ArgumentType::Boolean, .required = false },
                     { .name = u"label"_s, .type = ArgumentType::Text, .required = false } } },
        [](const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
            answer(QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact)));
        } };
}

Tool plainTool(const QString& name, qsizetype descriptionBytes = 0, bool userOnly = false)
{
    return { { .name = name, .description = QString(descriptionBytes, u'd'), .userOnly = userOnly },
        [](const QJsonObject&, const ToolAnswer& answer, QObject*) { answer(u"true"_s); } };
}

}

class TstMcpServer final : public test::TestCase
{
    Q_OBJECT

private slots:
    void answersGolden_data();
    void answersGolden();
    void staysSilent_data();
    void staysSilent();
    void judgesArguments_data();
    void judgesArguments();
    void listsUserToolsOnlyWhenAsked();
    void pagesByEightThousandBytes();
    void leavesOutAToolNoPageCanHold();
    void refusesAnUnknownCursor();
    void tellsAFailedToolAsAResult();
    void answersLaterAndOnlyOnce();
    void survivesALateAnswer();
    void replacesAToolOfTheSameName();

private:
    static QJsonObject ask(McpServer& server, const QByteArray& request)
    {
        QSignalSpy replies(&server, &McpServer::replyReady);
        server.receive(json(request));
        return replies.size() == 1 ? replies.at(0).at(0).toJsonObject() : QJsonObject { { u"replies"_s, int(replies.size()) } };
    }
};

// Requests as xiaozhi-esp32-server sends them (mcp_handler.py:118-293), answers as the firmware gives them (mcp_server.cc:331-450).
void TstMcpServer::answersGolden_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("initialize") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2024-11-05",
        "capabilities":{"roots":{"listChanged":true},"sampling":{},"vision":{"url":"http://x/","token":"t"}},"clientInfo":{"name":"XiaozhiClient","version":"1.0.0"}}})")
                                << QByteArray(
                                       R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{}},
        "serverInfo":{"name":"myna","version":")" MYNA_VERSION R"("}}})");
    QTest::newRow("list without params") << QByteArray(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})")
                                         << QByteArray(
                                                R"({"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"self.audio_speaker.set_volume",
        "description":"Sets the volume","inputSchema":{"type":"object","properties":{"volume":{"type":"integer","minimum":0,"maximum":100},
        "mute":{"type":"boolean"},"label":{"type":"string"}},"required":["volume"]}}]}})");
    QTest::newRow("list with an empty cursor") << QByteArray(R"({"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":""}})")
                                               << QByteArray(); // the same as without one
    QTest::newRow("call")
        << QByteArray(
               R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"self.audio_speaker.set_volume","arguments":{"volume":50}}})")
        << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\"volume\":50}"}],"isError":false}})");
    QTest::newRow("text id is echoed as text") << QByteArray(R"({"jsonrpc":"2.0","id":"07","method":"ping"})")
                                               << QByteArray(R"({"jsonrpc":"2.0","id":"07","result":{}})");
    QTest::newRow("id zero") << QByteArray(R"({"jsonrpc":"2.0","id":0,"method":"ping"})")
                             << QByteArray(R"({"jsonrpc":"2.0","id":0,"result":{}})");
    QTest::newRow("unknown tool") << QByteArray(R"({"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"self.fly"}})")
                                  << QByteArray(R"({"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"Unknown tool: self.fly"}})");
    QTest::newRow("unknown method")
        << QByteArray(R"({"jsonrpc":"2.0","id":4,"method":"resources/list"})")
        << QByteArray(R"({"jsonrpc":"2.0","id":4,"error":{"code":-32601,"message":"Method not implemented: resources/list"}})");
    QTest::newRow("call without a name") << QByteArray(R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{}})")
                                         << QByteArray(R"({"jsonrpc":"2.0","id":5,"error":{"code":-32602,"message":"Unknown tool: "}})");
}

void TstMcpServer::answersGolden()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, answer);
    McpServer server;
    server.addTool(volumeTool());
    if (QTest::currentDataTag() == QByteArray("list with an empty cursor"))
        QCOMPARE(ask(server, request), ask(server, R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})"));
    else
        QCOMPARE(ask(server, request), json(answer));
}

void TstMcpServer::staysSilent_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("wrong version") << QByteArray(R"({"jsonrpc":"1.0","id":1,"method":"initialize"})");
    QTest::newRow("no version") << QByteArray(R"({"id":1,"method":"initialize"})");
    QTest::newRow("no method") << QByteArray(R"({"jsonrpc":"2.0","id":1})");
    QTest::newRow("method is a number") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":3})");
    QTest::newRow("no id") << QByteArray(R"({"jsonrpc":"2.0","method":"tools/list"})");
    QTest::newRow("null id") << QByteArray(R"({"jsonrpc":"2.0","id":null,"method":"tools/list"})");
    QTest::newRow("id is an object") << QByteArray(R"({"jsonrpc":"2.0","id":{},"method":"tools/list"})");
    QTest::newRow("params are a list") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]})");
    QTest::newRow("notification") << QByteArray(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
    QTest::newRow("notification with an id") << QByteArray(R"({"jsonrpc":"2.0","id":9,"method":"notifications/initialized"})");
    QTest::newRow("result") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{}})");
    QTest::newRow("error") << QByteArray(R"({"jsonrpc":"2.0","id":1,"error":{"message":"no"}})");
}

void TstMcpServer::staysSilent()
{
    QFETCH(QByteArray, payload);
    McpServer server;
    server.addTool(volumeTool());
    QSignalSpy replies(&server, &McpServer::replyReady);
    server.receive(json(payload));
    QCOMPARE(replies.size(), 0);
}

void TstMcpServer::judgesArguments_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("outcome"); // what the tool got, or the error's words
    QTest::addColumn<bool>("accepted");
    QTest::newRow("in range") << QByteArray(R"({"volume":100})") << uR"({"volume":100})"_s << true;
    QTest::newRow("all") << QByteArray(R"({"volume":0,"mute":true,"label":"x"})") << uR"({"label":"x","mute":true,"volume":0})"_s << true;
    QTest::newRow("unknown ones are ignored") << QByteArray(R"({"volume":1,"speed":9})") << uR"({"volume":1})"_s << true;
    QTest::newRow("fraction is cut") << QByteArray(R"({"volume":49.9})") << uR"({"volume":49})"_s << true;
    QTest::newRow("null is absent") << QByteArray(R"({"volume":1,"mute":null})") << uR"({"volume":1})"_s << true;
    QTest::newRow("above") << QByteArray(R"({"volume":101})") << u"Argument volume must be at most 100"_s << false;
    QTest::newRow("below") << QByteArray(R"({"volume":-1})") << u"Argument volume must be at least 0"_s << false;
    QTest::newRow("huge") << QByteArray(R"({"volume":1e300})") << u"Argument volume must be at most 100"_s << false;
    QTest::newRow("missing") << QByteArray("{}") << u"Argument volume is missing"_s << false;
    QTest::newRow("text for number") << QByteArray(R"({"volume":"50"})") << u"Argument volume must be a whole number"_s << false;
    QTest::newRow("number for bool") << QByteArray(R"({"volume":1,"mute":1})") << u"Argument mute must be true or false"_s << false;
    QTest::newRow("bool for text") << QByteArray(R"({"volume":1,"label":true})") << u"Argument label must be a text"_s << false;
    QTest::newRow("a list") << QByteArray("[1]") << u"The arguments of self.audio_speaker.set_volume must be an object"_s << false;
}

void TstMcpServer::judgesArguments()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QString, outcome);
    QFETCH(bool, accepted);
    McpServer server;
    server.addTool(volumeTool());
    QSignalSpy called(&server, &McpServer::called);
    const QJsonObject reply = ask(server,
        R"({"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"self.audio_speaker.set_volume","arguments":)" + arguments
            + "}}");
    QCOMPARE(reply["id"_L1], QJsonValue(8));
    QCOMPARE(called.size(), 1);
    const auto report = called.at(0).at(0).value<CallReport>();
    QCOMPARE(report.failed, !accepted);
    QCOMPARE(report.result, outcome);
    if (accepted)
        QCOMPARE(reply["result"_L1]["content"_L1][0]["text"_L1].toString(), outcome);
    else
        QCOMPARE(reply["error"_L1]["message"_L1].toString(), outcome);
}

void TstMcpServer::listsUserToolsOnlyWhenAsked()
{
    McpServer server;
    server.addTool(plainTool(u"a"_s));
    server.addTool(plainTool(u"b"_s, 0, true));
    QCOMPARE(ask(server, R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})")["result"_L1]["tools"_L1].toArray().size(), 1);
    const QJsonArray all
        = ask(server, R"({"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"withUserTools":true}})")["result"_L1]["tools"_L1]
              .toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[1]["annotations"_L1]["audience"_L1][0].toString(), u"user"_s);
}

void TstMcpServer::pagesByEightThousandBytes()
{
    McpServer server;
    constexpr int count = 40;
    for (int i = 0; i < count; ++i)
        server.addTool(plainTool(u"tool%1"_s.arg(i), 700));
    QStringList names;
    QByteArray cursor;
    int pages = 0;
    do {
        const QJsonObject reply = ask(server, R"({"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":")" + cursor + "\"}}");
        const QJsonObject result = reply["result"_L1].toObject();
        QVERIFY(QJsonDocument(result).toJson(QJsonDocument::Compact).size() + 30 <= 8000);
        const QJsonArray page = result["tools"_L1].toArray();
        QVERIFY(!page.isEmpty());
        for (const auto& tool : page)
            names.append(tool.toObject()["name"_L1].toString());
        cursor = result["nextCursor"_L1].toString().toUtf8();
        QVERIFY(cursor.isEmpty() == !result.contains("nextCursor"_L1));
        ++pages;
    } while (!cursor.isEmpty() && pages < count);
    QVERIFY(pages >= 4);
    QCOMPARE(names.size(), count);
    QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), count);
}

void TstMcpServer::leavesOutAToolNoPageCanHold()
{
    McpServer server;
    server.addTool(plainTool(u"small"_s));
    server.addTool(plainTool(u"huge"_s, 9000));
    server.addTool(plainTool(u"last"_s));
    const QJsonObject result = ask(server, R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})")["result"_L1].toObject();
    QCOMPARE(result["tools"_L1].toArray().size(), 2);
    QVERIFY(!result.contains("nextCursor"_L1));
}

void TstMcpServer::refusesAnUnknownCursor()
{
    McpServer server;
    server.addTool(plainTool(u"a"_s));
    const QJsonObject reply = ask(server, R"({"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":"zzz"}})");
    QCOMPARE(reply["error"_L1]["message"_L1].toString(), u"Unknown cursor: zzz"_s);
}

void TstMcpServer::tellsAFailedToolAsAResult()
{
    McpServer server;
    server.addTool({ { .name = u"broken"_s }, [](const QJsonObject&, const ToolAnswer& answer, QObject*) {
                        answer(Error { Error::Code::Unavailable, u"The lamp does not answer."_s });
                    } });
    QCOMPARE(ask(server, R"({"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"broken"}})"),
        json(R"({"jsonrpc":"2.0","id":6,"result":{"content":[{"type":"text","text":"The lamp does not answer."}],"isError":true}})"));
}

void TstMcpServer::answersLaterAndOnlyOnce()
{
    McpServer server;
    ToolAnswer kept;
    server.addTool({ { .name = u"slow"_s }, [&](const QJsonObject&, ToolAnswer answer, QObject*) { kept = std::move(answer); } });
    QSignalSpy replies(&server, &McpServer::replyReady);
    server.receive(json(R"({"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":"slow"}})"));
    QCOMPARE(replies.size(), 0);
    kept(u"done"_s);
    kept(u"again"_s);
    QCOMPARE(replies.size(), 1);
    QCOMPARE(replies.at(0).at(0).toJsonObject()["id"_L1], QJsonValue(77));
}

void TstMcpServer::survivesALateAnswer()
{
    auto server = std::make_unique<McpServer>();
    ToolAnswer kept;
    server->addTool({ { .name = u"slow"_s }, [&](const QJsonObject&, ToolAnswer answer, QObject*) { kept = std::move(answer); } });
    server->receive(json(R"({"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":"slow"}})"));
    server.reset();
    kept(u"too late"_s);
    QVERIFY(kept);
}

void TstMcpServer::replacesAToolOfTheSameName()
{
    McpServer server;
    server.addTool(plainTool(u"a"_s));
    server.addTool(plainTool(u"a"_s, 5));
    QCOMPARE(server.tools().size(), size_t(1));
    QCOMPARE(server.tools().at(0).description, u"ddddd"_s);
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstMcpServer)
#include "tst_mcpserver.moc"
