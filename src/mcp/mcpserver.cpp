// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/mcpserver.h"

#include <QJsonDocument>
#include <QPointer>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {
namespace {

// JSON-RPC 2.0 error codes.
constexpr int methodNotFound = -32601;
constexpr int invalidParams = -32602;

// A page of tools/list: firmware keeps the result and 30 bytes of envelope below 8,000, and gateways are sized for it.
constexpr qsizetype pageBytes = 8000;
constexpr qsizetype envelopeBytes = 30;
// Room for `{"tools":[],"nextCursor":""}` around the tools themselves.
constexpr qsizetype resultBytes = 40;

qsizetype sizeOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).size();
}

protocol::RpcError wrongArgument(const Argument& argument, QLatin1String rule)
{
    return { invalidParams, u"Argument %1 %2"_s.arg(argument.name, rule) };
}

// What is wrong with one value, in words the model can act on; nothing when it is right.
std::optional<protocol::RpcError> complaint(const Argument& argument, const QJsonValue& value)
{
    switch (argument.type) {
    case ArgumentType::Boolean:
        if (!value.isBool())
            return wrongArgument(argument, "must be true or false"_L1);
        return std::nullopt;
    case ArgumentType::Text:
        if (!value.isString())
            return wrongArgument(argument, "must be a text"_L1);
        if (!argument.choices.isEmpty() && !argument.choices.contains(value.toString()))
            return protocol::RpcError { invalidParams,
                u"Argument %1 must be one of: %2"_s.arg(argument.name, argument.choices.join(u", "_s)) };
        return std::nullopt;
    case ArgumentType::Integer:
    case ArgumentType::Number: {
        const bool whole = argument.type == ArgumentType::Integer;
        if (!value.isDouble())
            return wrongArgument(argument, whole ? "must be a whole number"_L1 : "must be a number"_L1);
        const double number = whole ? std::trunc(value.toDouble()) : value.toDouble();
        if (argument.minimum && number < *argument.minimum)
            return protocol::RpcError { invalidParams, u"Argument %1 must be at least %2"_s.arg(argument.name).arg(*argument.minimum) };
        if (argument.maximum && number > *argument.maximum)
            return protocol::RpcError { invalidParams, u"Argument %1 must be at most %2"_s.arg(argument.name).arg(*argument.maximum) };
        // No range of its own: still one that fits the int the tool will read.
        if (whole && std::abs(number) > 2147483647.0)
            return wrongArgument(argument, "is too large"_L1);
        return std::nullopt;
    }
    }
    return std::nullopt;
}

// Only what the spec names, of the right type and in range; numbers lose their fraction as on the firmware.
std::variant<QJsonObject, protocol::RpcError> judged(const ToolSpec& spec, const QJsonObject& given)
{
    QJsonObject accepted;
    for (const Argument& argument : spec.arguments) {
        const QJsonValue value = given.value(argument.name);
        if (value.isUndefined() || value.isNull()) {
            if (argument.required)
                return wrongArgument(argument, "is missing"_L1);
            continue;
        }
        if (const auto wrong = complaint(argument, value))
            return *wrong;
        accepted.insert(argument.name, argument.type == ArgumentType::Integer ? QJsonValue(int(value.toDouble())) : value);
    }
    return accepted;
}

QJsonObject textResult(const QString& text, bool isError)
{
    return { { u"content"_s, QJsonArray { QJsonObject { { u"type"_s, u"text"_s }, { u"text"_s, text } } } }, { u"isError"_s, isError } };
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
    return { { u"protocolVersion"_s, u"2024-11-05"_s }, { u"capabilities"_s, QJsonObject { { u"tools"_s, QJsonObject() } } },
        { u"serverInfo"_s, QJsonObject { { u"name"_s, u"myna"_s }, { u"version"_s, QStringLiteral(MYNA_VERSION) } } } };
}

}

McpServer::McpServer(QObject* parent)
    : QObject(parent)
{
}

void McpServer::addTool(Tool tool)
{
    const auto same = std::ranges::find(m_tools, tool.spec.name, [](const Tool& known) { return known.spec.name; });
    if (same != m_tools.end())
        *same = std::move(tool);
    else
        m_tools.push_back(std::move(tool));
}

