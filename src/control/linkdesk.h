// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/controlledclient.h"
#include "control/sessionfacts.h"
#include "http/router.h"

#include <map>
#include <memory>

namespace myna::control {

// What programs may ask about the connection and wish from it: /api/ws/start, stop, reconnect, status, health, stats. Wishes are carried
// out on the session's thread, and the answer is the state they led to. Main thread.
class LinkDesk final : public QObject
{
    Q_OBJECT

public:
    // `client` outlives it.
    explicit LinkDesk(const ControlledClient& client, QObject* parent = nullptr);
    ~LinkDesk() override;

    void addRoutes(http::Router& router);
    void follow(session::VoiceSession* session) { m_facts.follow(session); }
    void setSound(const SoundFigures& figures) { m_sound = figures; }

private:
    // Where the session's thread sends what it found: it outlives the desk while something is on its way.
    struct Home;
    using SessionWish = std::function<void(session::VoiceSession& session)>;

    void start(const http::Request& request, const http::Responder& responder);
    void stop(const http::Request& request, const http::Responder& responder);
    void reconnect(const http::Request& request, const http::Responder& responder);
    void stats(const http::Responder& responder);
    [[nodiscard]] http::Response status() const;
    [[nodiscard]] http::Response figures(const session::SessionCounters& counters) const;
    [[nodiscard]] http::Response health() const;
    // Why there cannot be a connection now; nothing when there can.
    [[nodiscard]] std::optional<http::Response> obstacle() const;
    void perform(const SessionWish& wish, const http::Responder& responder);
    // A responder belongs to this thread; what goes to the session's thread and back is its number.
    [[nodiscard]] quint64 keep(const http::Responder& responder);
    void answer(quint64 number, const http::Response& response);
    [[nodiscard]] QString pairingState() const;

    const ControlledClient& m_client;
    SessionFacts m_facts;
    SoundFigures m_sound;
    std::shared_ptr<Home> m_home;
    std::map<quint64, http::Responder> m_waiting;
    quint64 m_number = 0;
};

}
