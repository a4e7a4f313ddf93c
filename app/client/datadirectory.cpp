// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"

#include "pairing/filestore.h"
#include "pairing/keychainstore.h"
#include "settings/options.h"

#include <QDir>
#include <QStandardPaths>

namespace myna::client {

namespace {

QString platformFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

}

QString dataDirectory(const QString& option)
{
    if (!option.isEmpty())
        return QDir(option).absolutePath();
    if (const QString fromEnvironment = qEnvironmentVariable("MYNA_DATA_DIR"); !fromEnvironment.isEmpty())
        return QDir(fromEnvironment).absolutePath();
    return platformFolder();
}

std::unique_ptr<pairing::SecretStore> secretStoreFor(const QString& dataDir, const settings::SettingsStore& settings)
{
    if (settings.get(settings::secretsInFile))
        return std::make_unique<pairing::FileStore>(dataDir);
    return std::make_unique<pairing::KeychainStore>(dataDir == platformFolder() ? QString() : dataDir);
}

}
