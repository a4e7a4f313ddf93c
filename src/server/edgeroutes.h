// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// What both ports answer over plain HTTP. Before the first connection.
void addEdgeRoutes(Edge& edge, EdgeParts& parts);

}
