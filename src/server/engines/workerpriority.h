// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace myna::server {

// The calling thread makes way for those that keep time: a packet that is due does not wait for one that is being encoded.
void lowerWorkerPriority();

}
