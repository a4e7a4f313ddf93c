// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/mcpclient.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype longestSchema = 8192; // bytes of one tool's description of its arguments
// What is longer is no tool for a model, which reads all of them before each answer: 128 of these are five megabytes.
constexpr qsizetype largestSchema = 32 * 1024; // bytes
constexpr qsizetype longestToolName = 128; // characters
constexpr qsizetype longestDescription = 8192; // characters; the rest is cut off
constexpr qsizetype longestCursor = 1024; // characters
constexpr int methodNotFound = -32601;
constexpr qsizetype shownMethod = 80; // characters

// What `arguments` cannot say is kept as it was declared.
bool saysMore(const QJsonObject& schema)
{
    static const QStringList plain { u"boolean"_s, u"integer"_s, u"string"_s };
    static const QStringList known { u"type"_s, u"description"_s, u"minimum"_s, u"maximum"_s, u"title"_s };
    const QJsonObject properties = schema["properties"_L1].toObject();
    for (const auto property : properties) {
        const QJsonObject one = property.toObject();
        const QStringList keys = one.keys();
        if (!plain.contains(one["type"_L1].toString())
            || std::any_of(keys.cbegin(), keys.cend(), [](const QString& key) { return !known.contains(key); }))
            return true;
    }
    return false;
}

Result<mcp::ToolSpec> offeredTool(const QJsonObject& object, bool keepsSchema)
{
    const QJsonObject schema = object["inputSchema"_L1].toObject();
    const qsizetype bytes = QJsonDocument(schema).toJson(QJsonDocument::Compact).size();
    if (bytes > largestSchema || object["name"_L1].toString().size() > longestToolName)
        return Error { Error::Code::Invalid, u"A tool was offered that is described at too great length."_s };
    auto tool = mcp::toolSpecFromJson(object);
    if (!tool)
        return tool;
    tool.value().description.truncate(longestDescription);
    if (keepsSchema && bytes <= longestSchema && saysMore(schema))
        tool.value().schema = schema;
    return tool;
}

QString wordsOf(const QJsonObject& item)
{
    if (item["type"_L1] == "text"_L1)
        return item["text"_L1].toString();
    const QString inside = item["resource"_L1].toObject()["text"_L1].toString();
    return inside.isEmpty() ? u"[%1]"_s.arg(item["type"_L1].toString()) : inside;
}

}

Result<QString> callResult(const QJsonObject& result)
{
    QStringList words;
    const QJsonArray content = result["content"_L1].toArray();
    for (const auto item : content)
        words.append(wordsOf(item.toObject()));
    if (words.isEmpty() && result["structuredContent"_L1].isObject())
        words.append(QString::fromUtf8(QJsonDocument(result["structuredContent"_L1].toObject()).toJson(QJsonDocument::Compact)));
    if (result["isError"_L1].toBool())
        return Error { Error::Code::Refused, words.join(u'\n') };
    return words.join(u'\n');
}

struct McpClient::Pending
{
    Answer answer;
    bool isGreeting = false; // it is never taken back
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
};

McpClient::McpClient(McpClientRules rules, QObject* parent)
    : QObject(parent)
    , m_rules(std::move(rules))
    , m_relist(this)
{
    m_relist.setSingleShot(true);
    m_relist.setInterval(m_rules.relist);
    connect(&m_relist, &QTimer::timeout, this, &McpClient::list);
}

McpClient::~McpClient() = default;

void McpClient::request(const QString& method, const QJsonObject& params, std::chrono::milliseconds limit, Answer answer)
{
    const qint64 id = ++m_lastId;
    auto pending = std::make_shared<Pending>();
    pending->answer = std::move(answer);
    pending->isGreeting = method == "initialize"_L1;
    pending->timer->setSingleShot(true);
    connect(pending->timer.get(), &QTimer::timeout, this, [this, id] { giveUp(id); });
    pending->timer->start(limit);
    m_pending.insert(id, pending);
    emit sendWanted(protocol::encodeRpc(protocol::RpcRequest { id, method, params }));
}

void McpClient::notify(const QString& method, const QJsonObject& params)
{
    if (m_rules.notifies)
        emit sendWanted(protocol::encodeRpc(protocol::RpcRequest { QJsonValue::Undefined, method, params }));
}

void McpClient::giveUp(qint64 id)
{
    const auto late = m_pending.take(id);
    if (!late)
        return;
    late->timer.release()->deleteLater(); // it is emitting now
    emit dropped(id);
    if (!late->isGreeting)
        notify(u"notifications/cancelled"_s, { { u"requestId"_s, id }, { u"reason"_s, u"timeout"_s } });
    late->answer(Error { Error::Code::Timeout, m_rules.late });
}

