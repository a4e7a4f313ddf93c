// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tls/tlsdesk.h"

#include "server/tls/certificateauthority.h"
#include "server/tls/certificatenames.h"
#include "server/tls/owncertificate.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::minutes lookEvery { 10 };
constexpr qint64 largestFile = 256 * 1024;

Error wrongFile(const QString& name, const QString& why)
{
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna", "The TLS file %1 cannot be used: %2").arg(QDir::toNativeSeparators(name), why) };
}

Result<QByteArray> contentOf(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return wrongFile(name, file.errorString() + u'.');
    return file.read(largestFile);
}

QSslKey keyFrom(const QByteArray& pem)
{
    for (const QSsl::KeyAlgorithm algorithm : { QSsl::Ec, QSsl::Rsa }) {
        if (QSslKey key(pem, algorithm, QSsl::Pem); !key.isNull())
            return key;
    }
    return {};
}

}

Result<TlsFiles> readTlsFiles(const QString& certificateFile, const QString& keyFile)
{
    const auto certificate = contentOf(certificateFile);
    if (!certificate)
        return certificate.error();
    const auto key = contentOf(keyFile);
    if (!key)
        return key.error();
    TlsFiles files { QSslCertificate::fromData(certificate.value(), QSsl::Pem), keyFrom(key.value()) };
    if (files.chain.isEmpty())
        return wrongFile(certificateFile, QCoreApplication::translate("myna", "there is no certificate in it (PEM)."));
    if (files.key.isNull())
        return wrongFile(
            keyFile, QCoreApplication::translate("myna", "there is no key in it (PEM, RSA or elliptic curve, without a password)."));
    if (!belongTogether(files.chain.constFirst().toDer(), files.key.toDer()))
        return wrongFile(keyFile, QCoreApplication::translate("myna", "it is not the key of the certificate."));
    return files;
}

Result<QPair<QString, QString>> tlsFileNames(const TlsConfig& config, const QString& dataDir)
{
    if (config.certificate.isEmpty() != config.key.isEmpty())
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "server.tls.certificate and server.tls.key belong together: set both, or none.") };
    if (config.certificate.isEmpty()) {
        const OwnCertificate own(dataDir);
        return qMakePair(own.certificateFile(), own.keyFile());
    }
    const QDir folder(dataDir);
    return qMakePair(folder.absoluteFilePath(config.certificate), folder.absoluteFilePath(config.key));
}

TlsDesk::TlsDesk(Surroundings surroundings, QObject* parent)
    : QObject(parent)
    , m_surroundings(std::move(surroundings))
    , m_watcher(std::chrono::milliseconds(200), this)
    , m_timer(this)
{
    connect(&m_watcher, &ConfigWatcher::changed, this, &TlsDesk::reload);
    connect(&m_timer, &QTimer::timeout, this, &TlsDesk::look);
}

Result<> TlsDesk::start(const TlsConfig& config)
{
    m_config = config;
    if (!config.enabled)
        return {};
    const auto names = tlsFileNames(config, m_surroundings.dataDir);
    if (!names)
        return names.error();
    if (isOwn()) {
        if (const auto renewed = renewOwn(); !renewed) {
            // What is there may still be good.
            if (!readTlsFiles(names->first, names->second))
                return renewed.error();
            emit warned(renewed.error().text);
        }
    }
    if (auto loaded = load(); !loaded)
        return loaded;
    m_watcher.watch({ names->first, names->second });
    m_timer.start(lookEvery);
    warnBeforeExpiry();
    return {};
}

Result<bool> TlsDesk::renewOwn() const
{
    const OwnCertificate own(m_surroundings.dataDir);
    const auto names = certificateNames(m_surroundings.hostName, m_surroundings.addresses(), m_config.names + own.furtherNames());
    if (!names)
        return names.error();
    return own.renew(names.value(), m_surroundings.clock());
}

Result<> TlsDesk::load()
{
    const auto names = tlsFileNames(m_config, m_surroundings.dataDir);
    if (!names)
        return names.error();
    const auto files = readTlsFiles(names->first, names->second);
    if (!files)
        return files.error();
    m_chain = files->chain;
    m_port.show(files->chain, files->key);
    return {};
}

// Files in the middle of being replaced are no reason to stop: what was shown stays, until both are there.
void TlsDesk::reload()
{
    const QList<QSslCertificate> before = m_chain;
    const auto loaded = load();
    if (!loaded) {
        emit warned(loaded.error().text + u' '
            + QCoreApplication::translate("myna", "The certificate that was there before stays in use until that is mended."));
        return;
    }
    if (m_chain == before)
        return;
    m_told.clear();
    warnBeforeExpiry();
    emit changed();
}

void TlsDesk::look()
{
    if (!isOn())
        return;
    if (!isOwn()) {
        warnBeforeExpiry();
        return;
    }
    const auto renewed = renewOwn();
    if (renewed && *renewed) {
        reload();
        m_watcher.noteContent();
    } else if (!renewed && std::exchange(m_told, renewed.error().text) != renewed.error().text) {
        emit warned(renewed.error().text);
    }
}

void TlsDesk::warnBeforeExpiry()
{
    const QDateTime end = m_chain.constFirst().expiryDate();
    if (isOwn() || end > m_surroundings.clock().addDays(warnDaysBefore))
        return;
    const QString text = end > m_surroundings.clock()
        ? QCoreApplication::translate("myna", "The server's certificate is valid until %1 only. Put a new one in its place.")
              .arg(end.toString(Qt::ISODate))
        : QCoreApplication::translate("myna", "The server's certificate expired on %1: devices refuse it. Put a new one in its place.")
              .arg(end.toString(Qt::ISODate));
    if (std::exchange(m_told, text) != text)
        emit warned(text);
}

QByteArray TlsDesk::pin() const
{
    if (!isOn())
        return {};
    return isOwn() ? OwnCertificate(m_surroundings.dataDir).root().toDer() : m_chain.constFirst().toDer();
}

QString TlsDesk::announcedHost() const
{
    return isOn() && !isOwn() ? namesOf(m_chain.constFirst()).value(0) : QString();
}

}

#include "moc_tlsdesk.cpp"
