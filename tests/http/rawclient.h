// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>

namespace myna::test {

// A client that sends exactly what it is told to and keeps what it gets.
class RawClient
{
public:
    explicit RawClient(quint16 port, const QHostAddress& address = QHostAddress::LocalHost)
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { m_received += m_socket.readAll(); });
        m_socket.connectToHost(address, port);
    }

    void send(const QByteArray& bytes) { m_socket.write(bytes); }
    void leave() { m_socket.abort(); }
    [[nodiscard]] QByteArray received() const { return m_received; }
    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    [[nodiscard]] int answers() const { return int(m_received.count("HTTP/1.1 ")); }
    // The status of the first answer; 0 when none has come.
    [[nodiscard]] int status() const { return m_received.startsWith("HTTP/1.") ? m_received.mid(9, 3).toInt() : 0; }
    // Of the only answer, when it is complete.
    [[nodiscard]] QByteArray body() const
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        return end < 0 ? QByteArray() : m_received.mid(end + 4);
    }
    QTcpSocket& socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

}
