// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocol/message.h"

namespace myna::protocol {

// Longest text frame that is looked at, in bytes. MCP pages stay under 8,000; screenshots never travel in JSON.
inline constexpr qsizetype maxTextBytes = 256 * 1024;
// What a client looks at: others take messages of up to 10 MB from their servers (py-xiaozhi's limit), so nothing shorter may be lost.
inline constexpr qsizetype maxServerTextBytes = 10 * 1024 * 1024;

// One text frame. Never fails; unknown fields are not kept.
QByteArray encode(const Message& message);

// Judges one text frame. Errors: Invalid (not JSON, not an object, no `type`, too large, a known type whose fields have the wrong shape).
// A type nobody knows is the value Unknown, not an error. Nesting is bounded by QJsonDocument.
Result<Message> decode(const QByteArray& text, qsizetype limit = maxTextBytes);

QLatin1String listenModeName(ListenMode mode);
std::optional<ListenMode> listenModeFromName(QStringView name);

}
