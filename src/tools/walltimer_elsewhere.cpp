// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/qtwalltimer.h"

namespace myna::tools {

std::unique_ptr<WallTimer> makeWallTimer()
{
    return std::make_unique<QtWallTimer>();
}

}
