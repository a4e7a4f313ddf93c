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
    void echoesIdsExactly_data();
    void echoesIdsExactly();
    void takesTheVisionAddress();
    void keepsTheVisionTokenFromOthers();
    void whoWasLeftIsNotHeardAsTheNewOne();
    void cancelsOnlyTheCallThatIsNotWanted();
    void endsCallsWithTheSession();
    void tellsOfOtherToolsToThoseWhoAsked();
    void knowsWhoNeverAsksAgain();
    void hidesWhatIsNeverAllowed();
    void answersByHandWithoutTellingTheServer();
    void callsByNameForScenes();

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
    QTest::newRow("initialize")
        << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2024-11-05",
        "capabilities":{"roots":{"listChanged":true},"sampling":{},"vision":{"url":"http://x/","token":"t"}},"clientInfo":{"name":"XiaozhiClient","version":"1.0.0"}}})")
        << QByteArray(
               R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{"listChanged":true}},
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
        json(R"({"jsonrpc":"2.0","id":6,"result":{"content":[{"type":"text","text":"The lamp does not answer."}],"isError":true,
            "error":"The lamp does not answer."}})"));
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

void TstMcpServer::echoesIdsExactly_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char* id : { "1", "0", "-7", "9007199254740993", "\"1\"", "\"\"", "\"a\\\"b\"", "1.5" })
        QTest::newRow(id) << QByteArray(id);
}

void TstMcpServer::echoesIdsExactly()
{
    QFETCH(QByteArray, id);
    McpServer server;
    server.addTool(plainTool(u"a"_s));
    for (const QByteArray rest : { R"("method":"ping"})", R"("method":"tools/call","params":{"name":"a"}})", R"("method":"nothing"})" }) {
        const QJsonObject reply = ask(server, R"({"jsonrpc":"2.0","id":)" + id + "," + rest);
        QVERIFY2(QJsonDocument(reply).toJson(QJsonDocument::Compact).contains("\"id\":" + id), id.constData());
    }
}

void TstMcpServer::takesTheVisionAddress()
{
    McpServer server;
    QSignalSpy changes(&server, &McpServer::visionChanged);
    const auto initialise = [&server](const QByteArray& vision) {
        ask(server, R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"vision":)" + vision + "}}}");
    };
    QVERIFY(!server.vision().isThere());
    initialise(R"({"url":"http://x:8003/mcp/vision/explain","token":"t1"})");
    QCOMPARE(server.vision(), (Vision { QUrl(u"http://x:8003/mcp/vision/explain"_s), u"t1"_s }));
    initialise(R"({"url":"http://x:8003/other","token":""})"); // the old one stays
    QCOMPARE(server.vision(), (Vision { QUrl(u"http://x:8003/other"_s), u"t1"_s }));
    initialise(R"({"url":"http://x:8003/other"})");
    QCOMPARE(changes.size(), 2);
    for (const QByteArray nonsense :
        { "{}", "3", R"({"url":""})", R"({"url":"file:///etc/passwd"})", R"({"url":"http://"})", R"({"url":7})" })
        initialise(nonsense);
    QCOMPARE(changes.size(), 2);
    initialise(R"({"url":"https://x/","token":"t2"})");
    QCOMPARE(server.vision().token, u"t2"_s);
    initialise(R"({"url":"https://z/","token":"t3\r\nX: y"})"); // more than a token
    QCOMPARE(server.vision(), (Vision { QUrl(u"https://z/"_s), {} }));
}

void TstMcpServer::keepsTheVisionTokenFromOthers()
{
    McpServer server;
    server.setPeer({ .profile = u"one"_s });
    ask(server, R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"vision":{"url":"http://x/","token":"t"}}}})");
    ask(server, R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"vision":{"url":"http://y/"}}}})");
    QCOMPARE(server.vision(), (Vision { QUrl(u"http://y/"_s), {} }));
    server.setPeer({ .profile = u"one"_s, .name = u"One"_s });
    QVERIFY(server.vision().isThere());
    server.setPeer({ .profile = u"two"_s });
    QVERIFY(!server.vision().isThere());
}

