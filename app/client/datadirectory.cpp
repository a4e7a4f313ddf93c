// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"

#include "pairing/filestore.h"
#include "pairing/keychainstore.h"
#include "settings/options.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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

void makeDataDirectory(const QString& dataDir)
{
    if (QFileInfo::exists(dataDir) || !QDir().mkpath(dataDir))
        return; // what cannot be made is said by whoever needs it
    QFile::setPermissions(dataDir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

std::unique_ptr<pairing::SecretStore> secretStoreFor(const QString& dataDir, const settings::SettingsStore& settings)
{
    if (settings.get(settings::secretsInFile))
        return std::make_unique<pairing::FileStore>(dataDir);
    return std::make_unique<pairing::KeychainStore>(dataDir == platformFolder() ? QString() : dataDir);
}

}
