// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/turn.h"
#include "server/localserver.h"

namespace myna::server {

// What a turn itself knows of how it went: not whose it was, nor its tools.
TurnReport reportOf(const Turn& turn, const TurnEngines& engines);

}
