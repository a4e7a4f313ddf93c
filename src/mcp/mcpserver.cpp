// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/mcpserver.h"

#include "mcp/arguments.h"
#include "mcp/toolpage.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {
namespace {

// JSON-RPC 2.0 error codes.
constexpr int methodNotFound = -32601;
constexpr int invalidParams = -32602;

QJsonObject textResult(const Result<QString>& outcome)
{
    const QString text = outcome ? outcome.value() : outcome.error().text;
    QJsonObject result { { u"content"_s, QJsonArray { QJsonObject { { u"type"_s, u"text"_s }, { u"text"_s, text } } } },
        { u"isError"_s, !outcome.has_value() } };
    if (!outcome)
        result.insert(u"error"_s, text); // where xiaozhi-esp32-server looks for the sentence
    return result;
}

QJsonObject errorReply(const QJsonValue& id, const protocol::RpcError& error)
{
    return protocol::encodeRpc(protocol::RpcResponse { id, error });
}

QJsonObject reply(const QJsonValue& id, const QJsonObject& result)
{
    return protocol::encodeRpc(protocol::RpcResponse { id, result });
}

QJsonObject initializeResult()
{
    return { { u"protocolVersion"_s, u"2024-11-05"_s },
        { u"capabilities"_s, QJsonObject { { u"tools"_s, QJsonObject { { u"listChanged"_s, true } } } } },
        { u"serverInfo"_s, QJsonObject { { u"name"_s, u"myna"_s }, { u"version"_s, QStringLiteral(MYNA_VERSION) } } } };
}

}

McpServer::McpServer(QObject* parent)
    : McpServer(GateLimits {}, relistTime, parent)
{
}

McpServer::McpServer(const GateLimits& limits, std::chrono::milliseconds relist, QObject* parent)
    : QObject(parent)
    , m_gate(limits)
{
    connect(&m_gate, &Gate::called, this, &McpServer::called);
    connect(&m_gate, &Gate::decisionsChanged, this, &McpServer::announce);
    m_relist.setSingleShot(true);
    m_relist.setInterval(relist);
    connect(&m_relist, &QTimer::timeout, this, [this] {
        m_listIsOld = true;
        emit listGrewOld();
    });
}

void McpServer::addTool(Tool tool)
{
    const auto same = std::ranges::find(m_tools, tool.spec.name, [](const Tool& known) { return known.spec.name; });
    if (same != m_tools.end())
        *same = std::move(tool);
    else
        m_tools.push_back(std::move(tool));
    announce();
}

void McpServer::setTools(std::vector<Tool> tools)
{
    QSet<QString> names;
    std::erase_if(tools, [&](const Tool& tool) {
        if (names.contains(tool.spec.name))
            return true;
        names.insert(tool.spec.name);
        return false;
    });
    const auto alike = [](const Tool& one, const Tool& other) { return one.spec == other.spec && one.standard == other.standard; };
    const bool same = std::ranges::equal(tools, m_tools, alike);
    m_tools = std::move(tools);
    if (!same)
        announce();
}

std::vector<ToolSpec> McpServer::tools() const
{
    std::vector<ToolSpec> specs;
    specs.reserve(m_tools.size());
    for (const Tool& tool : m_tools)
        specs.push_back(tool.spec);
    return specs;
}

std::vector<const Tool*> McpServer::offered(const Caller& caller, bool withUserTools) const
{
    const bool everything = caller.asker == Asker::Hand; // who looks at them may see what the assistant is never told of
    std::vector<const Tool*> offers;
    for (const Tool& tool : m_tools) {
        if ((!tool.spec.userOnly || withUserTools) && (everything || m_gate.offers(tool, caller.profile)))
            offers.push_back(&tool);
    }
    return offers;
}

void McpServer::setPeer(const Caller& peer)
{
    if (peer.profile != m_peer.profile) {
        const bool hasOther = m_inSession || m_isLeft;
        endSession();
        m_isLeft = hasOther;
        if (std::exchange(m_vision, {}).isThere())
            emit visionChanged();
    }
    m_peer = peer;
}

void McpServer::beginSession()
{
    m_inSession = true;
    m_isLeft = false;
}

void McpServer::endSession()
{
    m_inSession = false;
    m_isLeft = false;
    m_listed = false;
    m_listIsOld = false;
    m_told.clear();
    m_relist.stop();
    for (const Running& running : std::exchange(m_running, {}))
        m_gate.cancel(running.call, tr("The connection ended before it was done."));
}

void McpServer::receive(const QJsonObject& payload)
{
    if (!m_isLeft)
        handle(payload, m_peer, true, [this](const QJsonObject& words) { emit replyReady(words); });
}

bool McpServer::ask(const QJsonObject& payload, const Caller& caller, const Reply& reply)
{
    return handle(payload, caller, false, reply);
}

