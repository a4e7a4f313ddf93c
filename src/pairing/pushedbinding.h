// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/failure.h"
#include "protocol/message.h"
#include "protocol/provisioning.h"
#include "transport/transport.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace myna::pairing {

// What the server's word makes of the profile it was said to. Errors: Protocol (an address that cannot be dialled).
Result<protocol::ConnectionProfile> boundProfile(const protocol::ConnectionProfile& asked, const protocol::BindStatus& status);
// Why there is no binding, in the server's words where it has some. Only for Refused and Expired.
Error noBinding(const protocol::BindStatus& status);

// Has a device bound over the WebSocket: says `auth`, hears the code, waits for `bind-status`. How long a code may wait is the caller's to
// bound. One run at a time; nothing is heard after stop(), bound() and failed(). Main thread.
class PushedBinding final : public QObject
{
    Q_OBJECT

public:
    // `limit`: from the connection on, until the server says something about the matter.
    explicit PushedBinding(std::chrono::milliseconds limit, QObject* parent = nullptr);
    ~PushedBinding() override;

    void start(const protocol::ConnectionProfile& profile); // dialled without a token
    void stop();

signals:
    void codePushed(const myna::protocol::Verify& verify); // six digits; again when the server changes it
    void bound(const myna::protocol::ConnectionProfile& profile);
    void failed(const myna::pairing::Failure& failure);

private:
    void onOpened();
    void onMessage(const protocol::Message& message);
    void onVerify(const protocol::Verify& verify);
    void onStatus(const protocol::BindStatus& status);
    void onAuthResponse(const protocol::AuthResponse& response);
    void onClosed(const transport::Closing& closing);
    void onSilence();
    void settle(const protocol::ConnectionProfile& profile);
    void fail(const Error& error, Repair repair);

    std::chrono::milliseconds m_limit;
    QTimer m_silence;
    std::unique_ptr<transport::Transport> m_transport;
    protocol::ConnectionProfile m_profile;
    bool m_hasCode = false;
    bool m_welcome = false; // it greeted us, or took our `auth`: who gets no code from it needs none
};

}
