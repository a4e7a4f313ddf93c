// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

namespace myna::mcp {

// Only what the spec names, of the right type and in range; whole numbers lose their fraction as on the firmware. Errors: Invalid, in words
// the model can act on.
Result<QJsonObject> judgedArguments(const ToolSpec& spec, const QJsonValue& given);

}
