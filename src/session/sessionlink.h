// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"
#include "transport/transport.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace myna::session {

// Why a link is no more, as far as it decides what to do next.
enum class Ending {
    Closed, // properly, by the server
    Lost, // worth another try
    Refused, // the server does not want this device
    Hopeless, // nothing a retry could change: a wrong address, a certificate that is not trusted
};

// One connection with its greeting: dials, says hello, judges the server's hello, counts. One at a time; knows nothing of the conversation.
class SessionLink final : public QObject
{
    Q_OBJECT

public:
    using TransportFactory = std::function<std::unique_ptr<transport::Transport>(const protocol::ConnectionProfile&)>;

    void announceUplink(const protocol::AudioParams& uplink) { m_hello.audio = uplink; } // from the next hello on
    SessionLink(TransportFactory factory, protocol::Hello hello, std::chrono::milliseconds helloLimit,
        std::chrono::milliseconds bindingLimit = std::chrono::minutes(10), QObject* parent = nullptr);
    ~SessionLink() override;

    void open(const protocol::ConnectionProfile& profile); // closes the present one first
    bool close(); // no signal follows; false when there was nothing to close
    [[nodiscard]] bool isReady() const { return m_phase == Phase::Ready; }
    [[nodiscard]] const QString& sessionId() const { return m_sessionId; } // the server's, empty before its hello
    void send(const protocol::Body& body); // dropped without a connection
    void sendAudio(const protocol::AudioPacket& packet);
    void probe(); // the network has changed: find out soon whether the server is still there
    [[nodiscard]] transport::TransportCounters counters() const; // of all connections so far

signals:
    void ready(const myna::protocol::Hello& hello, const QString& sessionId);
    // Also before ready(): some servers call tools, or speak to a device they do not know yet, without a hello.
    void messageReceived(const myna::protocol::Message& message);
    void audioReceived(const myna::protocol::AudioPacket& packet);
    void ended(myna::session::Ending ending, const myna::transport::Closing& closing);

private:
    enum class Phase { None, Dialling, Greeting, Ready };

    void onOpened();
    void onMessage(const protocol::Message& message);
    void onAudio(const protocol::AudioPacket& packet);
    void onPlainText(const QString& text);
    void onClosed(const transport::Closing& closing);
    void onHelloOverdue();
    void noteCode();
    [[nodiscard]] transport::Closing refusal(const transport::Closing& closing) const;
    void greeted(const protocol::Hello& hello, const QString& sessionId);
    void noteSpoken();
    void drop();
    void end(Ending ending, const transport::Closing& closing);

    TransportFactory m_factory;
    protocol::Hello m_hello;
    std::chrono::milliseconds m_helloLimit;
    std::chrono::milliseconds m_bindingLimit; // for a server that sent a code and waits for its user
    std::optional<protocol::Auth> m_auth; // said before hello
    QTimer m_helloTimer;
    std::unique_ptr<transport::Transport> m_transport;
    Phase m_phase = Phase::None;
    bool m_spoken = false; // the server spoke before its hello
    QString m_plainText; // what the server said without JSON before its hello
    QString m_sessionId;
    transport::TransportCounters m_past;
};

}
