// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <memory>

namespace myna::test {

// A WebSocket peer on loopback that can also misbehave. It accepts TCP itself, so that a fault can be placed before, in and after the
// upgrade.
class WsStub final : public QObject
{
    Q_OBJECT

public:
    enum class Manner {
        Proper, // a QWebSocket answers: peer()
        Silent, // takes the connection and says nothing
        Status, // answers the upgrade with `status`
        HangUp, // closes instead of answering
        Raw, // upgrades, then neither reads nor writes by itself: sendRaw()
    };

    explicit WsStub(Manner manner = Manner::Proper);
    ~WsStub() override;

    [[nodiscard]] QUrl url() const;
    void stopListening(); // a later attempt is refused
    QByteArray status = "401 Unauthorized";
    // With Proper: what to write instead of upgrading; nothing: upgrade. header() and head are of the request in question.
    std::function<QByteArray()> objection;

    int connections = 0;
    QByteArray head; // of the newest request, as it came
    [[nodiscard]] QByteArray header(const QByteArray& name) const; // of the newest request, empty when absent

    [[nodiscard]] QWebSocket* peer() const { return m_peer; }
    std::unique_ptr<QWebSocket> takePeer(); // for a transport that adopts it
    void dropTcp(); // the cable is pulled: no close frame
    void endTcp(); // an orderly end of the stream, without a close frame
    void sendRaw(const QByteArray& bytes);

signals:
    void upgraded();
    void textReceived(const QString& text);
    void binaryReceived(const QByteArray& frame);
    void peerClosed(int code);

private:
    void onConnection();
    void onHead(QTcpSocket* socket);
    void onPeer();

    Manner m_manner;
    QTcpServer m_acceptor;
    QWebSocketServer m_upgrader;
    QPointer<QTcpSocket> m_socket;
    QPointer<QWebSocket> m_peer;
};

// A frame as a server writes it: not masked, not fragmented. opcode 1 text, 2 binary, 8 close.
QByteArray wsFrame(int opcode, const QByteArray& payload);
QByteArray wsCloseFrame(quint16 code, const QByteArray& reason = {});

}
