// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/mcpdesk.h"

#include "base/secret.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Of JSON-RPC 2.0.
constexpr int parseError = -32700;
constexpr int invalidRequest = -32600;
constexpr int methodNotFound = -32601;
constexpr int invalidParams = -32602;
constexpr qsizetype shownCharacters = 80;

const QString newest = u"2025-06-18"_s;
constexpr auto versions = std::to_array<QLatin1String>({
    QLatin1String("2025-06-18"),
    QLatin1String("2025-03-26"),
    QLatin1String("2024-11-05"),
});

bool isKnown(const QString& version)
{
    return std::any_of(versions.begin(), versions.end(), [&](QLatin1String known) { return version == known; });
}

http::Response refusal(int status, int code, const QString& text)
{
    return http::jsonResponse(protocol::encodeRpc(protocol::RpcResponse { QJsonValue::Null, protocol::RpcError { code, text } }), status);
}

http::Response accepted()
{
    http::Response response;
    response.status = 202;
    return response;
}

bool takesJson(const QByteArray& accept)
{
    return accept.isEmpty() || accept.contains("application/json") || accept.contains("*/*") || accept.contains("application/*");
}

// What is wrong with the head of a POST or DELETE.
std::optional<http::Response> complaint(const http::Request& request)
{
    const QByteArray version = request.header("MCP-Protocol-Version"_L1);
    if (!version.isEmpty() && !isKnown(QString::fromLatin1(version)))
        return refusal(400, invalidRequest, u"This version of the protocol is not spoken here."_s);
    if (request.method != "POST")
        return std::nullopt;
    if (!request.header("Content-Type"_L1).toLower().startsWith("application/json"))
        return refusal(415, invalidRequest, u"Content-Type must be application/json."_s);
    if (!takesJson(request.header("Accept"_L1)))
        return refusal(406, invalidRequest, u"Accept must name application/json."_s);
    return std::nullopt;
}

QJsonObject greeting(const QJsonObject& params)
{
    const QString wanted = params["protocolVersion"_L1].toString();
    return { { u"protocolVersion"_s, isKnown(wanted) ? wanted : newest },
        { u"capabilities"_s, QJsonObject { { u"tools"_s, QJsonObject() } } },
        { u"serverInfo"_s, QJsonObject { { u"name"_s, u"myna-server"_s }, { u"version"_s, QStringLiteral(MYNA_VERSION) } } },
        { u"instructions"_s, u"Tools of a voice server in this home: what its devices do, what they shall say, and their own tools."_s } };
}

QJsonObject textResult(const QString& text, bool isError)
{
    return { { u"content"_s, QJsonArray { QJsonObject { { u"type"_s, u"text"_s }, { u"text"_s, text } } } }, { u"isError"_s, isError } };
}

}

struct McpDesk::Session
{
    QByteArray id;
    std::unique_ptr<Gate> gate;
    Toolbox box;
    qint64 lastUse = 0; // ms of the desk's clock
    struct Call
    {
        QJsonValue id;
        Answer done;
        bool isKnown = false; // there is such a tool
    };
    std::map<quint64, Call> calls; // under way
    quint64 lastCall = 0;
};

// One POST and the answers that are still to come.
struct McpDesk::Exchange
{
    http::Responder responder;
    bool isBatch = false;
    int open = 0;
    QByteArray newSession;
    QJsonArray answers;

    void finish() const
    {
        if (open > 0)
            return;
        http::Response response = accepted();
        if (!answers.isEmpty()) {
            response.status = 200;
            response.contentType = QByteArrayLiteral("application/json");
            response.body = (isBatch ? QJsonDocument(answers) : QJsonDocument(answers.first().toObject())).toJson(QJsonDocument::Compact);
        }
        if (!newSession.isEmpty())
            response.headers.append({ QByteArrayLiteral("Mcp-Session-Id"), newSession });
        responder.answer(response);
    }
};

