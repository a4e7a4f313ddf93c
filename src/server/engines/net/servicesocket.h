// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpfailure.h"

#include <QAbstractSocket>
#include <QList>
#include <QObject>
#include <QSslError>
#include <QTimer>

#include <utility>
#include <vector>

class QWebSocket;

namespace myna::server {

class EngineNetwork;

struct SocketQuestion
{
    QUrl url; // ws or wss
    QList<std::pair<QByteArray, QByteArray>> headers; // with the credentials, so this is never logged
    QByteArray fingerprint; // SHA-256 of the one certificate that is believed, 32 bytes; empty: what this computer's authorities vouch for
    quint64 maxMessage = 1024 * 1024; // bytes
    qint64 maxUnsent = qint64(4) * 1024 * 1024; // bytes that the service has not taken yet; more of them end it
    std::chrono::milliseconds handshake { 5000 }; // from the first step until it is open
};

// A WebSocket to a service. Opens by itself; what is sent before waits. Deleting it ends it at once. No signal comes from inside the
// constructor or send(). failed() is the last signal, also when the service hangs up; a slot may delete the socket.
class ServiceSocket final : public QObject
{
    Q_OBJECT

public:
    ServiceSocket(EngineNetwork& network, SocketQuestion question, QObject* parent = nullptr);
    ~ServiceSocket() override;

    void sendText(const QByteArray& utf8);
    void sendBytes(const QByteArray& bytes);
    // From now on something must come within this time, again and again.
    void expect(std::chrono::milliseconds patience);
    // Everything wanted has come: says good-bye. Nobody is told any more.
    void close();

    [[nodiscard]] const QUrl& url() const { return m_question.url; }

signals:
    void textReceived(const QByteArray& utf8);
    void bytesReceived(const QByteArray& bytes);
    void failed(const myna::server::HttpFailure& failure);

private:
    void open();
    void onOpen();
    void onSslErrors(const QList<QSslError>& errors);
    void onLoss(QAbstractSocket::SocketError error, const QString& detail);
    void fail(const HttpFailure& failure);
    void letGo(bool gently);
    [[nodiscard]] bool hasRoom(const QByteArray& bytes);

    EngineNetwork& m_network;
    SocketQuestion m_question;
    QWebSocket* m_socket = nullptr; // null: not yet, or no more
    std::vector<std::pair<QByteArray, bool>> m_waiting; // and whether it is text
    QTimer m_patience; // handshake, then expect()
    std::chrono::milliseconds m_expected { 0 };
    bool m_isOpen = false;
    bool m_isBelieved = false; // the certificate is the one of the fingerprint
    qint64 m_waitingBytes = 0;
    bool m_isFull = false;
    bool m_over = false;
};

// Why a service's certificate with this fingerprint is not believed; tells the owner how to say that it is theirs.
HttpFailure certificateFailure(const QUrl& url, const QByteArray& shown);
// "3F:A2:…", with or without colons, any case; empty when it is no SHA-256.
QByteArray fingerprintIn(const QString& text);

}
