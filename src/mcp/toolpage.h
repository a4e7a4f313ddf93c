// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

#include <optional>
#include <vector>

namespace myna::mcp {

// The result of `tools/list`: as many tools as fit into a page, from the one called `cursor` on (empty: from the first), and the name of
// the next one. Nothing: there is no such tool.
std::optional<QJsonObject> toolPage(const std::vector<const Tool*>& tools, const QString& cursor);

}
