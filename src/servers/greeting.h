// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"
#include "servers/connectionprobe.h"
#include "transport/transport.h"

#include <QElapsedTimer>
#include <QTimer>

namespace myna::servers {

// The last two steps to a server: its WebSocket or its MQTT broker, and its hello. Hangs up as soon as it was greeted.
class Greeting final : public QObject
{
    Q_OBJECT

public:
    struct Step
    {
        ProbeStep step = ProbeStep::WebSocket; // WebSocket or Hello
        qint64 elapsedMs = 0;
        std::optional<Error> failure;
    };

    Greeting(const protocol::ConnectionProfile& profile, std::chrono::milliseconds opening, std::chrono::milliseconds hello);
    ~Greeting() override;

    void start();

signals:
    void stepEnded(const myna::servers::Greeting::Step& step);

private:
    void onOpened();
    void onMessage(const protocol::Message& message);
    void onClosed(const transport::Closing& closing);
    void onSilence();
    void end(const std::optional<Error>& failure);

    std::unique_ptr<transport::Transport> m_transport;
    protocol::ConnectionProfile m_profile;
    std::chrono::milliseconds m_helloLimit;
    QTimer m_limit;
    QElapsedTimer m_clock;
    ProbeStep m_step = ProbeStep::WebSocket;
    bool m_spoken = false; // the server speaks instead of greeting
};

}
