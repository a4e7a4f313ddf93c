// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Makes the tools all conversations share, starts the plugins and records every call. Before the first connection.
ToolHouse& openTools(Edge& edge, EdgeParts& parts);

}
