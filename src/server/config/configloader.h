// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/localserver.h"

namespace myna::server {

struct LoadedConfig
{
    ServerOptions options;
    QStringList warnings; // sentences: keys this version does not know
};

// Reads a YAML file over `base`. Keys: server.ip, server.port, server.http_port, server.auth.enabled, server.activation,
// server.push_binding, language, close_connection_no_voice_time (seconds). An empty file changes nothing. Errors: NotFound, Invalid, with
// file, line and key.
Result<LoadedConfig> loadConfig(const QString& file, const ServerOptions& base);

// The keys whose values differ, as they are written in the file.
QStringList changedKeys(const ServerOptions& before, const ServerOptions& after);
// Of these, the ones that take effect only when the server is started again.
QStringList keysForNextStart(const QStringList& changed);

QLatin1String policyName(ActivationPolicy policy);
std::optional<ActivationPolicy> policyFromName(QStringView name);

}
