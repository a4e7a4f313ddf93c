// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QJsonValue>

#include <variant>

// JSON-RPC 2.0 as the session's `mcp` frames carry it.
namespace myna::protocol {

struct RpcRequest
{
    QJsonValue id; // number, or string; undefined for a notification
    QString method;
    QJsonObject params;
    bool operator==(const RpcRequest&) const = default;
};

struct RpcError
{
    int code = -32603;
    QString message;
    bool operator==(const RpcError&) const = default;
};

struct RpcResponse
{
    QJsonValue id;
    std::variant<QJsonObject, RpcError> outcome;
    bool operator==(const RpcResponse&) const = default;
};

using RpcMessage = std::variant<RpcRequest, RpcResponse>;

QJsonObject encodeRpc(const RpcMessage& message);
// Errors: Protocol. An error without a code (firmware) is accepted as -32603; params that are absent are empty.
Result<RpcMessage> decodeRpc(const QJsonObject& payload);

}