McpDesk::McpDesk(ToolSource& tools, MakeGate makeGate, const McpDeskRules& rules, QObject* parent)
    : QObject(parent)
    , m_tools(tools)
    , m_makeGate(std::move(makeGate))
    , m_rules(rules)
{
    m_clock.start();
}

McpDesk::~McpDesk() = default;

void McpDesk::addRoutes(http::Router& router, const http::Guard& guard)
{
    http::Route route;
    route.path = u"/mcp"_s;
    route.bodyLimit = m_rules.bodyLimit;
    route.guard = [guard](const http::Request& head) {
        auto refused = guard(head);
        return refused ? refused : complaint(head);
    };
    route.method = QByteArrayLiteral("POST");
    route.handle = [this](const http::Request& request, const http::Responder& responder) { post(request, responder); };
    router.add(route);
    route.method = QByteArrayLiteral("DELETE");
    route.handle = [this](const http::Request& request, const http::Responder& responder) { remove(request, responder); };
    router.add(route);
}

void McpDesk::prune()
{
    const qint64 now = m_clock.elapsed();
    for (auto it = m_sessions.begin(); it != m_sessions.end();) {
        const auto next = std::next(it);
        if (now - it->second->lastUse > m_rules.idle.count())
            end(std::move(m_sessions.extract(it).mapped()));
        it = next;
    }
}

// Who still waits for an answer gets one; what the tools say later nobody hears.
void McpDesk::end(std::unique_ptr<Session> session)
{
    session->gate.reset(); // it records what did not end
    const QString reason = QCoreApplication::translate("myna", "The session ended before it was done.");
    for (const auto& [number, call] : std::exchange(session->calls, {}))
        call.done({ call.id, textResult(reason, true) });
}

McpDesk::Session& McpDesk::open()
{
    if (m_sessions.size() >= m_rules.sessions) {
        const auto oldest = std::min_element(
            m_sessions.begin(), m_sessions.end(), [](const auto& a, const auto& b) { return a.second->lastUse < b.second->lastUse; });
        end(std::move(m_sessions.extract(oldest).mapped()));
    }
    auto session = std::make_unique<Session>();
    session->id = makeToken();
    session->gate = m_makeGate();
    session->box.add(m_tools);
    session->box.setGate(*session->gate);
    session->lastUse = m_clock.elapsed();
    Session& opened = *session;
    m_sessions.emplace(opened.id, std::move(session));
    return opened;
}

McpDesk::Session* McpDesk::find(const http::Request& request)
{
    const auto found = m_sessions.find(request.header("Mcp-Session-Id"_L1));
    if (found == m_sessions.end())
        return nullptr;
    found->second->lastUse = m_clock.elapsed();
    return found->second.get();
}

void McpDesk::remove(const http::Request& request, const http::Responder& responder)
{
    prune();
    if (!find(request)) {
        responder.answer(refusal(404, invalidRequest, u"There is no such session."_s));
        return;
    }
    end(std::move(m_sessions.extract(request.header("Mcp-Session-Id"_L1)).mapped()));
    http::Response response;
    response.status = 204;
    responder.answer(response);
}

void McpDesk::post(const http::Request& request, const http::Responder& responder)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    const QJsonArray batch = document.isArray() ? document.array() : QJsonArray { document.object() };
    if (document.isNull() || batch.isEmpty() || batch.size() > maxBatch) {
        responder.answer(refusal(400, document.isNull() ? parseError : invalidRequest, u"The body is no message of JSON-RPC."_s));
        return;
    }
    prune();
    const auto exchange = std::make_shared<Exchange>(Exchange { responder, document.isArray() });
    Session* session = nullptr;
    if (batch.first().toObject()["method"_L1] == "initialize"_L1 && batch.size() == 1) {
        session = &open();
        exchange->newSession = session->id;
    } else if (session = find(request); !session) {
        const bool named = !request.header("Mcp-Session-Id"_L1).isEmpty();
        responder.answer(refusal(named ? 404 : 400, invalidRequest,
            named ? u"There is no such session; begin a new one."_s : u"The header Mcp-Session-Id is missing; begin with initialize."_s));
        return;
    }
    exchange->open = 1; // until all were taken
    for (const auto message : batch)
        take(*session, message.toObject(), exchange);
    --exchange->open;
    exchange->finish();
}

