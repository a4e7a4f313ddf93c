// SPDX-License-Identifier: GPL-3.0-or-later
// The asking side of MCP against exchanges as they stand in tests/data/mcp, and against desks that mean no good.
#include "server/toolbox/mcpclient.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

namespace {

// "*" in what is expected stands for anything.
bool fits(const QJsonValue& seen, const QJsonValue& expected)
{
    if (expected == u"*"_s)
        return true;
    if (!expected.isObject() || !seen.isObject())
        return seen == expected;
    const QJsonObject a = seen.toObject();
    const QJsonObject b = expected.toObject();
    const QStringList keys = a.keys();
    return keys == b.keys() && std::all_of(keys.begin(), keys.end(), [&](const QString& key) { return fits(a[key], b[key]); });
}

QString shown(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject answer(const QJsonValue& id, const QJsonObject& result)
{
    return { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id }, { u"result"_s, result } };
}

QJsonObject page(int from, int count, const QString& next)
{
    QJsonArray tools;
    for (int i = 0; i < count; ++i)
        tools.append(QJsonObject { { u"name"_s, u"tool%1"_s.arg(from + i) } });
    QJsonObject result { { u"tools"_s, tools } };
    if (!next.isEmpty())
        result.insert(u"nextCursor"_s, next);
    return result;
}

// A client and everything that comes out of it.
struct Line
{
    explicit Line(const McpClientRules& rules)
        : client(rules)
    {
        QObject::connect(&client, &McpClient::sendWanted, &client, [this](const QJsonObject& message) { sent.append(message); });
        QObject::connect(&client, &McpClient::listed, &client, [this] { ++lists; });
        QObject::connect(&client, &McpClient::failed, &client, [this](const Error& error) { failures.append(error.text); });
        QObject::connect(&client, &McpClient::dropped, &client, [this](qint64 id) { dropped.append(id); });
    }
    void call(const QString& tool, std::chrono::milliseconds limit = 30s)
    {
        client.call(tool, {}, limit, [this](const Result<QString>& result) { results.append(result); });
    }
    // Until the first list is there.
    void greet(const QJsonObject& list)
    {
        client.start();
        client.receive(answer(1, {}));
        client.receive(answer(2, list));
    }

    McpClient client;
    QList<QJsonObject> sent;
    QList<qint64> dropped;
    QStringList failures;
    QVector<Result<QString>> results;
    int lists = 0;
};

}

class TstMcpClient : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void exchangesAsTheyAre_data();
    void exchangesAsTheyAre();
    void silenceIsTakenBack();
    void aDeviceIsNotToldThat();
    void newsMakesItListAgain();
    void newsWithoutEndIsOneNews();
    void listsAreBounded_data();
    void listsAreBounded();
    void whatIsDescribedAtGreatLengthIsCutOrLeftOut();
    void whoWaitsHearsThatItIsGone();
    void whoAnswersInsideCallsAgain();
};