bool McpServer::handle(const QJsonObject& payload, const Caller& caller, bool fromSession, const Reply& answer)
{
    // Devices drop what is not a request in silence: an answer to nonsense would only confuse the peer's own counting.
    const Result<protocol::RpcMessage> message = protocol::decodeRpc(payload);
    if (!message)
        return false;
    const auto* request = std::get_if<protocol::RpcRequest>(&message.value());
    if (!request)
        return false;
    if (request->method.startsWith("notifications"_L1)) {
        if (fromSession && request->method == "notifications/cancelled"_L1)
            cancelled(*request);
        return false;
    }
    if (request->id.isUndefined() || request->id.isNull())
        return false;
    if (request->method == "initialize"_L1) {
        if (fromSession)
            initialize(*request);
        answer(reply(request->id, initializeResult()));
    } else if (request->method == "tools/list"_L1) {
        if (fromSession)
            noteListed();
        answer(listTools(*request, caller));
    } else if (request->method == "tools/call"_L1) {
        call(*request, caller, fromSession, answer);
    } else if (request->method == "ping"_L1) {
        answer(reply(request->id, {}));
    } else {
        answer(errorReply(request->id, { methodNotFound, u"Method not implemented: %1"_s.arg(request->method) }));
    }
    return true;
}

// Devices look at nothing but the vision capability.
void McpServer::initialize(const protocol::RpcRequest& request)
{
    m_listed = false;
    m_listIsOld = false;
    m_relist.stop();
    const std::optional<Vision> vision = visionIn(request.params, m_vision);
    if (vision && std::exchange(m_vision, *vision) != *vision)
        emit visionChanged();
}

QJsonObject McpServer::listTools(const protocol::RpcRequest& request, const Caller& caller) const
{
    const QString cursor = request.params["cursor"_L1].toString();
    const auto page = toolPage(offered(caller, request.params["withUserTools"_L1].toBool()), cursor);
    if (!page)
        return errorReply(request.id, { invalidParams, u"Unknown cursor: %1"_s.arg(cursor) });
    return reply(request.id, *page);
}

void McpServer::noteListed()
{
    m_listed = true;
    m_listIsOld = false;
    m_relist.stop();
    m_told.clear();
    for (const Tool* tool : offered(m_peer, false))
        m_told.append(tool->spec);
}

// Those who know the word ask again. For all others a list that only lacks something does no harm: a call is refused. What is new they
// hear of with their next session.
void McpServer::announce()
{
    emit toolsChanged();
    if (!m_listed)
        return;
    QVector<ToolSpec> offers;
    for (const Tool* tool : offered(m_peer, false))
        offers.append(tool->spec);
    if (offers == m_told)
        return;
    const bool more = std::ranges::any_of(offers, [this](const ToolSpec& spec) { return !m_told.contains(spec); });
    m_told = offers;
    emit replyReady(protocol::encodeRpc(protocol::RpcRequest { {}, u"notifications/tools/list_changed"_s, {} }));
    if (more)
        m_relist.start();
}

void McpServer::call(const protocol::RpcRequest& request, const Caller& caller, bool fromSession, const Reply& answer)
{
    const QString name = request.params["name"_L1].toString();
    const QJsonValue given = request.params["arguments"_L1];
    const auto found = std::ranges::find(m_tools, name, [](const Tool& tool) { return tool.spec.name; });
    const auto refuse = [&](const QString& title, const QString& words) {
        m_gate.note({ .name = name, .arguments = given.toObject(), .result = words, .title = title, .caller = caller }, Outcome::Failed);
        answer(errorReply(request.id, { invalidParams, words }));
    };
    if (found == m_tools.end())
        return refuse({}, u"Unknown tool: %1"_s.arg(name));
    const auto arguments = judgedArguments(found->spec, given);
    if (!arguments)
        return refuse(found->spec.title, arguments.error().text);
    const Tool tool = *found; // it may be replaced while it runs
    const quint64 running = m_gate.pass(
        tool, *arguments, caller, [self = QPointer<McpServer>(this), id = request.id, answer](const Result<QString>& outcome) {
            if (self)
                answer(reply(id, textResult(outcome)));
        });
    if (!fromSession || running == 0)
        return;
    std::erase_if(m_running, [this](const Running& one) { return !m_gate.isUnderWay(one.call); }); // those that were answered
    m_running.push_back({ request.id, running });
}

void McpServer::call(const QString& name, const QJsonObject& arguments, const Caller& caller, ToolAnswer done)
{
    const auto found = std::ranges::find(m_tools, name, [](const Tool& tool) { return tool.spec.name; });
    const auto fail = [&](const QString& title, const Error& error) {
        m_gate.note({ .name = name, .arguments = arguments, .result = error.text, .title = title, .caller = caller }, Outcome::Failed);
        done(error);
    };
    if (found == m_tools.end())
        return fail({}, { Error::Code::NotFound, u"Unknown tool: %1"_s.arg(name) });
    const auto judged = judgedArguments(found->spec, arguments);
    if (!judged)
        return fail(found->spec.title, judged.error());
    const Tool tool = *found;
    m_gate.pass(tool, *judged, caller, std::move(done));
}

void McpServer::cancelled(const protocol::RpcRequest& notification)
{
    const QJsonValue id = notification.params["requestId"_L1];
    const auto last = std::find_if(m_running.rbegin(), m_running.rend(), [&](const Running& running) { return running.id == id; });
    if (last == m_running.rend())
        return;
    const quint64 call = last->call;
    m_running.erase(std::next(last).base());
    m_gate.cancel(call, tr("The server does not want it any more."));
}

}

#include "moc_mcpserver.cpp"
