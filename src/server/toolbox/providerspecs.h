// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/toolbox/toolprovider.h"

#include <memory>

namespace myna::server {

class EngineNetwork;

ProviderSpec pluginProvider(const PluginSpec& plugin);
ProviderSpec outsideProvider(const McpServerSpec& server, const std::shared_ptr<EngineNetwork>& network);

// Everybody the owner has set up, in the order of the configuration; those switched off are left out.
QVector<ProviderSpec> providersOf(const ServerConfig& config);

}