void TstMcpClient::exchangesAsTheyAre_data()
{
    QTest::addColumn<QJsonObject>("exchange");
    QFile file(QStringLiteral(MYNA_SOURCE_DIR "/tests/data/mcp/client.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonParseError wrong;
    const QJsonArray all = QJsonDocument::fromJson(file.readAll(), &wrong).array();
    QVERIFY2(all.size() > 15, qPrintable(wrong.errorString()));
    for (const auto one : all)
        QTest::newRow(qPrintable(one.toObject()["name"_L1].toString())) << one.toObject();
}

void TstMcpClient::exchangesAsTheyAre()
{
    QFETCH(QJsonObject, exchange);
    Line line({ .notifies = !exchange["device"_L1].toBool(), .late = u"late"_s });
    const QJsonArray steps = exchange["steps"_L1].toArray();
    for (const auto value : steps) {
        const QJsonObject step = value.toObject();
        const QString what = step.keys().first();
        if (what == u"start")
            line.client.start(step[what].toObject());
        else if (what == u"call")
            line.client.call(step[what]["name"_L1].toString(), step[what]["arguments"_L1].toObject(), 30s,
                [&](const Result<QString>& result) { line.results.append(result); });
        else if (what == u"got")
            line.client.receive(step[what].toObject());
        else if (what == u"sent") {
            QVERIFY2(!line.sent.isEmpty(), qPrintable(shown(step)));
            const QJsonObject sent = line.sent.takeFirst();
            QVERIFY2(fits(sent, step[what]), qPrintable(shown(sent)));
        } else if (what == u"result" || what == u"error") {
            QCOMPARE(line.results.size(), 1);
            const Result<QString> result = line.results.takeFirst();
            QCOMPARE(result.has_value(), what == u"result");
            QCOMPARE(result ? *result : result.error().text, step[what].toString());
        } else if (what == u"failed") {
            QCOMPARE(line.failures, QStringList { step[what].toString() });
        } else {
            QCOMPARE(what, u"tools"_s);
            QStringList names;
            for (const mcp::ToolSpec& tool : line.client.tools())
                names.append(tool.name);
            QCOMPARE(QJsonArray::fromStringList(names), step[what].toArray());
        }
    }
    QVERIFY2(line.sent.isEmpty(), qPrintable(shown(line.sent.value(0)))); // nothing more than was expected
    QVERIFY(line.results.isEmpty());
}

void TstMcpClient::silenceIsTakenBack()
{
    Line line({ .late = u"late"_s });
    line.call(u"slow"_s, 10ms);
    QTRY_COMPARE(line.results.size(), 1);
    QCOMPARE(line.results[0].error(), (Error { Error::Code::Timeout, u"late"_s }));
    QCOMPARE(line.dropped, QList<qint64> { 1 });
    QCOMPARE(line.sent.size(), 2);
    QCOMPARE(line.sent[1]["method"_L1].toString(), u"notifications/cancelled"_s);
    QCOMPARE(line.sent[1]["params"_L1]["requestId"_L1].toInteger(), 1);
    line.client.receive(answer(1, {})); // too late
    QCOMPARE(line.results.size(), 1);
    // A hello is never taken back.
    Line hello({ .hello = 10ms, .late = u"late"_s });
    hello.client.start();
    QTRY_COMPARE(hello.failures, QStringList { u"late"_s });
    QCOMPARE(hello.sent.size(), 1);
}

void TstMcpClient::aDeviceIsNotToldThat()
{
    Line line({ .notifies = false });
    line.greet(page(0, 1, {}));
    line.call(u"slow"_s, 10ms);
    QTRY_COMPARE(line.results.size(), 1);
    for (const QJsonObject& message : line.sent)
        QVERIFY2(message.contains("id"_L1), qPrintable(shown(message)));
}

void TstMcpClient::newsMakesItListAgain()
{
    Line line({ .relist = 1ms });
    line.greet(page(0, 1, {}));
    QCOMPARE(line.lists, 1);
    line.sent.clear();
    line.client.receive({ { u"jsonrpc"_s, u"2.0"_s }, { u"method"_s, u"notifications/tools/list_changed"_s } });
    QTRY_COMPARE(line.sent.size(), 1);
    QCOMPARE(line.client.tools().size(), 1); // the old ones until the new ones are there
    line.client.receive(answer(line.sent[0]["id"_L1], page(0, 3, {})));
    QCOMPARE(line.lists, 2);
    QCOMPARE(line.client.tools().size(), 3);
}

void TstMcpClient::newsWithoutEndIsOneNews()
{
    Line line({ .relist = 50ms });
    line.greet(page(0, 1, {}));
    line.sent.clear();
    for (int i = 0; i < 10000; ++i)
        line.client.receive({ { u"jsonrpc"_s, u"2.0"_s }, { u"method"_s, u"notifications/tools/list_changed"_s } });
    QTRY_COMPARE(line.sent.size(), 1);
    QCOMPARE(line.client.pending(), 1);
}

void TstMcpClient::listsAreBounded_data()
{
    QTest::addColumn<int>("perPage");
    QTest::addColumn<QStringList>("cursors"); // one after the other, from the front again
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("tools");
    QStringList many;
    for (int i = 0; i < 1000; ++i)
        many.append(QString::number(i));
    QTest::newRow("a cursor that never ends") << 1 << many << int(McpClient::maxPages) << int(McpClient::maxPages);
    QTest::newRow("a circle of one") << 1 << QStringList { u"a"_s } << 2 << 2;
    QTest::newRow("a circle of two") << 1 << QStringList { u"a"_s, u"b"_s } << 3 << 3;
    QTest::newRow("more tools than anybody needs") << 1000 << many << 1 << int(McpClient::maxTools);
    QTest::newRow("empty pages") << 0 << many << int(McpClient::maxPages) << 0;
}

void TstMcpClient::listsAreBounded()
{
    QFETCH(int, perPage);
    QFETCH(QStringList, cursors);
    QFETCH(int, requests);
    QFETCH(int, tools);
    Line line({});
    line.client.start();
    line.client.receive(answer(1, {}));
    int seen = 0;
    for (qint64 id = 2; seen < 100 && line.lists == 0; ++id, ++seen)
        line.client.receive(answer(id, page(seen * perPage, perPage, cursors[seen % cursors.size()])));
    QCOMPARE(seen, requests);
    QCOMPARE(line.client.tools().size(), tools);
}

void TstMcpClient::whatIsDescribedAtGreatLengthIsCutOrLeftOut()
{
    const auto named = [](const QString& name, const QString& description, const QJsonObject& properties = {}) {
        return QJsonObject { { u"name"_s, name }, { u"description"_s, description },
            { u"inputSchema"_s, QJsonObject { { u"type"_s, u"object"_s }, { u"properties"_s, properties } } } };
    };
    const QString novel = QString(100'000, u'x');
    const QJsonObject endless { { u"a"_s, QJsonObject { { u"type"_s, u"string"_s }, { u"description"_s, novel } } } };
    Line line({});
    line.greet(
        { { u"tools"_s,
              QJsonArray { named(u"long"_s, novel), named(novel, {}), named(u"endless"_s, {}, endless), named(u"good"_s, u"ok"_s) } },
            { u"nextCursor"_s, novel } });
    QCOMPARE(line.lists, 1); // nobody sends such a cursor back
    QCOMPARE(line.client.tools().size(), 2);
    QCOMPARE(line.client.tools()[0].name, u"long"_s);
    QCOMPARE(line.client.tools()[0].description.size(), 8192);
    QCOMPARE(line.client.tools()[1].name, u"good"_s);
}

void TstMcpClient::whoWaitsHearsThatItIsGone()
{
    Line line({});
    line.greet(page(0, 2, {}));
    line.call(u"a"_s);
    line.call(u"b"_s);
    line.client.reset({ Error::Code::Unavailable, u"gone"_s });
    QCOMPARE(line.results.size(), 2);
    QCOMPARE(line.results[1].error().text, u"gone"_s);
    QCOMPARE(line.client.pending(), 0);
    QVERIFY(line.client.tools().isEmpty());
    line.client.receive(answer(3, {})); // of before
    QCOMPARE(line.results.size(), 2);
    line.client.start(); // and begins anew, with higher numbers
    QCOMPARE(line.sent.last()["id"_L1].toInteger(), 5);
}

void TstMcpClient::whoAnswersInsideCallsAgain()
{
    Line line({});
    int calls = 0;
    std::function<void()> again = [&] {
        line.client.call(u"x"_s, {}, 30s, [&](const Result<QString>&) {
            if (++calls < 50)
                again();
        });
    };
    again();
    for (qint64 id = 1; id <= 50; ++id)
        line.client.receive(answer(id, {}));
    QCOMPARE(calls, 50);
}

QTEST_GUILESS_MAIN(TstMcpClient)
#include "tst_mcpclient.moc"
