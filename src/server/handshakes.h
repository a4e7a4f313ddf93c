// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"

#include <QObject>
#include <QWebSocketServer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

class QWebSocket;

namespace myna::server {

// The WebSocket handshakes of connections that came through HTTP and were judged there. Lives on the thread of its connections.
class Handshakes final : public QObject
{
public:
    struct Then
    {
        std::function<void(std::unique_ptr<QWebSocket> socket, http::Budget::Place place)> begun;
        std::function<void()> left; // the peer went before, or took longer than `limit`
    };
    Handshakes(int most, std::chrono::milliseconds limit, QObject* parent);
    ~Handshakes() override; // nobody is told any more

    void answer(http::Upgrade upgrade, Then then);
    [[nodiscard]] size_t count() const { return m_waiting.size(); } // under way

private:
    struct Waiting
    {
        http::Budget::Place place;
        Then then;
    };

    void takeConnections();

    std::chrono::milliseconds m_limit;
    QWebSocketServer m_server; // never listens
    std::map<QString, Waiting> m_waiting; // by peer address and port
};

}
