// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/proxystub.h"

#include <QUrl>

namespace myna::test {

ProxyStub::ProxyStub(Kind kind)
    : m_kind(kind)
{
    connect(&m_acceptor, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* client = m_acceptor.nextPendingConnection()) {
            const auto received = std::make_shared<QByteArray>();
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            connect(client, &QTcpSocket::readyRead, this, [this, client, received] {
                received->append(client->readAll());
                if (m_kind == Kind::Http)
                    serveHttp(client, received);
                else
                    serveSocks(client, received);
            });
        }
    });
    if (!m_acceptor.listen(QHostAddress::LocalHost))
        qFatal("the proxy cannot listen on loopback");
}

void ProxyStub::serveHttp(QTcpSocket* client, const std::shared_ptr<QByteArray>& received)
{
    const qsizetype end = received->indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = received->left(end);
    const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
    if (!m_user.isEmpty() && !head.contains("Proxy-Authorization: Basic " + (m_user + ':' + m_password).toBase64())) {
        ++refused;
        received->clear();
        client->write("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"stub\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        client->disconnectFromHost();
        return;
    }
    if (words.value(0) == "CONNECT") {
        const QByteArray target = words.value(1);
        const qsizetype colon = target.lastIndexOf(':');
        join(client, target.left(colon), target.mid(colon + 1).toUShort(), "HTTP/1.1 200 Go\r\n\r\n", received->mid(end + 4));
        return;
    }
    const QUrl url(QString::fromLatin1(words.value(1)));
    QByteArray onward = *received;
    onward.replace(words.value(1), url.path().toLatin1());
    join(client, url.host().toLatin1(), quint16(url.port(80)), {}, onward);
}

void ProxyStub::serveSocks(QTcpSocket* client, const std::shared_ptr<QByteArray>& received)
{
    const QByteArray& bytes = *received;
    const char stage = bytes.isEmpty() ? 0 : bytes.at(0);
    if (stage == 5 && client->property("greeted").isNull()) {
        if (bytes.size() < 2 || bytes.size() < 2 + bytes.at(1))
            return;
        client->setProperty("greeted", true);
        received->clear();
        client->write(m_user.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02", 2));
        return;
    }
    if (stage == 1) { // name and password
        const int nameSize = bytes.size() > 1 ? bytes.at(1) : 0;
        const int passwordSize = bytes.size() > 2 + nameSize ? bytes.at(2 + nameSize) : 0;
        if (bytes.size() < 3 + nameSize + passwordSize)
            return;
        const bool right = bytes.mid(2, nameSize) == m_user && bytes.mid(3 + nameSize, passwordSize) == m_password;
        received->clear();
        if (!right)
            ++refused;
        client->write(right ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
        return;
    }
    if (stage != 5 || bytes.size() < 7 || bytes.at(3) != 3) // only names are wanted here: the client must not look them up
        return;
    const int size = bytes.at(4);
    if (bytes.size() < 7 + size)
        return;
    const auto port = quint16(quint8(bytes.at(5 + size)) * 256 + quint8(bytes.at(6 + size)));
    join(client, bytes.mid(5, size), port, QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10), bytes.mid(7 + size));
}

void ProxyStub::join(QTcpSocket* client, const QByteArray& host, quint16 port, const QByteArray& greeting, const QByteArray& first)
{
    targets.append(host + ':' + QByteArray::number(port));
    client->disconnect(this);
    auto* server = new QTcpSocket(client);
    server->setProxy(QNetworkProxy::NoProxy);
    connect(server, &QTcpSocket::connected, client, [=] {
        client->write(greeting);
        server->write(first);
    });
    connect(server, &QTcpSocket::readyRead, client, [=] { client->write(server->readAll()); });
    connect(client, &QTcpSocket::readyRead, server, [=] { server->write(client->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, [=] { client->disconnectFromHost(); });
    connect(server, &QTcpSocket::errorOccurred, client, [=] { client->disconnectFromHost(); });
    server->connectToHost(QHostAddress::LocalHost, port);
}

}

#include "moc_proxystub.cpp"
