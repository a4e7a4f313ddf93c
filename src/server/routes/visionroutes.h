// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"
#include "server/devices/gatekeeper.h"

namespace myna::server {

// An image of 5 MB, as devices are allowed, with its question and the parts' heads.
inline constexpr qsizetype maxVisionBytes = 6 * 1024 * 1024;

// `/mcp/vision/explain`: judged like every session; there is no engine behind it yet, and it says so.
void addVisionRoutes(http::Router& router, const Gatekeeper& gatekeeper);

}
