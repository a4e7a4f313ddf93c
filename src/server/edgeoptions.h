// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// What may change while it runs, from `parts.options` to whom it concerns.
void applyLiveOptions(Edge& edge, EdgeParts& parts);
// Reads the file again; says what changed, or why nothing did.
void reloadOptions(Edge& edge, EdgeParts& parts);

}
