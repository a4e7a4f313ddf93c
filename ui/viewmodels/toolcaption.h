// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/mcpserver.h"

namespace myna::viewmodels {

// A tool that was called, in words for the conversation: "audio speaker · set volume 40", or what went wrong with it.
[[nodiscard]] QString toolCaption(const mcp::CallReport& report);

}
