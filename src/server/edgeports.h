// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Connects ports, doors and sessions. Before openPorts().
void connectDoors(Edge& edge, EdgeParts& parts);
// Listens, the routes being complete. Errors: Unavailable.
Result<> openPorts(EdgeParts& parts);

}
