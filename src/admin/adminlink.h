// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminclient.h"

#include <QTimer>
#include <QWebSocket>

#include <memory>
#include <vector>

namespace myna::admin {

struct LinkTiming
{
    std::vector<std::chrono::milliseconds> retries { std::chrono::milliseconds(500), std::chrono::milliseconds(1000),
        std::chrono::milliseconds(2000), std::chrono::milliseconds(4000), std::chrono::milliseconds(8000),
        std::chrono::milliseconds(15000) };
    std::chrono::milliseconds limit = AdminClient::usualLimit; // of a question, and of the handshake
    std::chrono::milliseconds pingEvery { 15000 };
    std::chrono::milliseconds silence { 40000 }; // then the connection counts as lost
};

// One managed server: a client for questions and the connection on which it tells what happens, made again when it is lost. Main thread.
class AdminLink final : public QObject
{
    Q_OBJECT

public:
    enum class State { Off, Connecting, Connected, Waiting, Refused };
    // Asked before every attempt: a server that was started again has another port and token.
    using Finder = std::function<Result<AdminPlace>()>;

    explicit AdminLink(LinkTiming timing = {}, QObject* parent = nullptr);
    ~AdminLink() override;

    void follow(const Finder& finder);
    void leave();
    void tryNow(); // what waits or was refused

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error& error() const { return m_error; } // why Waiting or Refused
    [[nodiscard]] const QByteArray& offeredCertificate() const { return m_certificate; } // see AdminAnswer::certificate
    [[nodiscard]] AdminClient& client() { return m_client; }

signals:
    void stateChanged(myna::admin::AdminLink::State state);
    void happened(const QString& event, const QJsonValue& data);

private:
    void attempt();
    void onGreeted(const AdminAnswer& answer);
    void dial();
    void onMessage(const QString& message);
    void onLost();
    void hangUp();
    void wait(const Error& error);
    void setState(State state);

    LinkTiming m_timing;
    AdminClient m_client;
    Finder m_finder;
    State m_state = State::Off;
    Error m_error;
    QByteArray m_certificate;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_retry;
    QTimer m_ping;
    QTimer m_silence;
    size_t m_tries = 0;
};

}
