// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace myna {

Result<QByteArray> readKept(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no file %1.").arg(path) };
    if (QFileInfo(path).isFile() && file.size() > maxKeptBytes)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The file %1 is too large to be one of Myna's.").arg(path) };
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The file %1 cannot be read (%2). Check who owns it.").arg(path, file.errorString()) };
    }
    return file.read(maxKeptBytes);
}

Result<> writeKept(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return Error { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The file %1 cannot be written (%2). Check that the folder is yours and the disk is not full.")
            .arg(path, file.errorString()) };
}

Result<QString> keepAside(const QString& path)
{
    QString aside = path + ".broken"_L1;
    for (int number = 2; QFile::exists(aside); ++number)
        aside = u"%1.broken.%2"_s.arg(path).arg(number);
    if (QFile::rename(path, aside))
        return aside;
    return Error {
        Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The file %1 is damaged and cannot be moved aside. Check that the folder is yours.").arg(path)
    };
}

}
