// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/certificatepin.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSslCertificate>

#include <algorithm>
#include <array>

namespace myna::net {

namespace {

// In these only trust is missing, which is what a person who compared the fingerprint gives.
constexpr auto trustErrors = std::to_array<QSslError::SslError>({
    QSslError::SelfSignedCertificate,
    QSslError::SelfSignedCertificateInChain,
    QSslError::UnableToGetLocalIssuerCertificate,
    QSslError::UnableToGetIssuerCertificate,
    QSslError::UnableToVerifyFirstCertificate,
    QSslError::CertificateUntrusted,
    QSslError::HostNameMismatch,
});

QSslCertificate certificateFrom(const QByteArray& der)
{
    return der.isEmpty() || der.size() > maxCertificateBytes ? QSslCertificate() : QSslCertificate(der, QSsl::Der);
}

bool contains(const QList<QSslError>& errors, std::initializer_list<QSslError::SslError> kinds)
{
    return std::any_of(errors.begin(), errors.end(),
        [&](const QSslError& error) { return std::find(kinds.begin(), kinds.end(), error.error()) != kinds.end(); });
}

}

QString fingerprintOf(const QByteArray& der)
{
    const QSslCertificate certificate = certificateFrom(der);
    return certificate.isNull() ? QString() : QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

QSslConfiguration configurationFor(const QByteArray& pinned, const QSslConfiguration& base)
{
    const QSslCertificate certificate = certificateFrom(pinned);
    if (certificate.isNull())
        return base;
    QSslConfiguration configuration = base;
    configuration.setCaCertificates({ certificate });
    return configuration;
}

QList<QSslError> forgivenErrors(const QByteArray& pinned)
{
    QList<QSslError> forgiven;
    const QSslCertificate certificate = certificateFrom(pinned);
    if (certificate.isNull())
        return forgiven;
    for (const QSslError::SslError kind : trustErrors)
        forgiven.append(QSslError(kind, certificate));
    return forgiven;
}

bool canBePinned(const QList<QSslError>& errors)
{
    return !errors.isEmpty() && std::all_of(errors.begin(), errors.end(), [](const QSslError& error) {
        return std::find(trustErrors.begin(), trustErrors.end(), error.error()) != trustErrors.end();
    });
}

QString whyUntrusted(const QList<QSslError>& errors, bool pinned)
{
    if (contains(errors, { QSslError::CertificateExpired })) {
        return QCoreApplication::translate(
            "myna", "Its certificate has expired. The owner of the server has to renew it; check this computer's date too.");
    }
    if (contains(errors, { QSslError::CertificateNotYetValid })) {
        return QCoreApplication::translate("myna", "Its certificate is not valid yet. Check the date of this computer and of the server.");
    }
    if (pinned) {
        return QCoreApplication::translate("myna",
            "It shows another certificate than the one you accepted. Somebody may be in between, or the server has a new one: compare its "
            "fingerprint before you go on.");
    }
    if (contains(errors, { QSslError::SelfSignedCertificate, QSslError::SelfSignedCertificateInChain })) {
        return QCoreApplication::translate("myna",
            "Its certificate is self-signed: nobody but the server itself vouches for it. If the server is yours, compare the "
            "fingerprint.");
    }
    if (contains(errors, { QSslError::HostNameMismatch }))
        return QCoreApplication::translate("myna", "Its certificate belongs to a server of another name. Check the address.");
    return errors.isEmpty() ? QCoreApplication::translate("myna", "Its certificate is not believed by this computer.")
                            : QCoreApplication::translate("myna", "Its certificate is not believed by this computer (%1).")
                                  .arg(errors.constFirst().errorString());
}

}
