// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configfinding.h"
#include "server/config/configvalue.h"
#include "server/localserver.h"

namespace myna::server {

// What `selected_module` names, when every section is read: names without an entry come from the presets, engines this server does not
// have are taken out with a warning, names nobody has are errors. A chain nothing is left of is the built-in engine.
void resolveSelection(const ConfigValue& tree, ServerOptions& options, ConfigFindings& findings);

}
