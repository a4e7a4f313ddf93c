// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/filestore.h"

#include "base/keptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

constexpr QFileDevice::Permissions others { QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther };
constexpr auto probeKey = "probe"_L1;

// Nothing is read from a file that others can read until that is mended.
bool closeToOthers(const QString& path)
{
    if (!(QFile::permissions(path) & others))
        return true;
    return QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

}

FileStore::FileStore(const QString& dataDir)
    : m_path(QDir(dataDir).filePath(u"secrets.json"_s))
{
}

void FileStore::probe(DoneAnswer answer)
{
    Result<> result;
    if (Result<Secrets> secrets = load(); !secrets) {
        result = secrets.error();
    } else {
        Secrets changed = *secrets;
        changed.insert(probeKey, "x");
        result = save(changed);
        if (result)
            result = save(*secrets);
    }
    answerDone(result, std::move(answer));
}

void FileStore::read(const QString& key, ReadAnswer answer)
{
    Result<QByteArray> result = Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Nothing is stored under this name.") };
    if (const Result<Secrets> secrets = load(); !secrets)
        result = secrets.error();
    else if (secrets->contains(key))
        result = secrets->value(key);
    QMetaObject::invokeMethod(
        &m_context, [answer = std::move(answer), result] { answer(result); }, Qt::QueuedConnection);
}

void FileStore::write(const QString& key, const QByteArray& secret, DoneAnswer answer)
{
    Result<> result;
    if (Result<Secrets> secrets = load(); !secrets) {
        result = secrets.error();
    } else if (secrets->value(key) != secret || !secrets->contains(key)) {
        secrets.value().insert(key, secret);
        result = save(*secrets);
    }
    answerDone(result, std::move(answer));
}

void FileStore::remove(const QString& key, DoneAnswer answer)
{
    Result<> result;
    if (Result<Secrets> secrets = load(); !secrets)
        result = secrets.error();
    else if (secrets.value().remove(key))
        result = save(*secrets);
    answerDone(result, std::move(answer));
}

QString FileStore::place() const
{
    return QCoreApplication::translate("myna", "in a file only you can read");
}

Result<FileStore::Secrets> FileStore::load() const
{
    if (QFile::exists(m_path) && !closeToOthers(m_path)) {
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "Others can read the file %1, and that cannot be changed. Make it yours alone (mode 600).")
                .arg(m_path) };
    }
    const Result<QByteArray> content = readKept(m_path);
    if (!content && content.error().code == Error::Code::NotFound)
        return Secrets {};
    if (!content && content.error().code != Error::Code::Invalid)
        return content.error();

    const QJsonObject all = QJsonDocument::fromJson(content.value_or({})).object();
    if (!all.value("secrets"_L1).isObject()) {
        const Result<QString> aside = keepAside(m_path);
        if (!aside)
            return aside.error();
        return Error { Error::Code::Invalid,
            QCoreApplication::translate(
                "myna", "The file with your secrets was damaged. It was kept as %1; try again to go on with a new one.")
                .arg(*aside) };
    }
    Secrets secrets;
    const QJsonObject stored = all.value("secrets"_L1).toObject();
    for (auto it = stored.begin(); it != stored.end(); ++it)
        secrets.insert(it.key(), QByteArray::fromBase64(it.value().toString().toLatin1()));
    return secrets;
}

Result<> FileStore::save(const Secrets& secrets) const
{
    QJsonObject stored;
    for (auto it = secrets.begin(); it != secrets.end(); ++it)
        stored.insert(it.key(), QString::fromLatin1(it.value().toBase64()));
    const QJsonObject all { { u"version"_s, 1 }, { u"secrets"_s, stored } };
    return writeKept(m_path, QJsonDocument(all).toJson());
}

void FileStore::answerDone(const Result<>& result, DoneAnswer answer)
{
    QMetaObject::invokeMethod(
        &m_context, [answer = std::move(answer), result] { answer(result); }, Qt::QueuedConnection);
}

}
