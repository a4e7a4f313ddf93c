// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/mqttsection.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace myna::test {

// An MQTT broker of one connection that can also misbehave, where mosquitto would not: the gateways of the XiaoZhi servers are brokers of
// their own, push to a device without a subscription (§6.1), and know no more of MQTT than they need.
class RawBroker final : public QObject
{
    Q_OBJECT

public:
    RawBroker();

    // Set before the client comes.
    int answer = 0; // to CONNECT, 0: welcome
    bool silent = false; // takes the connection and says nothing
    bool grantsSubscriptions = true;
    bool answersSubscriptions = true;
    bool answersPings = true;

    [[nodiscard]] protocol::MqttSection section(const QString& subscribeTopic = {}) const;
    void push(const QByteArray& payload, const QByteArray& topic = "devices/p2p/x");
    void sendRaw(const QByteArray& bytes);
    void dropTcp();
    void endTcp(); // an orderly end of the stream

    int connections = 0;
    int pings = 0;
    int subscriptions = 0;
    int disconnects = 0; // the polite kind
    QByteArray connectPacket; // the body of the newest CONNECT
    QList<QByteArray> published; // payloads

signals:
    void changed();

private:
    void accept();
    void read();
    void take(quint8 type, const QByteArray& body);

    QTcpServer m_acceptor;
    QPointer<QTcpSocket> m_socket;
    QByteArray m_received;
};

}
