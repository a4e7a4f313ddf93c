// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "protocol/jsonfields.h"
#include "protocol/jsonrpc.h"

using namespace myna::protocol;

// One JSON-RPC payload: an accepted one encodes to something that is read as the same request or answer.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr qsizetype maxBytes = 64 * 1024;
    const myna::Result<QJsonObject> object = parseObject(myna::fuzz::bytes(data, size), maxBytes);
    if (!object)
        return 0;
    // The golden frames hold the payload inside a message.
    const QJsonValue inner = object->value(QLatin1String("payload"));
    const myna::Result<RpcMessage> message = decodeRpc(inner.isObject() ? inner.toObject() : *object);
    if (!message)
        return 0;
    const myna::Result<RpcMessage> again = decodeRpc(encodeRpc(*message));
    myna::fuzz::require(again && *again == *message);
    return 0;
}
