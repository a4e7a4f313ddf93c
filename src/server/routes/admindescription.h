// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/routes/admindesk.h"

namespace myna::server {

// What can be asked for: GET /admin lists every route, GET /admin/openapi.json describes them (resources/openapi/admin.json). After all
// other routes.
void addDescriptionRoutes(AdminDesk& desk);

}
