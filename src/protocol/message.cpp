// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/message.h"

#include "protocol/jsoncodec.h"

namespace myna::protocol {

QDebug operator<<(QDebug debug, const Message& message)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "Message(" << QString::fromUtf8(encode(message)) << ")";
    return debug;
}

}
