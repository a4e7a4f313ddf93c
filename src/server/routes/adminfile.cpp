// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QString adminFile(const QString& folder)
{
    return QDir(folder).filePath(u"admin.json"_s);
}

}

Result<> writeAdminFile(const QString& folder, const QUrl& url, const QByteArray& token, const QByteArray& pinned)
{
    QSaveFile file(adminFile(folder));
    QJsonObject json { { u"url"_s, url.toString() }, { u"token"_s, QString::fromLatin1(token) } };
    if (!pinned.isEmpty())
        json.insert(u"certificate"_s, QString::fromLatin1(pinned.toBase64()));
    const QByteArray content = QJsonDocument(json).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(content) < 0
        || !file.commit()) {
        return Error { Error::Code::Refused,
            QCoreApplication::translate(
                "myna", "The file %1 cannot be written: %2. Make the folder writable or choose another data folder.")
                .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()) };
    }
    return {};
}

void removeAdminFile(const QString& folder)
{
    QFile::remove(adminFile(folder));
}

}
