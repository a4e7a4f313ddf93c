// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/networkthread.h"

namespace myna::server {

// The system's own loop is not the bottleneck here.
void installDispatcher(QThread&) { }

}
