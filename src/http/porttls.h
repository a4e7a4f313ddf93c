// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMutex>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <optional>

namespace myna::http {

// What a port shows of itself when it speaks TLS, for all its threads. Another certificate counts for those who come from then on; who is
// connected stays. Any thread.
class PortTls
{
public:
    // `chain`: the port's own certificate first. TLS 1.2 and newer; clients are not asked for certificates.
    void show(const QList<QSslCertificate>& chain, const QSslKey& key);
    [[nodiscard]] std::optional<QSslConfiguration> current() const; // nothing: the port speaks without TLS

private:
    mutable QMutex m_mutex;
    std::optional<QSslConfiguration> m_current;
};

// A port's side of a TLS connection. Counts what is encrypted and not sent yet: without that, whoever limits what waits for a client that
// does not read would see nothing of it.
class PortSocket final : public QSslSocket
{
public:
    [[nodiscard]] qint64 bytesToWrite() const override { return QSslSocket::bytesToWrite() + encryptedBytesToWrite(); }
};

}
