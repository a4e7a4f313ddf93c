// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsonrpc.h"

#include "protocol/brokenframe.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

bool isId(const QJsonValue& id)
{
    return id.isDouble() || id.isString();
}

// Absent and null alike: some peers write `"error":null` beside a result.
bool isThere(const QJsonValue& value)
{
    return !value.isUndefined() && !value.isNull();
}

Result<RpcMessage> decodeRequest(const QJsonObject& payload)
{
    RpcRequest request { payload.value("id"_L1), payload.value("method"_L1).toString(), payload.value("params"_L1).toObject() };
    if (request.method.isEmpty())
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool request whose method is not a name."));
    if (!request.id.isUndefined() && !isId(request.id))
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool request whose id is neither a number nor text."));
    if (isThere(payload.value("params"_L1)) && !payload.value("params"_L1).isObject())
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool request whose parameters are not an object."));
    return RpcMessage(request);
}

RpcError errorOf(const QJsonValue& value)
{
    RpcError error;
    if (value.isString()) {
        error.message = value.toString();
        return error;
    }
    const QJsonObject json = value.toObject();
    error.message = json.value("message"_L1).toString();
    const double code = json.value("code"_L1).toDouble(error.code);
    if (std::abs(code) <= 1e9)
        error.code = int(code);
    return error;
}

Result<RpcMessage> decodeResponse(const QJsonObject& payload)
{
    const QJsonValue id = payload.value("id"_L1);
    const QJsonValue error = payload.value("error"_L1);
    const QJsonValue result = payload.value("result"_L1);
    // An error about a request that could not even be read carries a null id.
    if (!isId(id) && !(id.isNull() && isThere(error)))
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool answer without the number of its question."));
    if (error.isObject() || error.isString())
        return RpcMessage(RpcResponse { id, errorOf(error) });
    if (isThere(error))
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool error in a form that cannot be read."));
    if (!result.isObject())
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool answer that holds neither a result nor an error."));
    return RpcMessage(RpcResponse { id, result.toObject() });
}

}

QJsonObject encodeRpc(const RpcMessage& message)
{
    QJsonObject json { { u"jsonrpc"_s, u"2.0"_s } };
    if (const RpcRequest* request = std::get_if<RpcRequest>(&message)) {
        if (isId(request->id))
            json.insert("id"_L1, request->id);
        json.insert("method"_L1, request->method);
        // Left out rather than empty or null: the firmware drops requests whose params are not an object.
        if (!request->params.isEmpty())
            json.insert("params"_L1, request->params);
        return json;
    }
    const auto& response = std::get<RpcResponse>(message);
    json.insert("id"_L1, isId(response.id) ? response.id : QJsonValue(QJsonValue::Null));
    if (const RpcError* error = std::get_if<RpcError>(&response.outcome))
        json.insert("error"_L1, QJsonObject { { u"code"_s, error->code }, { u"message"_s, error->message } });
    else
        json.insert("result"_L1, std::get<QJsonObject>(response.outcome));
    return json;
}

Result<RpcMessage> decodeRpc(const QJsonObject& payload)
{
    if (payload.value("jsonrpc"_L1) != QJsonValue(u"2.0"_s))
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a tool message that is not JSON-RPC 2.0."));
    return payload.contains("method"_L1) ? decodeRequest(payload) : decodeResponse(payload);
}

}
