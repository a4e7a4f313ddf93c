// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/budget.h"
#include "http/porttls.h"
#include "http/request.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace myna::http {

class Router;

// One client between coming and being listened to: its TLS handshake, bounded in time. Belongs to the thread it was made on.
class TlsEntrance final : public QObject
{
    Q_OBJECT

public:
    // `socket` is connected. `router` shapes the answer to who speaks without TLS, and outlives it.
    TlsEntrance(std::unique_ptr<PortSocket> socket, Budget::Place place, const QSslConfiguration& tls, const Router& router,
        const Limits& limits, QObject* parent = nullptr);
    ~TlsEntrance() override;

    void start();
    [[nodiscard]] bool hasBegun() const { return m_begun; } // the client has said something
    [[nodiscard]] const QHostAddress& peer() const { return m_peer; }
    [[nodiscard]] std::unique_ptr<PortSocket> takeSocket() { return std::move(m_socket); } // after passed()
    [[nodiscard]] Budget::Place takePlace() { return *std::exchange(m_place, std::nullopt); }

signals:
    void passed(); // the handshake is done; one of these two, once
    void left();

private:
    void look();
    void pass();
    void turnDown();
    void leave();

    std::unique_ptr<PortSocket> m_socket;
    std::optional<Budget::Place> m_place;
    const Router& m_router;
    Limits m_limits;
    QHostAddress m_peer;
    QTimer m_limit;
    bool m_begun = false;
    bool m_over = false;
};

}
