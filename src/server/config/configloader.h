// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/configfinding.h"
#include "server/config/configvalue.h"
#include "server/config/configvariables.h"
#include "server/localserver.h"

#include <functional>

namespace myna::server {

// One file of the configuration; the later ones lie over the earlier ones.
struct ConfigLayer
{
    QString file;
    QByteArray text;
    bool operator==(const ConfigLayer&) const = default;
};

// What came of reading: the options with every value, and what is to be said about them. With an error among the findings the options are
// those that were there before.
struct LoadedConfig
{
    ServerOptions options;
    ConfigFindings findings;
    QStringList warnings; // the warnings among them, as sentences with file and line
    Secrets secrets; // that it was read with
};

// DIR/.config.yaml, which lies over the file given and is written by the administration.
QString overlayFile(const QString& dataDir);

// DIR/.mcp_server_settings.json, as xiaozhi-esp32-server has it: of it only `mcpServers` is read.
QString toolServersFile(const QString& dataDir);
// The values of one file.
ConfigValue treeOf(const ConfigLayer& layer, ConfigFindings& findings);

// `base.configFile`, then DIR/.mcp_server_settings.json and DIR/.config.yaml when they are there. Errors: NotFound (the file given),
// Refused (not readable), Invalid (larger than 1 MiB); always naming the file.
Result<QVector<ConfigLayer>> readLayers(const ServerOptions& base);
// The names after `keychain:` in them.
QStringList secretsWanted(const QVector<ConfigLayer>& layers);
// Layers → options, over what `base` was before any file was read. Keys: configkeys.h and resources/manual/configuration.md.
LoadedConfig readConfig(const QVector<ConfigLayer>& layers, const ServerOptions& base, const Secrets& secrets = {},
    const Environment& environment = systemEnvironment());

// All of it at once, for a configuration without `keychain:`. An empty `file` reads DIR/.config.yaml only. Errors: those of readLayers(),
// Invalid with file, line and key of the first error.
Result<LoadedConfig> loadConfig(const QString& file, const ServerOptions& base);

// The same with secrets; `done` is called on the thread of `context`, at once when no secret is asked for.
void loadConfig(const ServerOptions& base, QObject* context, std::function<void(Result<LoadedConfig>)> done);

// The first error as the whole load's.
Error errorOf(const ConfigFindings& findings);

// The keys whose values differ, as they are written in the file.
QStringList changedKeys(const ServerOptions& before, const ServerOptions& after);
// Of these, the ones that take effect only when the server is started again.
QStringList keysForNextStart(const QStringList& changed);
// `wanted` with everything that needs a new start as it runs now.
ServerOptions withoutRestartKeys(const ServerOptions& wanted, const ServerOptions& running);

// Every key with its value, secrets masked, as an object of objects.
QJsonObject effectiveConfig(const ServerOptions& options);

QLatin1String policyName(ActivationPolicy policy);
std::optional<ActivationPolicy> policyFromName(QStringView name);

}
