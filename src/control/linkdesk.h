// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/controlledclient.h"
#include "control/sessionfacts.h"
#include "http/router.h"

namespace myna::control {

// What programs may ask about the connection and wish from it: /api/ws/start, stop, reconnect, status, health, stats. Wishes are carried
// out on the session's thread, and the answer is the state they led to. Main thread.
class LinkDesk final : public QObject
{
    Q_OBJECT

public:
    // `client` outlives it.
    explicit LinkDesk(const ControlledClient& client, QObject* parent = nullptr);

    void addRoutes(http::Router& router);
    void follow(session::VoiceSession* session) { m_facts.follow(session); }
    void setSound(const SoundFigures& figures) { m_sound = figures; }

private:
    using SessionWish = std::function<void(session::VoiceSession& session)>;

    void start(const http::Request& request, const http::Responder& responder);
    void stop(const http::Request& request, const http::Responder& responder);
    void reconnect(const http::Request& request, const http::Responder& responder);
    void stats(const http::Responder& responder);
    [[nodiscard]] http::Response status() const;
    [[nodiscard]] http::Response health() const;
    // Why there cannot be a connection now; nothing when there can.
    [[nodiscard]] std::optional<http::Response> obstacle() const;
    void perform(const SessionWish& wish, const http::Responder& responder);
    [[nodiscard]] QString pairingState() const;

    const ControlledClient& m_client;
    SessionFacts m_facts;
    SoundFigures m_sound;
};

}