void McpClient::start(const QJsonObject& capabilities)
{
    const QJsonObject params { { u"protocolVersion"_s, m_rules.version }, { u"capabilities"_s, capabilities },
        { u"clientInfo"_s, QJsonObject { { u"name"_s, u"Myna"_s }, { u"version"_s, QStringLiteral(MYNA_VERSION) } } } };
    request(u"initialize"_s, params, m_rules.hello, [this](const Result<QJsonObject>& result) {
        if (!result) {
            emit failed(result.error());
            return;
        }
        emit agreed((*result)["protocolVersion"_L1].toString(m_rules.version).left(shownMethod));
        notify(u"notifications/initialized"_s, {});
        list();
    });
}

void McpClient::fail(qint64 id, const Error& why)
{
    if (const auto pending = m_pending.take(id)) {
        pending->timer->stop();
        pending->answer(why);
    }
}

void McpClient::reset(const Error& why)
{
    m_relist.stop();
    m_tools.clear();
    m_listing.clear();
    m_isListing = false;
    const auto waiting = std::exchange(m_pending, {});
    QList<qint64> ids = waiting.keys();
    std::sort(ids.begin(), ids.end());
    for (const qint64 id : std::as_const(ids)) {
        const auto& pending = waiting[id];
        pending->timer->stop();
        pending->timer.release()->deleteLater();
        pending->answer(why);
    }
}

void McpClient::list()
{
    if (m_isListing) { // once more when this is done
        m_relist.start();
        return;
    }
    m_isListing = true;
    m_listing.clear();
    m_cursors.clear();
    listPage({});
}

void McpClient::listPage(const QString& cursor)
{
    const QJsonObject params = cursor.isEmpty() ? QJsonObject() : QJsonObject { { u"cursor"_s, cursor } };
    request(u"tools/list"_s, params, m_rules.hello, [this](const Result<QJsonObject>& page) {
        if (page) {
            takePage(*page);
            return;
        }
        m_isListing = false;
        emit failed(page.error());
    });
}

void McpClient::takePage(const QJsonObject& page)
{
    const QJsonArray tools = page["tools"_L1].toArray();
    for (const auto value : tools) {
        const auto tool = offeredTool(value.toObject(), m_rules.keepsSchemas);
        if (tool && !tool->userOnly && m_listing.size() < maxTools)
            m_listing += *tool;
    }
    const QString next = page["nextCursor"_L1].toString();
    if (!next.isEmpty() && next.size() <= longestCursor && !m_cursors.contains(next) && m_cursors.size() < maxPages - 1
        && m_listing.size() < maxTools) {
        m_cursors.insert(next);
        listPage(next);
        return;
    }
    m_isListing = false;
    m_tools = std::exchange(m_listing, {});
    emit listed();
}

void McpClient::answerRequest(const protocol::RpcRequest& request)
{
    if (request.method == "notifications/tools/list_changed"_L1 && !m_relist.isActive())
        m_relist.start();
    if (request.id.isUndefined() || request.id.isNull())
        return;
    if (request.method == "ping"_L1)
        emit sendWanted(protocol::encodeRpc(protocol::RpcResponse { request.id, QJsonObject() }));
    else
        emit sendWanted(protocol::encodeRpc(protocol::RpcResponse {
            request.id, protocol::RpcError { methodNotFound, u"Method not found: %1"_s.arg(request.method.left(shownMethod)) } }));
}

void McpClient::receive(const QJsonObject& message)
{
    const auto decoded = protocol::decodeRpc(message);
    if (!decoded)
        return;
    if (const auto* request = std::get_if<protocol::RpcRequest>(&*decoded)) {
        answerRequest(*request);
        return;
    }
    const auto& response = std::get<protocol::RpcResponse>(*decoded);
    const auto pending = m_pending.take(response.id.toInteger(-1));
    if (!pending)
        return;
    pending->timer->stop();
    if (const auto* error = std::get_if<protocol::RpcError>(&response.outcome))
        pending->answer(Error { Error::Code::Refused, error->message });
    else
        pending->answer(std::get<QJsonObject>(response.outcome));
}

void McpClient::call(const QString& tool, const QJsonObject& arguments, std::chrono::milliseconds limit, ToolResult done)
{
    const QJsonObject params { { u"name"_s, tool }, { u"arguments"_s, arguments } };
    request(u"tools/call"_s, params, limit, [done = std::move(done)](const Result<QJsonObject>& result) {
        done(result ? callResult(*result) : Result<QString>(result.error()));
    });
}

}

#include "moc_mcpclient.cpp"
