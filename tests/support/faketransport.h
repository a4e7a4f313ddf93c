// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"
#include "transport/transport.h"

#include <QPointer>
#include <QVector>

#include <functional>
#include <memory>

namespace myna::test {

// A pipe without a wire: keeps what is sent, and says what the test lets the peer say. Everything happens inside the call.
class FakeTransport final : public transport::Transport
{
    Q_OBJECT

public:
    using Transport::Transport;

    void open() override;
    void close() override;
    void send(const protocol::Message& message) override;
    void sendAudio(const protocol::AudioPacket& packet) override;
    void probe() override { ++probes; }
    [[nodiscard]] bool isOpen() const override { return m_open; }
    [[nodiscard]] transport::TransportCounters counters() const override { return m_counters; }

    // What the peer does.
    void accept(); // answers open()
    void say(const protocol::Body& body, const QString& sessionId = {});
    void sayPlainly(const QString& text); // no JSON
    void sendSound(const QByteArray& opus);
    void end(const transport::Closing& closing); // answers open(), or ends the connection

    // What was sent.
    QVector<protocol::Message> sent;
    QVector<protocol::AudioPacket> sentAudio;
    std::function<void()> onSent; // called after each, when set
    int opens = 0;
    int closes = 0;
    int probes = 0;

private:
    bool m_open = false;
    bool m_over = false;
    transport::TransportCounters m_counters;
};

// Makes fake transports and keeps an eye on the newest.
class FakeNetwork
{
public:
    [[nodiscard]] std::function<std::unique_ptr<transport::Transport>(const protocol::ConnectionProfile&)> factory();

    int made = 0;
    QPointer<FakeTransport> newest;
};

}
