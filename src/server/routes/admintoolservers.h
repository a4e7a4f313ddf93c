// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/routes/admindesk.h"
#include "server/toolbox/toolproviders.h"

namespace myna::server {

QJsonObject toJson(const ProviderRow& row);

// GET /admin/tool-servers: plugins, MCP servers and the endpoint, each with its state, its tools and why it does not work.
void addToolServerRoute(AdminDesk& admin, const std::function<QVector<ProviderRow>()>& rows);

}
