// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Opens the store on its own thread and makes what lives on what it holds: registry, codes, tokens, gatekeeper. `then` with what went
// wrong.
void openStore(Edge& edge, EdgeParts& parts, std::function<void(const Result<>&)> then);
// What others on the same store do, and what is kept of turns and deeds. After the gatekeeper is connected.
void connectStore(Edge& edge, EdgeParts& parts);

}
