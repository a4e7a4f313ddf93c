// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Who tells whom: from the gatekeeper to sessions and owner, from the sessions to counters and owner.
void connectGatekeeper(Edge& edge, EdgeParts& parts);
void connectSessions(Edge& edge, EdgeParts& parts);

}
