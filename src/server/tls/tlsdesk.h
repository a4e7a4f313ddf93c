// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "http/porttls.h"
#include "server/config/configwatcher.h"
#include "server/config/serverconfig.h"
#include "server/devices/clock.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <functional>

namespace myna::server {

// The files of the certificate a configuration names, read and judged.
struct TlsFiles
{
    QList<QSslCertificate> chain; // the server's own first
    QSslKey key;
};
// Errors: Invalid, naming the file: it cannot be read, holds no certificate or no key, or the two do not belong together.
Result<TlsFiles> readTlsFiles(const QString& certificateFile, const QString& keyFile);
// Where they are: those the owner named, below the data folder unless absolute, else our own. Errors: Invalid (one without the other).
Result<QPair<QString, QString>> tlsFileNames(const TlsConfig& config, const QString& dataDir);

// The certificate both ports show: loads it, watches its files, and renews our own one before it expires or when this computer is reached
// under another address. Lives on the edge's thread; what it shows may be asked from any.
class TlsDesk final : public QObject
{
    Q_OBJECT

public:
    struct Surroundings
    {
        QString dataDir;
        Clock clock;
        std::function<QList<QHostAddress>()> addresses; // of this computer
        QString hostName;
    };
    static constexpr int warnDaysBefore = 14; // of those we do not renew

    explicit TlsDesk(Surroundings surroundings, QObject* parent = nullptr);

    // Does nothing when it is not wanted. Errors: as readTlsFiles() and OwnCertificate: a server that was told to speak TLS does not start
    // without.
    Result<> start(const TlsConfig& config);
    void look(); // renews when that is due; also called every few minutes

    [[nodiscard]] bool isOn() const { return m_port.current().has_value(); }
    [[nodiscard]] const http::PortTls& port() const { return m_port; }
    [[nodiscard]] bool isOwn() const { return m_config.certificate.isEmpty(); }
    [[nodiscard]] QList<QSslCertificate> chain() const { return m_chain; }
    // What a program of this computer should believe in: our root, which stays, or the certificate shown. DER.
    [[nodiscard]] QByteArray pin() const;
    // The name devices are told; empty: the address they came to, which our own certificate is for.
    [[nodiscard]] QString announcedHost() const;

signals:
    void changed(); // those who come from now on see another certificate
    void warned(const QString& text);

private:
    Result<bool> renewOwn() const;
    Result<> load();
    void reload();
    void warnBeforeExpiry();

    Surroundings m_surroundings;
    TlsConfig m_config;
    http::PortTls m_port;
    QList<QSslCertificate> m_chain;
    ConfigWatcher m_watcher;
    QTimer m_timer;
    QString m_told; // the last warning: not said again every few minutes
};

}