void McpDesk::take(Session& session, const QJsonObject& message, const std::shared_ptr<Exchange>& exchange)
{
    const auto decoded = protocol::decodeRpc(message);
    if (!decoded) {
        const QJsonValue id = message["id"_L1];
        exchange->answers.append(protocol::encodeRpc(protocol::RpcResponse {
            id.isUndefined() ? QJsonValue(QJsonValue::Null) : id, protocol::RpcError { invalidRequest, decoded.error().text } }));
        return;
    }
    const auto* request = std::get_if<protocol::RpcRequest>(&*decoded);
    if (!request || request->id.isUndefined() || request->id.isNull())
        return; // nothing is asked of it
    ++exchange->open;
    answer(session, *request, [exchange](const protocol::RpcResponse& response) {
        exchange->answers.append(protocol::encodeRpc(response));
        --exchange->open;
        exchange->finish();
    });
}

void McpDesk::answer(Session& session, const protocol::RpcRequest& request, const Answer& done)
{
    if (request.method == "initialize"_L1)
        done({ request.id, greeting(request.params) });
    else if (request.method == "ping"_L1)
        done({ request.id, QJsonObject() });
    else if (request.method == "tools/list"_L1)
        done({ request.id, list(session) });
    else if (request.method == "tools/call"_L1)
        call(session, request, done);
    else
        done({ request.id, protocol::RpcError { methodNotFound, u"Method not found: %1"_s.arg(request.method.left(shownCharacters)) } });
}

QJsonObject McpDesk::list(const Session& session) const
{
    QJsonArray all;
    const QVector<mcp::ToolSpec> tools = session.box.tools();
    for (const mcp::ToolSpec& tool : tools)
        all.append(mcp::toJson(tool));
    return { { u"tools"_s, all } };
}

void McpDesk::call(Session& session, const protocol::RpcRequest& request, const Answer& done)
{
    const QJsonValue arguments = request.params["arguments"_L1];
    const QString name = request.params["name"_L1].toString();
    if (name.isEmpty() || !(arguments.isUndefined() || arguments.isNull() || arguments.isObject())) {
        done({ request.id, protocol::RpcError { invalidParams, u"A call needs a name, and an object of arguments."_s } });
        return;
    }
    if (int(session.calls.size()) >= m_rules.callsAtOnce) {
        done({ request.id, textResult(QCoreApplication::translate("myna", "Too many calls at once. Try again a little later."), true) });
        return;
    }
    const QVector<mcp::ToolSpec> tools = session.box.tools();
    const bool isKnown = std::any_of(tools.begin(), tools.end(), [&](const mcp::ToolSpec& tool) { return tool.name == name; });
    const quint64 number = ++session.lastCall;
    session.calls.emplace(number, Session::Call { request.id, done, isKnown });
    session.box.call(
        name, arguments.toObject(),
        [self = QPointer<McpDesk>(this), session = session.id, number](const Result<QString>& result) {
            if (self)
                self->answered(session, number, result);
        },
        u"program"_s);
}

void McpDesk::answered(const QByteArray& id, quint64 number, const Result<QString>& result)
{
    const auto session = m_sessions.find(id);
    if (session == m_sessions.end())
        return;
    const auto node = session->second->calls.extract(number);
    if (node.empty())
        return;
    const Session::Call& call = node.mapped();
    if (!result && !call.isKnown)
        call.done({ call.id, protocol::RpcError { invalidParams, result.error().text } });
    else
        call.done({ call.id, textResult(result ? *result : result.error().text, !result) });
}

}

#include "moc_mcpdesk.cpp"
