// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/owntools.h"

#include "protocol/jsonrpc.h"

#include <QElapsedTimer>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

// The words of an answer to tools/call.
void readReply(ToolExchange& exchange)
{
    const QJsonObject error = exchange.received["error"_L1].toObject();
    const QJsonObject result = exchange.received["result"_L1].toObject();
    exchange.failed = !error.isEmpty() || result["isError"_L1].toBool();
    if (!error.isEmpty()) {
        exchange.text = error["message"_L1].toString();
        return;
    }
    QStringList texts;
    for (const QJsonValue& part : result["content"_L1].toArray())
        texts.append(part["text"_L1].toString());
    exchange.text = texts.join(u'\n');
}

}

OwnTools::OwnTools(mcp::McpServer& server, QObject* parent)
    : ToolPlace(parent)
    , m_server(server)
{
    connect(&server, &mcp::McpServer::toolsChanged, this, &OwnTools::changed);
    connect(&server.gate(), &mcp::Gate::decisionsChanged, this, &OwnTools::changed);
}

QString OwnTools::name() const
{
    return tr("This computer");
}

QVector<ToolPlace::Offer> OwnTools::offers() const
{
    QVector<Offer> offers;
    for (const mcp::Tool& tool : m_server.shelf())
        offers.append({ tool.spec, m_server.gate().offers(tool, {}) });
    return offers;
}

void OwnTools::call(const QString& tool, const QJsonObject& arguments, QObject* context, const Then& then)
{
    protocol::RpcRequest request {
        .id = ++m_lastId, .method = u"tools/call"_s, .params = { { u"name"_s, tool }, { u"arguments"_s, arguments } }
    };
    const QJsonObject sent = protocol::encodeRpc(request);
    QElapsedTimer clock;
    clock.start();
    m_server.ask(sent, { .asker = mcp::Asker::Hand }, [context = QPointer(context), sent, clock, then](const QJsonObject& reply) {
        if (!context)
            return;
        ToolExchange exchange { .sent = sent, .received = reply, .ms = clock.elapsed() };
        readReply(exchange);
        then(exchange);
    });
}

}

#include "moc_owntools.cpp"
