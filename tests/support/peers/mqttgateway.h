// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/mosquittorig.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QUdpSocket>
#include <QUrl>
#include <QVector>
#include <QWebSocket>

#include <memory>

namespace myna::test {

// AES-128-CTR made by hand from single blocks, so that it shares nothing with the program's.
QByteArray counterMode(const QByteArray& key, const QByteArray& counter, const QByteArray& data);

// The gateway between devices on MQTT and UDP and a server on WebSocket (§6). It speaks MQTT through mosquitto's own command line clients,
// and judges datagrams with code of its own. Without a server behind it, it says hello by itself and a test does the rest.
class MqttGateway final : public QObject
{
    Q_OBJECT

public:
    struct Datagram
    {
        QByteArray header;
        QByteArray cipher;
        QByteArray opus;
        QHostAddress from;
        quint16 port = 0;
    };

    explicit MqttGateway(const MosquittoRig& broker, const QUrl& server = {}, QObject* parent = nullptr);
    ~MqttGateway() override;

    [[nodiscard]] bool waitUntilReady();

    // Set before the device says hello.
    bool greets = true;
    QString udpHost = QStringLiteral("127.0.0.1");
    QJsonObject udpInstead; // sent in the place of the true `udp` section
    int loseEvery = 0; // of what is sent down; 0: none

    QByteArray key;
    QByteArray nonce;
    QString sessionId;
    QVector<QJsonObject> messages; // from the device
    QVector<Datagram> datagrams; // from the device

    void say(const QByteArray& json); // to the device
    void speak(const QByteArray& opus); // in the next datagram
    [[nodiscard]] QByteArray datagram(const QByteArray& opus, quint32 sequence) const;
    void sendDatagram(const QByteArray& datagram); // as it is
    [[nodiscard]] int count(const QString& type) const; // of the device's messages

signals:
    void changed();

private:
    void readMessages();
    void onMessage(const QJsonObject& message);
    void onDatagrams();
    void greet(const QJsonObject& serverHello);
    void dial(const QJsonObject& deviceHello);

    QProcess m_ears;
    QProcess m_mouth;
    QByteArray m_pending;
    QUdpSocket m_socket;
    QUrl m_server;
    std::unique_ptr<QWebSocket> m_link;
    QHostAddress m_peer;
    quint16 m_peerPort = 0;
    quint32 m_sequence = 0;
    bool m_ready = false;
};

}
