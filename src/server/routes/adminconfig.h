// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configdesk.h"
#include "server/routes/admindesk.h"

namespace myna::server {

// GET and PUT /admin/config, POST /admin/config/check, GET /admin/config/revisions, POST /admin/config/rollback. `config` outlives the
// routes.
void addConfigRoutes(AdminDesk& desk, ConfigDesk& config);

}
