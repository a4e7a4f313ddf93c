// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/folderclaim.h"

#include <QCoreApplication>
#include <QDir>

namespace myna::server {

Error takenFolder(const QString& folder)
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna",
            "Another Myna server is at work with the folder %1. Stop that one, or give this one a folder of its own: mynad serve --data "
            "FOLDER.")
            .arg(QDir::toNativeSeparators(folder)) };
}

}
