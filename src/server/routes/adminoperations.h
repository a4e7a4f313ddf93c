// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/metrics/metrics.h"
#include "server/routes/admindesk.h"

namespace myna::server {

// GET /admin/metrics, and GET /admin/logs?channel=error|performance|access&limit=1…1000 from the files in `logFolder`.
void addOperationRoutes(AdminDesk& desk, std::function<MetricsSnapshot()> metrics, std::function<QString()> logFolder);

}
