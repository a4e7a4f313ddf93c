// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configfinding.h"
#include "server/config/configvalue.h"
#include "server/localserver.h"

namespace myna::server {

// Every key of the tree: ours are read into the options (judged only, when they are among its fixed keys), those of xiaozhi-esp32-server
// without effect are explained, others are warnings with the name that was probably meant.
void walkKeys(const ConfigValue& tree, ServerOptions& options, ConfigFindings& findings);

}
