// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/mcpserver.h"
#include "server/toolbox/devicetools.h"
#include "support/testcase.h"

#include <QJsonArray>

#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

class TstDeviceTools : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void talksToARealDesk();
    void followsPages();
    void doesNotFollowACircle();
    void idsOnlyRise();
    void errorsBecomeSentences_data();
    void errorsBecomeSentences();
    void silenceBecomesATimeOut();
    void pendingCallsAreBounded();
    void answersRequestsOfTheDevice();
    void toolboxFindsTheSource();
};

namespace {

QJsonObject page(const QStringList& names, const QString& next = {})
{
    QJsonArray tools;
    for (const QString& name : names)
        tools += QJsonObject { { u"name"_s, name }, { u"description"_s, u"d"_s },
            { u"inputSchema"_s, QJsonObject { { u"type"_s, u"object"_s } } } };
    QJsonObject result { { u"tools"_s, tools } };
    if (!next.isEmpty())
        result.insert(u"nextCursor"_s, next);
    return result;
}

QJsonObject answer(const QJsonValue& id, const QJsonObject& result)
{
    return { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id }, { u"result"_s, result } };
}

}

void TstDeviceTools::talksToARealDesk()
{
    mcp::McpServer desk;
    int volume = 0;
    desk.addTool({ { u"self.audio_speaker.set_volume"_s, u"Sets the volume."_s,
                       { { .name = u"volume"_s, .type = mcp::ArgumentType::Integer, .minimum = 0, .maximum = 100 } } },
        [&](const QJsonObject& arguments, const mcp::ToolAnswer& done, QObject*) {
            volume = arguments["volume"_L1].toInt();
            done(u"true"_s);
        } });
    DeviceTools tools;
    connect(&tools, &DeviceTools::payloadReady, &desk, &mcp::McpServer::receive);
    connect(&desk, &mcp::McpServer::replyReady, &tools, &DeviceTools::receive);
    QSignalSpy listed(&tools, &DeviceTools::toolsListed);
    tools.start();
    QTRY_COMPARE(listed.size(), 1);
    QCOMPARE(tools.tools().size(), 1);
    QCOMPARE(tools.tools().first().name, u"self.audio_speaker.set_volume"_s);
    std::optional<Result<QString>> got;
    tools.call(u"self.audio_speaker.set_volume"_s, { { u"volume"_s, 33 } }, [&](const Result<QString>& result) { got = result; });
    QTRY_VERIFY(got);
    QVERIFY(got->has_value());
    QCOMPARE(**got, u"true"_s);
    QCOMPARE(volume, 33);
}

void TstDeviceTools::followsPages()
{
    DeviceTools tools;
    QStringList cursors;
    connect(&tools, &DeviceTools::payloadReady, &tools, [&](const QJsonObject& request) {
        const QJsonValue id = request["id"_L1];
        if (request["method"_L1] == u"initialize"_s) {
            tools.receive(answer(id, {}));
            return;
        }
        const QString cursor = request["params"_L1].toObject()["cursor"_L1].toString();
        QCOMPARE(request.contains("params"_L1), !cursor.isEmpty());
        cursors += cursor;
        tools.receive(answer(id,
            cursor.isEmpty()       ? page({ u"a"_s, u"b"_s }, u"c"_s)
                : cursor == u"c"_s ? page({ u"c"_s }, u"d"_s)
                                   : page({ u"d"_s })));
    });
    QSignalSpy listed(&tools, &DeviceTools::toolsListed);
    tools.start();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(cursors, (QStringList { QString(), u"c"_s, u"d"_s }));
    QCOMPARE(tools.tools().size(), 4);
}

void TstDeviceTools::doesNotFollowACircle()
{
    DeviceTools tools;
    int requests = 0;
    connect(&tools, &DeviceTools::payloadReady, &tools, [&](const QJsonObject& request) {
        ++requests;
        tools.receive(answer(request["id"_L1], request["method"_L1] == u"initialize"_s ? QJsonObject() : page({}, u"same"_s)));
    });
    QSignalSpy listed(&tools, &DeviceTools::toolsListed);
    tools.start();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(requests, 3);
}

void TstDeviceTools::idsOnlyRise()
{
    DeviceTools tools;
    QVector<qint64> ids;
    connect(&tools, &DeviceTools::payloadReady, &tools, [&](const QJsonObject& request) {
        ids += request["id"_L1].toInteger();
        tools.receive(answer(request["id"_L1], page({ u"a"_s })));
    });
    tools.start();
    tools.call(u"a"_s, {}, [](const Result<QString>&) {});
    tools.start();
    QCOMPARE(ids, (QVector<qint64> { 1, 2, 3, 4, 5 }));
}

