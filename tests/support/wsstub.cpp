// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/wsstub.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

WsStub::WsStub(Manner manner)
    : m_manner(manner)
    , m_upgrader(u"stub"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_acceptor, &QTcpServer::newConnection, this, &WsStub::onConnection);
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, &WsStub::onPeer);
    m_acceptor.listen(QHostAddress::LocalHost);
}

WsStub::~WsStub()
{
    if (m_peer)
        delete m_peer.data();
}

QUrl WsStub::url() const
{
    return { u"ws://127.0.0.1:%1/xiaozhi/v1/"_s.arg(m_acceptor.serverPort()) };
}

void WsStub::stopListening()
{
    m_acceptor.close();
}

QByteArray WsStub::header(const QByteArray& name) const
{
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

std::unique_ptr<QWebSocket> WsStub::takePeer()
{
    QWebSocket* taken = m_peer;
    m_peer.clear();
    if (taken) {
        taken->disconnect(this);
        taken->setParent(nullptr);
    }
    return std::unique_ptr<QWebSocket>(taken);
}

void WsStub::dropTcp()
{
    if (m_socket)
        m_socket->abort();
}

void WsStub::endTcp()
{
    if (m_socket)
        m_socket->disconnectFromHost();
}

void WsStub::sendRaw(const QByteArray& bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void WsStub::onConnection()
{
    ++connections;
    m_socket = m_acceptor.nextPendingConnection();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // as servers do
    if (m_manner == Manner::HangUp) {
        m_socket->abort();
        return;
    }
    QTcpSocket* socket = m_socket;
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onHead(socket); });
    if (socket->bytesAvailable() > 0)
        onHead(socket);
}

void WsStub::onHead(QTcpSocket* socket)
{
    const QByteArray seen = socket->peek(16 * 1024);
    if (!seen.contains("\r\n\r\n"))
        return;
    head = seen;
    socket->disconnect(this);
    switch (m_manner) {
    case Manner::Proper:
        if (const QByteArray instead = objection ? objection() : QByteArray(); !instead.isEmpty()) {
            socket->write(instead);
            socket->disconnectFromHost();
            return;
        }
        m_upgrader.handleConnection(socket);
        return;
    case Manner::Silent:
    case Manner::HangUp:
        return;
    case Manner::Status:
        socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
        return;
    case Manner::Raw: {
        socket->readAll();
        // A small buffer on this side as well, so that a peer which is not read notices soon.
        socket->setReadBufferSize(1);
        const QByteArray accept
            = QCryptographicHash::hash(header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1);
        socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + accept.toBase64() + "\r\n\r\n");
        socket->flush();
        emit upgraded();
        return;
    }
    }
}

void WsStub::onPeer()
{
    m_peer = m_upgrader.nextPendingConnection();
    m_peer->setParent(this); // also one that another replaces
    QWebSocket* peer = m_peer;
    connect(peer, &QWebSocket::textMessageReceived, this, &WsStub::textReceived);
    connect(peer, &QWebSocket::binaryMessageReceived, this, &WsStub::binaryReceived);
    connect(peer, &QWebSocket::disconnected, this, [this, peer] { emit peerClosed(peer->closeCode()); });
    emit upgraded();
}

QByteArray wsFrame(int opcode, const QByteArray& payload)
{
    QByteArray frame(1, char(0x80 | opcode));
    if (payload.size() < 126) {
        frame.append(char(payload.size()));
    } else if (payload.size() < 65536) {
        frame.append(char(126));
        const quint16 size = qToBigEndian(quint16(payload.size()));
        frame.append(reinterpret_cast<const char*>(&size), sizeof size);
    } else {
        frame.append(char(127));
        const quint64 size = qToBigEndian(quint64(payload.size()));
        frame.append(reinterpret_cast<const char*>(&size), sizeof size);
    }
    return frame + payload;
}

QByteArray wsCloseFrame(quint16 code, const QByteArray& reason)
{
    const quint16 wire = qToBigEndian(code);
    return wsFrame(8, QByteArray(reinterpret_cast<const char*>(&wire), sizeof wire) + reason);
}

}

#include "moc_wsstub.cpp"
