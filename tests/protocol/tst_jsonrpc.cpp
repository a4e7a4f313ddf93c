// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsonrpc.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace myna;
using namespace myna::protocol;
using namespace Qt::Literals::StringLiterals;

class TstJsonRpc : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsGoldenPayloads();
    void returnsWhatWasSent_data();
    void returnsWhatWasSent();
    void leavesOutEmptyParams();
    void tolerates_data();
    void tolerates();
    void refuses_data();
    void refuses();
};

namespace {

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

Result<RpcMessage> golden(const QString& file)
{
    return decodeRpc(json(test::wire(file)).value("payload"_L1).toObject());
}

}

void TstJsonRpc::readsGoldenPayloads()
{
    const Result<RpcMessage> list = golden(u"pythonserver/mcp_tools_list.json"_s);
    QVERIFY(list);
    QVERIFY(*list == RpcMessage(RpcRequest { 2, u"tools/list"_s, {} }));

    const Result<RpcMessage> error = golden(u"firmware/mcp_error.json"_s);
    QVERIFY(error);
    QVERIFY(*error == RpcMessage(RpcResponse { 3, RpcError { -32603, u"Unknown tool: self.lamp.blink"_s } }));

    const Result<RpcMessage> result = golden(u"firmware/mcp_result.json"_s);
    QVERIFY(result);
    const RpcResponse& response = std::get<RpcResponse>(*result);
    QCOMPARE(response.id, QJsonValue(1));
    QCOMPARE(std::get<QJsonObject>(response.outcome).value("protocolVersion"_L1), QJsonValue(u"2024-11-05"_s));

    const Result<RpcMessage> initialize = golden(u"pythonserver/mcp_initialize.json"_s);
    QVERIFY(initialize);
    QVERIFY(std::get<RpcRequest>(*initialize).params.contains("capabilities"_L1));
}

void TstJsonRpc::returnsWhatWasSent_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < 6; ++row)
        QTest::addRow("%d", row) << row;
}

void TstJsonRpc::returnsWhatWasSent()
{
    const std::vector<RpcMessage> messages {
        RpcRequest { 7, u"tools/call"_s, { { u"name"_s, u"self.lamp.set"_s } } },
        RpcRequest { u"seven"_s, u"tools/list"_s, {} },
        RpcRequest { QJsonValue(QJsonValue::Undefined), u"notifications/initialized"_s, {} },
        RpcResponse { 7, QJsonObject { { u"isError"_s, false } } },
        RpcResponse { u"seven"_s, RpcError { -32601, u"no such method"_s } },
        RpcResponse { 7, QJsonObject {} },
    };
    QFETCH(int, row);
    const Result<RpcMessage> decoded = decodeRpc(encodeRpc(messages.at(size_t(row))));
    QVERIFY(decoded);
    QVERIFY(*decoded == messages.at(size_t(row)));
}

void TstJsonRpc::leavesOutEmptyParams()
{
    const QJsonObject request = encodeRpc(RpcRequest { 2, u"tools/list"_s, {} });
    QCOMPARE(request.keys(), (QStringList { u"id"_s, u"jsonrpc"_s, u"method"_s }));
    QCOMPARE(encodeRpc(RpcResponse { QJsonValue(QJsonValue::Undefined), RpcError {} }).value("id"_L1), QJsonValue(QJsonValue::Null));
}

void TstJsonRpc::tolerates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("params null") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"m","params":null})");
    QTest::newRow("error null beside result") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{},"error":null})");
    QTest::newRow("error as text") << QByteArray(R"({"jsonrpc":"2.0","id":1,"error":"no"})");
    QTest::newRow("error code huge") << QByteArray(R"({"jsonrpc":"2.0","id":1,"error":{"code":1e99,"message":"no"}})");
    QTest::newRow("error about nothing") << QByteArray(R"({"jsonrpc":"2.0","id":null,"error":{"message":"parse error"}})");
}

void TstJsonRpc::tolerates()
{
    QFETCH(QByteArray, text);
    const Result<RpcMessage> decoded = decodeRpc(json(text));
    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().text));
}

void TstJsonRpc::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray("{}");
    QTest::newRow("JSON-RPC 1") << QByteArray(R"({"jsonrpc":"1.0","id":1,"method":"m"})");
    QTest::newRow("version as number") << QByteArray(R"({"jsonrpc":2.0,"id":1,"method":"m"})");
    QTest::newRow("method is a number") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":3})");
    QTest::newRow("method is empty") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":""})");
    QTest::newRow("params is a list") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"m","params":[]})");
    QTest::newRow("id is null") << QByteArray(R"({"jsonrpc":"2.0","id":null,"method":"m"})");
    QTest::newRow("id is an object") << QByteArray(R"({"jsonrpc":"2.0","id":{},"method":"m"})");
    QTest::newRow("answer without id") << QByteArray(R"({"jsonrpc":"2.0","result":{}})");
    QTest::newRow("answer with null id") << QByteArray(R"({"jsonrpc":"2.0","id":null,"result":{}})");
    QTest::newRow("answer without outcome") << QByteArray(R"({"jsonrpc":"2.0","id":1})");
    QTest::newRow("result is text") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":"ok"})");
    QTest::newRow("error is a number") << QByteArray(R"({"jsonrpc":"2.0","id":1,"error":5})");
}

void TstJsonRpc::refuses()
{
    QFETCH(QByteArray, text);
    const Result<RpcMessage> decoded = decodeRpc(json(text));
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, Error::Code::Protocol);
    QVERIFY(decoded.error().text.endsWith(u'.'));
}

QTEST_GUILESS_MAIN(TstJsonRpc)
#include "tst_jsonrpc.moc"