void TstMcpServer::whoWasLeftIsNotHeardAsTheNewOne()
{
    McpServer server;
    QSignalSpy replies(&server, &McpServer::replyReady);
    const auto ping = [&server] { server.receive(json(R"({"jsonrpc":"2.0","id":1,"method":"ping"})")); };
    server.setPeer({ .profile = u"one"_s });
    server.beginSession();
    ping();
    QCOMPARE(replies.size(), 1);
    server.setPeer({ .profile = u"two"_s });
    server.setPeer({ .profile = u"three"_s });
    ping(); // the first one's last words
    QCOMPARE(replies.size(), 1);
    QVERIFY(server.isLeft());
    server.endSession();
    ping();
    QCOMPARE(replies.size(), 2);
    server.setPeer({ .profile = u"one"_s });
    server.beginSession();
    server.setPeer({ .profile = u"one"_s, .name = u"Another name"_s });
    ping();
    QCOMPARE(replies.size(), 3);
}

void TstMcpServer::cancelsOnlyTheCallThatIsNotWanted()
{
    McpServer server;
    QVector<ToolAnswer> kept;
    QStringList ended;
    server.addTool(
        { { .name = u"slow"_s, .arguments = { { .name = u"n"_s } } }, [&](const QJsonObject& arguments, ToolAnswer answer, QObject* call) {
             kept.append(std::move(answer));
             connect(call, &QObject::destroyed, &server, [&ended, n = arguments["n"_L1].toString()] { ended.append(n); });
         } });
    QSignalSpy replies(&server, &McpServer::replyReady);
    server.receive(json(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","arguments":{"n":"a"}}})"));
    server.receive(json(R"({"jsonrpc":"2.0","id":"1","method":"tools/call","params":{"name":"slow","arguments":{"n":"b"}}})"));
    for (const QByteArray params : { "{}", R"({"requestId":2})", R"({"requestId":[1]})", R"({"requestId":"1","reason":"x"})" })
        server.receive(json(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":)" + params + "}"));
    QCOMPARE(ended, QStringList { u"b"_s });
    kept[1](u"late"_s);
    QCOMPARE(replies.size(), 0);
    kept[0](u"done"_s);
    QCOMPARE(replies.size(), 1);
    QCOMPARE(replies.at(0).at(0).toJsonObject()["id"_L1], QJsonValue(1));
}

void TstMcpServer::endsCallsWithTheSession()
{
    McpServer server;
    QVector<ToolAnswer> kept;
    server.addTool({ { .name = u"slow"_s }, [&](const QJsonObject&, ToolAnswer answer, QObject*) { kept.append(std::move(answer)); } });
    QSignalSpy replies(&server, &McpServer::replyReady);
    QSignalSpy called(&server, &McpServer::called);
    QVector<QJsonObject> byHand;
    const QJsonObject request = json(R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"slow"}})");
    server.receive(request);
    QVERIFY(server.ask(request, { .asker = Asker::Hand }, [&](const QJsonObject& reply) { byHand.append(reply); }));
    server.endSession();
    QCOMPARE(called.size(), 1);
    QCOMPARE(called.at(0).at(0).value<CallReport>().outcome, Outcome::Cancelled);
    kept[0](u"late"_s);
    QCOMPARE(replies.size(), 0);
    kept[1](u"done"_s); // the user still waits
    QCOMPARE(byHand.size(), 1);
}

void TstMcpServer::tellsOfOtherToolsToThoseWhoAsked()
{
    McpServer server;
    QSignalSpy replies(&server, &McpServer::replyReady);
    server.setTools({ plainTool(u"a"_s) });
    QCOMPARE(replies.size(), 0);
    server.receive(json(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})"));
    server.setTools({ plainTool(u"a"_s) }); // the same
    server.setTools({ plainTool(u"a"_s), plainTool(u"mine"_s, 0, true) }); // not told of
    QCOMPARE(replies.size(), 1);
    server.setTools({ plainTool(u"a"_s), plainTool(u"b"_s), plainTool(u"a"_s, 9) });
    QCOMPARE(replies.size(), 2);
    QCOMPARE(replies.at(1).at(0).toJsonObject(), json(R"({"jsonrpc":"2.0","method":"notifications/tools/list_changed"})"));
    QCOMPARE(server.tools().size(), size_t(2)); // the first of a name
    server.endSession();
    server.setTools({});
    QCOMPARE(replies.size(), 2);
}

