// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// What may change while it runs, from `parts.options` to whom it concerns.
void applyLiveOptions(Edge& edge, EdgeParts& parts);
// From now on the configuration's files are watched; what they say is applied, and the edge tells.
void startConfiguration(Edge& edge, EdgeParts& parts);

}