std::vector<ToolSpec> McpServer::tools() const
{
    std::vector<ToolSpec> specs;
    specs.reserve(m_tools.size());
    for (const Tool& tool : m_tools)
        specs.push_back(tool.spec);
    return specs;
}

void McpServer::receive(const QJsonObject& payload)
{
    // Devices drop what is not a request in silence: an answer to nonsense would only confuse the peer's own counting.
    const Result<protocol::RpcMessage> message = protocol::decodeRpc(payload);
    if (!message)
        return;
    const auto* request = std::get_if<protocol::RpcRequest>(&message.value());
    if (!request || request->id.isUndefined() || request->id.isNull() || request->method.startsWith("notifications"_L1))
        return;
    if (request->method == "initialize"_L1)
        emit replyReady(reply(request->id, initializeResult()));
    else if (request->method == "tools/list"_L1)
        emit replyReady(listTools(*request));
    else if (request->method == "tools/call"_L1)
        call(*request);
    else if (request->method == "ping"_L1)
        emit replyReady(reply(request->id, {}));
    else
        emit replyReady(errorReply(request->id, { methodNotFound, u"Method not implemented: %1"_s.arg(request->method) }));
}

QJsonObject McpServer::listTools(const protocol::RpcRequest& request) const
{
    const QString cursor = request.params["cursor"_L1].toString();
    const bool withUserTools = request.params["withUserTools"_L1].toBool();
    QJsonArray page;
    QString next;
    bool reached = cursor.isEmpty();
    qsizetype used = resultBytes + envelopeBytes;
    for (const Tool& tool : m_tools) {
        reached = reached || tool.spec.name == cursor;
        if (!reached || (tool.spec.userOnly && !withUserTools))
            continue;
        const QJsonObject described = toJson(tool.spec);
        const qsizetype size = sizeOf(described) + 1; // and its comma
        // A tool that fills a page alone is left out: an error here would cost the peer every other tool, too.
        if (resultBytes + envelopeBytes + size + tool.spec.name.size() > pageBytes)
            continue;
        if (used + size + tool.spec.name.toUtf8().size() > pageBytes) {
            next = tool.spec.name;
            break;
        }
        page.append(described);
        used += size;
    }
    if (!reached)
        return errorReply(request.id, { invalidParams, u"Unknown cursor: %1"_s.arg(cursor) });
    QJsonObject result { { u"tools"_s, page } };
    if (!next.isEmpty())
        result.insert(u"nextCursor"_s, next);
    return reply(request.id, result);
}

void McpServer::call(const protocol::RpcRequest& request)
{
    const QString name = request.params["name"_L1].toString();
    const QJsonValue given = request.params["arguments"_L1];
    const auto refuse = [&](const protocol::RpcError& error) {
        emit called({ name, given.toObject(), error.message, true });
        emit replyReady(errorReply(request.id, error));
    };
    const auto found = std::ranges::find(m_tools, name, [](const Tool& tool) { return tool.spec.name; });
    if (found == m_tools.end())
        return refuse({ invalidParams, u"Unknown tool: %1"_s.arg(name) });
    if (!given.isUndefined() && !given.isNull() && !given.isObject())
        return refuse({ invalidParams, u"The arguments of %1 must be an object"_s.arg(name) });
    const auto arguments = judged(found->spec, given.toObject());
    if (const auto* wrong = std::get_if<protocol::RpcError>(&arguments))
        return refuse(*wrong);

    const QJsonObject accepted = std::get<QJsonObject>(arguments);
    const auto run = found->run; // a copy: the tool may be replaced while it runs
    auto* const context = new QObject(this);
    run(
        accepted,
        [self = QPointer<McpServer>(this), id = request.id, name, accepted, context = QPointer<QObject>(context),
            open = std::make_shared<bool>(true)](const Result<QString>& outcome) {
            if (!self || !std::exchange(*open, false))
                return;
            if (context)
                context->deleteLater();
            const QString text = outcome ? outcome.value() : outcome.error().text;
            emit self->called({ name, accepted, text, !outcome.has_value() });
            emit self->replyReady(reply(id, textResult(text, !outcome.has_value())));
        },
        context);
}

}
