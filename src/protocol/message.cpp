// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/message.h"

#include "protocol/jsoncodec.h"

namespace myna::protocol {

QDebug operator<<(QDebug debug, const Message& message)
{
    const QDebugStateSaver saver(debug);
    Message shown = message;
    // The keys of the sound are in there.
    if (auto* hello = std::get_if<Hello>(&shown.body); hello && !hello->udp.isEmpty())
        hello->udp = { { QStringLiteral("hidden"), true } };
    if (auto* binding = std::get_if<BindStatus>(&shown.body); binding && !binding->token.isEmpty())
        binding->token = QStringLiteral("[redacted]");
    debug.nospace().noquote() << "Message(" << QString::fromUtf8(encode(shown)) << ")";
    return debug;
}

}
