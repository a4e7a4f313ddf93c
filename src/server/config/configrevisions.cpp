// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configrevisions.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

}

ConfigRevisions::ConfigRevisions(const QString& dataDir)
    : m_folder(QDir(dataDir).filePath(u"config-revisions"_s))
{
}

QString ConfigRevisions::path(int revision) const
{
    return QDir(m_folder).filePath(u"%1.json"_s.arg(revision, 6, 10, QLatin1Char('0')));
}

QVector<ConfigRevision> ConfigRevisions::list() const
{
    QVector<ConfigRevision> found;
    const QStringList names = QDir(m_folder).entryList({ u"*.json"_s }, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : names) {
        auto revision = read(name.chopped(5).toInt());
        if (!revision)
            continue; // damaged, or not ours
        revision.value().text.clear();
        found.append(revision.value());
    }
    return found;
}

int ConfigRevisions::newest() const
{
    const QStringList names = QDir(m_folder).entryList({ u"*.json"_s }, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : names) {
        if (read(name.chopped(5).toInt()))
            return name.chopped(5).toInt();
    }
    return 0;
}

Result<ConfigRevision> ConfigRevisions::read(int revision) const
{
    QFile file(path(revision));
    const QJsonObject object = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    if (revision <= 0 || object.value(u"revision"_s).toInt() != revision)
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "The revision %1 is not kept.").arg(revision) };
    return ConfigRevision { revision, QDateTime::fromString(object.value(u"time"_s).toString(), Qt::ISODateWithMs),
        object.value(u"by"_s).toString(), object.value(u"file"_s).toString(), object.value(u"text"_s).toString().toUtf8() };
}

Result<int> ConfigRevisions::add(const QString& file, const QByteArray& text, const QString& by, const QDateTime& time)
{
    const int last = newest();
    if (const auto before = read(last); before && before->text == text && before->file == file)
        return last;
    const bool fresh = !QDir(m_folder).exists();
    QDir().mkpath(m_folder);
    if (fresh)
        QFile::setPermissions(m_folder, ownerOnly | QFile::ExeOwner);
    QSaveFile output(path(last + 1));
    const QJsonObject object { { u"revision"_s, last + 1 }, { u"time"_s, time.toUTC().toString(Qt::ISODateWithMs) }, { u"by"_s, by },
        { u"file"_s, file }, { u"text"_s, QString::fromUtf8(text) } };
    if (!output.open(QIODevice::WriteOnly) || !output.setPermissions(ownerOnly) || output.write(QJsonDocument(object).toJson()) < 0
        || !output.commit()) {
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "The former configurations cannot be kept in %1: %2.")
                .arg(QDir::toNativeSeparators(m_folder), output.errorString()) };
    }
    const QStringList names = QDir(m_folder).entryList({ u"*.json"_s }, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : names.mid(kept))
        QFile::remove(QDir(m_folder).filePath(name));
    return last + 1;
}

}
