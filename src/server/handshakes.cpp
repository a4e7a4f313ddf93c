// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/handshakes.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QString keyOf(const QHostAddress& address, quint16 port)
{
    return address.toString() + u'|' + QString::number(port);
}

}

Handshakes::Handshakes(int most, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_limit(limit)
    , m_server(u"Myna"_s, QWebSocketServer::NonSecureMode, this)
{
    m_server.setMaxPendingConnections(most);
    connect(&m_server, &QWebSocketServer::newConnection, this, &Handshakes::takeConnections);
}

Handshakes::~Handshakes()
{
    for (QTcpSocket* const socket : m_server.findChildren<QTcpSocket*>())
        socket->disconnect(this);
}

void Handshakes::answer(http::Upgrade upgrade, Then then)
{
    QTcpSocket* const socket = upgrade.socket.release();
    const QString key = keyOf(socket->peerAddress(), socket->peerPort());
    m_waiting.insert_or_assign(key, Waiting { std::move(upgrade.place), std::move(then) });
    socket->setParent(&m_server);
    connect(socket, &QTcpSocket::disconnected, this, [this, key] {
        auto gone = m_waiting.extract(key);
        if (!gone.empty() && gone.mapped().then.left)
            gone.mapped().then.left();
    });
    QTimer::singleShot(m_limit, socket, [this, socket, key] {
        if (m_waiting.contains(key))
            socket->abort();
    });
    m_server.handleConnection(socket);
}

void Handshakes::takeConnections()
{
    while (m_server.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_server.nextPendingConnection());
        if (!socket)
            return;
        socket->setParent(nullptr);
        auto waiting = m_waiting.extract(keyOf(socket->peerAddress(), socket->peerPort()));
        if (waiting.empty()) {
            socket->abort();
            continue;
        }
        waiting.mapped().then.begun(std::move(socket), std::move(waiting.mapped().place));
    }
}

}