void TstDeviceTools::errorsBecomeSentences_data()
{
    QTest::addColumn<QJsonObject>("reply"); // without its id
    QTest::newRow("with code") << QJsonObject { { u"error"_s, QJsonObject { { u"code"_s, -32602 }, { u"message"_s, u"Too loud"_s } } } };
    QTest::newRow("without code") << QJsonObject { { u"error"_s, QJsonObject { { u"message"_s, u"Too loud"_s } } } };
    QTest::newRow("isError") << QJsonObject { { u"result"_s,
        QJsonObject { { u"isError"_s, true },
            { u"content"_s, QJsonArray { QJsonObject { { u"type"_s, u"text"_s }, { u"text"_s, u"Too loud"_s } } } } } } };
}

void TstDeviceTools::errorsBecomeSentences()
{
    QFETCH(QJsonObject, reply);
    DeviceTools tools;
    connect(&tools, &DeviceTools::payloadReady, &tools, [&](const QJsonObject& request) {
        QJsonObject whole = reply;
        whole.insert(u"jsonrpc"_s, u"2.0"_s);
        whole.insert(u"id"_s, request["id"_L1]);
        tools.receive(whole);
        tools.receive(whole); // a second answer is nobody's
    });
    QVector<Result<QString>> got;
    tools.call(u"x"_s, {}, [&](const Result<QString>& result) { got += result; });
    QCOMPARE(got.size(), 1);
    QVERIFY(!got.first());
    QCOMPARE(got.first().error(), (Error { Error::Code::Refused, u"Too loud"_s }));
}

void TstDeviceTools::silenceBecomesATimeOut()
{
    DeviceTools tools(10ms);
    std::optional<Result<QString>> got;
    tools.call(u"x"_s, {}, [&](const Result<QString>& result) { got = result; });
    QTRY_VERIFY(got);
    QCOMPARE(got->error().code, Error::Code::Timeout);
}

void TstDeviceTools::pendingCallsAreBounded()
{
    DeviceTools tools;
    int refused = 0;
    for (int i = 0; i < DeviceTools::maxPending + 3; ++i)
        tools.call(u"x"_s, {}, [&](const Result<QString>& result) { refused += !result; });
    QCOMPARE(refused, 3);
}

void TstDeviceTools::answersRequestsOfTheDevice()
{
    DeviceTools tools;
    QSignalSpy sent(&tools, &DeviceTools::payloadReady);
    tools.receive({ { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, 9 }, { u"method"_s, u"sampling/createMessage"_s } });
    QCOMPARE(sent.size(), 1);
    const auto reply = sent[0][0].toJsonObject();
    QCOMPARE(reply["id"_L1].toInt(), 9);
    QCOMPARE(reply["error"_L1].toObject()["code"_L1].toInt(), -32601);
    tools.receive({ { u"jsonrpc"_s, u"2.0"_s }, { u"method"_s, u"notifications/initialized"_s } });
    tools.receive({ { u"nonsense"_s, 1 } });
    QCOMPARE(sent.size(), 1);
}

void TstDeviceTools::toolboxFindsTheSource()
{
    class Source final : public ToolSource
    {
    public:
        explicit Source(QString name)
            : m_name(std::move(name))
        {
        }
        QVector<mcp::ToolSpec> tools() const override { return { { .name = m_name }, { .name = QStringLiteral("both") } }; }
        void call(const QString&, const QJsonObject&, ToolResult done) override { done(m_name); }
        bool standsFor(const QString& name) const override { return name == stands; }
        QString stands;

    private:
        QString m_name;
    };
    Source first(u"first"_s);
    Source second(u"second"_s);
    Toolbox box;
    box.add(first);
    box.add(second);
    QCOMPARE(box.tools().size(), 3);
    const auto call = [&](const QString& name) {
        QString text;
        box.call(name, {}, [&](const Result<QString>& result) { text = result ? *result : result.error().text; });
        return text;
    };
    QCOMPARE(call(u"second"_s), u"second"_s);
    QCOMPARE(call(u"both"_s), u"first"_s);
    QCOMPARE(call(u"third"_s), u"Tool third not found."_s);
    // What an earlier source stands for is not offered again; a later one takes nothing from those before it.
    first.stands = u"second"_s;
    second.stands = u"first"_s;
    QStringList offered;
    for (const mcp::ToolSpec& tool : box.tools())
        offered += tool.name;
    QCOMPARE(offered, QStringList({ u"first"_s, u"both"_s }));
}

QTEST_GUILESS_MAIN(TstDeviceTools)
#include "tst_devicetools.moc"
