// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configkeys.h"

#include <optional>

namespace myna::server {

// One entry of `mcpServers`, as xiaozhi-esp32-server and desktop programs write it. Nothing when it is no section; what else is wrong with
// it is in `reading`.
std::optional<McpServerSpec> readOutsideServer(const ConfigEntry& entry, KeyReading& reading);

}
