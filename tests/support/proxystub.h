// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkProxy>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

namespace myna::test {

// A small proxy on loopback that really forwards: HTTP with CONNECT and with whole addresses, or SOCKS5. Every name leads to this computer,
// so that a test can use names that do not exist.
class ProxyStub final : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Http, Socks5 };

    explicit ProxyStub(Kind kind);

    [[nodiscard]] quint16 port() const { return m_acceptor.serverPort(); }
    void demand(const QByteArray& user, const QByteArray& password) // from everybody
    {
        m_user = user;
        m_password = password;
    }

    QList<QByteArray> targets; // "host:port" of everybody who was let through
    int refused = 0; // for want of a password

private:
    void serveHttp(QTcpSocket* client, const std::shared_ptr<QByteArray>& received);
    void serveSocks(QTcpSocket* client, const std::shared_ptr<QByteArray>& received);
    void join(QTcpSocket* client, const QByteArray& host, quint16 port, const QByteArray& greeting, const QByteArray& first);

    Kind m_kind;
    QTcpServer m_acceptor;
    QByteArray m_user;
    QByteArray m_password;
};

}
