// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/controlledclient.h"
#include "http/router.h"
#include "pairing/pairing.h"

#include <QJsonObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace myna::control {

// What programs may ask about pairing and wish from it: /api/device-bind, device-bind-status, device-bind-confirm. Whatever has to ask the
// server first is answered when the server has. Main thread.
class BindDesk final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds patience { 15000 }; // then the answer is how far it has come

    // `client` outlives it.
    explicit BindDesk(const ControlledClient& client, std::chrono::milliseconds limit = patience, QObject* parent = nullptr);

    void addRoutes(http::Router& router);

private:
    void join(pairing::Pairing& pairing);
    void begin(const http::Request& request, const http::Responder& responder);
    void confirm(const http::Request& request, const http::Responder& responder);
    // Nothing when the request may go on.
    [[nodiscard]] std::optional<http::Response> obstacle(const http::Request& request) const;
    [[nodiscard]] bool isBusy() const;
    void wait(const http::Responder& responder);
    void answerAll(); // who waits
    [[nodiscard]] http::Response outcome() const;
    [[nodiscard]] QJsonObject data() const;
    [[nodiscard]] QString sentence() const;

    const ControlledClient& m_client;
    std::vector<http::Responder> m_waiting; // as many as connections at most
    QTimer m_limit;
    QString m_device;
    protocol::ActivationOffer m_offer;
    QUrl m_console;
    int m_attempt = 0;
    int m_attempts = 0;
    std::optional<pairing::Failure> m_failure;
};

}
