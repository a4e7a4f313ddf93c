// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tls/owncertificate.h"

#include "server/tls/certificateauthority.h"
#include "server/tls/certificatenames.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSslKey>

#include <algorithm>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestKeptFile = 64 * 1024;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QByteArray keptContent(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.read(largestKeptFile) : QByteArray();
}

Result<> keep(const QString& name, const QByteArray& content)
{
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return Error { Error::Code::Refused,
        QCoreApplication::translate("myna", "The file %1 cannot be written: %2. Make the folder writable or choose another data folder.")
            .arg(QDir::toNativeSeparators(name), file.errorString()) };
}

QSslCertificate certificateIn(const QString& name)
{
    return QSslCertificate(keptContent(name), QSsl::Pem);
}

QByteArray keyIn(const QString& name)
{
    return QSslKey(keptContent(name), QSsl::Ec, QSsl::Pem).toDer();
}

bool lasts(const QSslCertificate& certificate, const QDateTime& now)
{
    return !certificate.isNull() && certificate.effectiveDate() <= now
        && certificate.expiryDate() >= now.addDays(OwnCertificate::renewDaysBefore);
}

// The key first: who reads in between finds two that do not belong together, and waits.
Result<> keepBoth(const CertifiedKey& made, const QString& certificateFile, const QString& keyFile)
{
    if (auto kept = keep(keyFile, QSslKey(made.key, QSsl::Ec, QSsl::Der).toPem()); !kept)
        return kept;
    return keep(certificateFile, QSslCertificate(made.certificate, QSsl::Der).toPem());
}

}

OwnCertificate::OwnCertificate(const QString& dataDir)
    : m_folder(QDir(dataDir).filePath(u"tls"_s))
{
}

QString OwnCertificate::file(const QString& name) const
{
    return QDir(m_folder).filePath(name);
}

QSslCertificate OwnCertificate::root() const
{
    return certificateIn(rootFile());
}

QSslCertificate OwnCertificate::certificate() const
{
    return certificateIn(certificateFile());
}

QStringList OwnCertificate::furtherNames() const
{
    return QString::fromUtf8(keptContent(file(u"names"_s))).split(u'\n', Qt::SkipEmptyParts);
}

Result<> OwnCertificate::addNames(const QStringList& names) const
{
    QStringList all = furtherNames();
    for (const QString& name : names) {
        if (!all.contains(name))
            all.append(name);
    }
    if (!QDir().mkpath(m_folder))
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "The folder %1 cannot be made.").arg(QDir::toNativeSeparators(m_folder)) };
    return keep(file(u"names"_s), all.join(u'\n').toUtf8() + '\n');
}

// Names that are no longer needed do no harm: an address that comes and goes makes one new certificate, not two a day.
bool OwnCertificate::isGood(const QStringList& names, const QDateTime& now) const
{
    const QSslCertificate current = certificate();
    if (!lasts(current, now) || !belongTogether(current.toDer(), keyIn(keyFile())) || !vouchesFor(root().toDer(), current.toDer(), now))
        return false;
    const QStringList covered = namesOf(current) + QStringList(current.subjectAlternativeNames().values(QSsl::DnsEntry));
    return std::all_of(names.begin(), names.end(), [&covered](const QString& name) { return covered.contains(name); });
}

Result<bool> OwnCertificate::renew(const QStringList& names, const QDateTime& now) const
{
    if (isGood(names, now))
        return false;
    if (!QDir().mkpath(m_folder) || !QFile::setPermissions(m_folder, ownerOnly | QFile::ExeOwner))
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "The folder %1 cannot be made.").arg(QDir::toNativeSeparators(m_folder)) };
    const QString rootKeyFile = file(u"root.key"_s);
    CertifiedKey authority { root().toDer(), keyIn(rootKeyFile) };
    if (!lasts(root(), now)) {
        auto made = makeAuthority(QCoreApplication::translate("myna", "Myna on %1").arg(names.value(0)), names, now);
        if (!made)
            return made.error();
        if (auto kept = keepBoth(made.value(), rootFile(), rootKeyFile); !kept)
            return kept.error();
        authority = made.value();
    } else if (!belongTogether(authority.certificate, authority.key)) {
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna",
                "The certificate has to be renewed, but %1 is not the key of root.crt. Put it back, or remove root.crt to have a new "
                "authority.")
                .arg(QDir::toNativeSeparators(rootKeyFile)) };
    }
    auto made = certify(authority, names, now);
    if (!made)
        return made.error();
    if (auto kept = keepBoth(made.value(), certificateFile(), keyFile()); !kept)
        return kept.error();
    return true;
}

}
