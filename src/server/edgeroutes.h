// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edgeparts.h"

namespace myna::server {

// What both ports answer over plain HTTP. Before the first connection.
void addEdgeRoutes(EdgeParts& parts);

}
