// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configloader.h"

namespace myna::server {

// What a configuration of xiaozhi-esp32-server becomes here.
struct ImportedConfig
{
    QString source; // the file that was read
    QString text; // YAML with what has an effect here; secrets are `keychain:NAME`
    Secrets secrets; // by those names
    QStringList taken; // keys, in their order
    ConfigFindings findings; // what was left out and why; with errors the rest is empty
};

// `path`: a configuration file, or a data folder with `.config.yaml` in it (or in `data` below it). Engines of types this server does not
// have and entries that are still examples are left out. Errors: NotFound, Invalid (too large).
Result<ImportedConfig> importConfig(const QString& path);

// The same text with the secrets in it, for who has nowhere else to keep them.
QString withSecrets(const ImportedConfig& imported);

}
