// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/workerpriority.h"

#include <sys/resource.h>

namespace myna::server {

namespace {

constexpr int niceness = 5; // a third of the share of a thread that keeps time, when both want the core

}

// QThread's priorities mean nothing to Linux' ordinary scheduler; niceness is each thread's own there.
void lowerWorkerPriority()
{
    (void)setpriority(PRIO_PROCESS, 0, niceness);
}

}
