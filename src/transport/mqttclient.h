// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/mqttsection.h"
#include "transport/mqttroute.h"
#include "transport/transport.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace myna::transport {

struct MqttTiming
{
    std::chrono::milliseconds connect { 10'000 }; // py-xiaozhi's, from the name's lookup to the broker's word
    std::chrono::seconds keepAlive { 20 }; // a broker that answers no ping for as long again is gone; whole seconds, at least 5
    std::chrono::milliseconds closing { 2'000 }; // a broker that does not read cannot hold up our own close longer than this
};

// Largest message accepted, in bytes; a broker that sends more is left. Bytes received that wait for this thread beyond which it is left,
// too.
inline constexpr int maxMqttMessageBytes = 1024 * 1024;
inline constexpr qint64 maxMqttWaitingBytes = 4 * 1024 * 1024;

// How a message is published.
struct MqttDelivery
{
    int qos = 0; // 0 or 1
    bool retain = false; // the broker keeps it for those who come later
};

// One MQTT 3.1.1 connection with a clean session: one try, no reconnecting of its own. The library works on a thread of its own, because
// it looks names up with a blocking call; a thread that hangs there is left to itself. On port 8883 the broker's certificate is verified
// with the system's authorities, or has to be the pinned one. Lives on the thread that created it; signals belong to that thread and never
// come from inside a call.
class MqttClient final : public QObject
{
    Q_OBJECT

public:
    explicit MqttClient(protocol::MqttSection broker, MqttRoute route = {}, MqttTiming timing = {}, QObject* parent = nullptr);
    ~MqttClient() override;

    // Before open(): messages longer than this are dropped, for brokers on which others publish, too. Otherwise a longer one than
    // maxMqttMessageBytes ends the connection.
    void dropLongerThan(int bytes);
    void open(); // opened() or ended()
    void close(); // ended() follows when open() was called
    void subscribe(const QString& topic); // QoS 1; subscribed() follows
    void unsubscribe(const QString& topic);
    void publish(const QString& topic, const QByteArray& payload, MqttDelivery delivery = {}); // dropped when not open
    [[nodiscard]] bool isOpen() const { return m_phase == Phase::Open; }
    [[nodiscard]] qint64 queuedBytes() const; // published, not yet handed to the system

signals:
    void opened();
    void subscribed(bool granted);
    // Whatever the broker sends, subscribed to or not: the firmware's gateways push unasked. `retained`: it was kept for us.
    void received(const QByteArray& payload, const QString& topic, bool retained);
    void ended(const myna::transport::Closing& closing);

private:
    enum class Phase { New, Opening, Open, Closing, Ended };
    struct Wire;
    class Loop;

    void onConnected();
    void onReceived(const QByteArray& payload, const QString& topic, bool retained);
    void end(const Closing& closing);

    protocol::MqttSection m_broker;
    MqttRoute m_route;
    MqttTiming m_timing;
    int m_longest = 0; // beyond it messages are dropped; 0: none is
    Phase m_phase = Phase::New;
    std::shared_ptr<Wire> m_wire;
    Loop* m_loop = nullptr; // deletes itself when it is done
    QTimer m_limit; // of opening and of closing
};

}