void TstMcpServer::knowsWhoNeverAsksAgain()
{
    McpServer server({}, std::chrono::milliseconds(20));
    server.receive(json(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})"));
    QSignalSpy old(&server, &McpServer::listGrewOld);
    server.setTools({ plainTool(u"a"_s) });
    server.receive(json(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})")); // this one does
    server.setTools({}); // what is gone does no harm
    QVERIFY(!old.wait(100));
    server.setTools({ plainTool(u"b"_s) });
    QTRY_COMPARE(old.size(), 1);
    QVERIFY(server.isListOld());
    server.endSession();
    QVERIFY(!server.isListOld());
}

void TstMcpServer::hidesWhatIsNeverAllowed()
{
    McpServer server;
    server.setPeer({ .profile = u"one"_s });
    server.addTool(plainTool(u"a"_s));
    server.addTool(plainTool(u"b"_s));
    server.gate().decide(u"b"_s, u"one"_s, Decision::Deny);
    const QByteArray list = R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})";
    const auto count = [](const QJsonObject& reply) { return reply["result"_L1]["tools"_L1].toArray().size(); };
    QCOMPARE(count(ask(server, list)), 1);
    QSignalSpy replies(&server, &McpServer::replyReady);
    server.gate().decide(u"b"_s, u"one"_s, std::nullopt);
    QCOMPARE(replies.size(), 1); // and is told when it is allowed again
    QCOMPARE(count(ask(server, list)), 2);
    server.gate().decide(u"a"_s, {}, Decision::Deny);
    qsizetype seen = 0;
    QVERIFY(server.ask(json(list), { .asker = Asker::Hand }, [&](const QJsonObject& reply) { seen = count(reply); }));
    QCOMPARE(seen, 2); // the user sees everything
}

void TstMcpServer::answersByHandWithoutTellingTheServer()
{
    McpServer server;
    server.addTool(volumeTool());
    QSignalSpy replies(&server, &McpServer::replyReady);
    QJsonObject answer;
    const auto take = [&](const QJsonObject& reply) { answer = reply; };
    const Caller hand { .asker = Asker::Hand };
    QVERIFY(server.ask(json(R"({"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"self.audio_speaker.set_volume",
        "arguments":{"volume":7}}})"),
        hand, take));
    QCOMPARE(answer["result"_L1]["content"_L1][0]["text"_L1].toString(), uR"({"volume":7})"_s);
    QVERIFY(!server.ask(json(R"({"jsonrpc":"2.0","method":"notifications/cancelled"})"), hand, take));
    QVERIFY(!server.ask({}, hand, take));
    QVERIFY(server.ask(
        json(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"vision":{"url":"http://x/"}}}})"), hand, take));
    QVERIFY(!server.vision().isThere());
    QCOMPARE(replies.size(), 0);
}

void TstMcpServer::callsByNameForScenes()
{
    McpServer server;
    server.addTool(volumeTool());
    QVector<Result<QString>> results;
    const auto take = [&](const Result<QString>& result) { results.append(result); };
    const Caller scene { .asker = Asker::Scene, .name = u"Evening"_s };
    QSignalSpy called(&server, &McpServer::called);
    server.call(u"self.audio_speaker.set_volume"_s, { { u"volume"_s, 5 } }, scene, take);
    server.call(u"self.audio_speaker.set_volume"_s, { { u"volume"_s, 500 } }, scene, take);
    server.call(u"nothing"_s, {}, scene, take);
    QCOMPARE(*results[0], uR"({"volume":5})"_s);
    QCOMPARE(results[1].error().code, Error::Code::Invalid);
    QCOMPARE(results[2].error().code, Error::Code::NotFound);
    QCOMPARE(called.size(), 3);
    QCOMPARE(called.at(2).at(0).value<CallReport>().caller, scene);
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstMcpServer)
#include "tst_mcpserver.moc"
