// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/pluginsandbox.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace myna::server {

Result<QString> programDigest(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "%1 cannot be read: %2.").arg(QDir::toNativeSeparators(path), file.errorString()) };
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (file.size() > largestPlugin || !hash.addData(&file))
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "%1 is too large for a plugin, or cannot be read to its end.")
                .arg(QDir::toNativeSeparators(path)) };
    return QString::fromLatin1(hash.result().toHex());
}

Error wrongDigest(const PluginSpec& plugin, const QString& found)
{
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna",
            "The program of the plugin %1 is not the one its SHA-256 was written down for, so it is not started. If you changed it "
            "yourself, "
            "write sha256: %2 into the configuration.")
            .arg(plugin.name, found) };
}

Error noWalls(const PluginSpec& plugin)
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The plugin %1 is not started: on this system plugins cannot be kept within limits yet.")
            .arg(plugin.name) };
}

}
