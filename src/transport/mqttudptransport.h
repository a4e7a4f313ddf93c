// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"
#include "transport/mqttclient.h"
#include "transport/transport.h"

#include <chrono>
#include <memory>

namespace myna::transport {

struct MqttUdpTiming
{
    MqttTiming broker;
    std::chrono::milliseconds subscribe { 3'000 }; // gateways that push unasked need not answer a subscription
    std::chrono::milliseconds silenceLimit { 120'000 }; // we spoke and heard nothing, by MQTT or UDP: firmware and py-xiaozhi give up then
    std::chrono::milliseconds sound { 5'000 }; // sentences spoken without a single datagram: the network blocks UDP
    std::chrono::milliseconds probe { 5'000 }; // after the network changed: a broker that is still there answers at once
    std::chrono::milliseconds closing { 2'000 };
};

// Bytes of JSON the broker did not read beyond which the connection is given up.
inline constexpr qint64 maxMqttQueuedBytes = 1024 * 1024;

// The XiaoZhi session with its JSON over MQTT and its sound, encrypted, over UDP. The server's hello says where the sound goes; until then
// it is dropped. The hello that is passed on has lost its keys. Dials once; closed() never comes from inside a call.
class MqttUdpTransport final : public Transport
{
    Q_OBJECT

public:
    explicit MqttUdpTransport(const protocol::ConnectionProfile& profile, MqttUdpTiming timing = {}, QObject* parent = nullptr);
    ~MqttUdpTransport() override;

    void open() override;
    void close() override; // says good-bye, then ends both connections
    void send(const protocol::Message& message) override;
    void sendAudio(const protocol::AudioPacket& packet) override;
    void probe() override;
    [[nodiscard]] bool isOpen() const override;
    [[nodiscard]] TransportCounters counters() const override;
    [[nodiscard]] QString helloName() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
