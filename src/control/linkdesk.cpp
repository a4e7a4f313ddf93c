// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/linkdesk.h"

#include "base/invoke.h"
#include "control/answers.h"
#include "control/routes.h"
#include "pairing/pairing.h"
#include "protocol/jsoncodec.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::control {

using http::Request;
using http::Responder;
using SessionState = session::State;
using session::VoiceSession;

namespace {

QJsonObject check(bool ok, const QString& text)
{
    return { { u"ok"_s, ok }, { u"text"_s, text } };
}

http::Response gone()
{
    return failure(503, "not_ready"_L1, QCoreApplication::translate("myna", "Myna is just starting or leaving. Try again in a moment."));
}

}

struct LinkDesk::Home : QObject
{
    explicit Home(LinkDesk* owner)
        : desk(owner)
    {
    }

    LinkDesk* desk; // null: it has gone. Main thread.
};

LinkDesk::LinkDesk(const ControlledClient& client, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_home(new Home(this), [](Home* home) { home->deleteLater(); })
{
}

LinkDesk::~LinkDesk()
{
    m_home->desk = nullptr;
}

void LinkDesk::addRoutes(http::Router& router)
{
    addRoute(router, "POST", u"/api/ws/start"_s, [this](const Request& request, const Responder& to) { start(request, to); });
    addRoute(router, "POST", u"/api/ws/stop"_s, [this](const Request& request, const Responder& to) { stop(request, to); });
    addRoute(router, "POST", u"/api/ws/reconnect"_s, [this](const Request& request, const Responder& to) { reconnect(request, to); });
    addRoute(router, "GET", u"/api/ws/status"_s, [this](const Request&, const Responder& to) { to.answer(status()); });
    addRoute(router, "GET", u"/api/ws/health"_s, [this](const Request&, const Responder& to) { to.answer(health()); });
    addRoute(router, "GET", u"/api/ws/stats"_s, [this](const Request&, const Responder& to) { stats(to); });
}

void LinkDesk::start(const Request& request, const Responder& responder)
{
    Wish wish(request, { u"listen"_s, u"mode"_s });
    const bool listen = wish.flag(u"listen"_s, false);
    const QString mode = wish.word(u"mode"_s, { u"auto"_s, u"manual"_s, u"realtime"_s }, u"auto"_s);
    if (wish.refusal()) {
        responder.answer(*wish.refusal());
        return;
    }
    if (const auto reason = obstacle()) {
        responder.answer(*reason);
        return;
    }
    if (listen && m_client.isMuted && m_client.isMuted()) {
        responder.answer(
            failure(409, "muted"_L1, QCoreApplication::translate("myna", "The microphone is muted. Only the user switches it on again.")));
        return;
    }
    perform(
        [listen, mode = protocol::listenModeFromName(mode).value_or(protocol::ListenMode::Auto)](VoiceSession& session) {
            if (listen)
                session.startListening(mode);
            else
                session.connectNow();
        },
        responder);
}

void LinkDesk::stop(const Request& request, const Responder& responder)
{
    Wish wish(request, { u"keep_connection"_s });
    const bool keep = wish.flag(u"keep_connection"_s, false);
    if (wish.refusal()) {
        responder.answer(*wish.refusal());
        return;
    }
    perform(
        [keep](VoiceSession& session) {
            if (keep)
                session.stopListening();
            else
                session.disconnectNow();
        },
        responder);
}

void LinkDesk::reconnect(const Request& request, const Responder& responder)
{
    const Wish wish(request, {});
    if (wish.refusal()) {
        responder.answer(*wish.refusal());
        return;
    }
    if (const auto reason = obstacle()) {
        responder.answer(*reason);
        return;
    }
    perform(
        [](VoiceSession& session) {
            if (session.state() == SessionState::Reconnecting || session.state() == SessionState::Failed) {
                session.retryNow();
                return;
            }
            session.disconnectNow();
            session.connectNow();
        },
        responder);
}

// The session's signals about the wish are queued before the answer's turn comes, so the answer knows what it led to.
void LinkDesk::perform(const SessionWish& wish, const Responder& responder)
{
    VoiceSession* const session = m_client.session();
    if (!session) {
        responder.answer(gone());
        return;
    }
    onThreadOf(session, [home = m_home, session, wish, number = keep(responder)] {
        wish(*session);
        onThreadOf(home.get(), [home, number] {
            if (home->desk)
                home->desk->answer(number, home->desk->status());
        });
    });
}

quint64 LinkDesk::keep(const Responder& responder)
{
    m_waiting.emplace(++m_number, responder);
    return m_number;
}

void LinkDesk::answer(quint64 number, const http::Response& response)
{
    const auto waiting = m_waiting.extract(number);
    if (waiting)
        waiting.mapped().answer(response);
}

void LinkDesk::stats(const Responder& responder)
{
    VoiceSession* const session = m_client.session();
    if (!session) {
        responder.answer(gone());
        return;
    }
    onThreadOf(session, [home = m_home, session, number = keep(responder)] {
        onThreadOf(home.get(), [home, number, counters = session->counters()] {
            if (home->desk)
                home->desk->answer(number, home->desk->figures(counters));
        });
    });
}

http::Response LinkDesk::figures(const session::SessionCounters& counters) const
{
    QJsonObject data = m_facts.stats(counters);
    data[u"frames_lost"_s] = qint64(m_sound.lost);
    data[u"frames_late"_s] = qint64(m_sound.late);
    data[u"underruns"_s] = qint64(m_sound.underruns);
    return success(m_facts.sentence(), data);
}

http::Response LinkDesk::status() const
{
    QJsonObject data = m_facts.status();
    data[u"pairing"_s] = pairingState();
    data[u"muted"_s] = m_client.isMuted && m_client.isMuted();
    return success(m_facts.sentence(), data);
}

http::Response LinkDesk::health() const
{
    const SessionState state = m_facts.state();
    const bool linkOk = state != SessionState::Reconnecting && state != SessionState::Failed;
    const bool pairingOk = !m_client.pairing || m_client.pairing->state() != pairing::State::Failed;
    const bool inputOk = m_sound.inputProblem.isEmpty();
    const bool outputOk = m_sound.outputProblem.isEmpty();
    const bool healthy = linkOk && pairingOk && inputOk && outputOk;
    const QJsonObject checks { { u"connection"_s, check(linkOk, m_facts.sentence()) }, { u"pairing"_s, check(pairingOk, pairingState()) },
        { u"microphone"_s, check(inputOk, m_sound.inputProblem) }, { u"loudspeaker"_s, check(outputOk, m_sound.outputProblem) } };
    return success(healthy ? QCoreApplication::translate("myna", "All is well.")
                           : QCoreApplication::translate("myna", "Something needs attention; the checks say what."),
        { { u"healthy"_s, healthy }, { u"checks"_s, checks } });
}

std::optional<http::Response> LinkDesk::obstacle() const
{
    if (!m_client.pairing || m_client.pairing->state() == pairing::State::Paired)
        return std::nullopt;
    return failure(409, "not_paired"_L1,
        QCoreApplication::translate("myna", "This device is not paired with a server yet. Pair it first: POST /api/device-bind."));
}

QString LinkDesk::pairingState() const
{
    return m_client.pairing ? QString(pairing::stateName(m_client.pairing->state())) : u"none"_s;
}

}

#include "moc_linkdesk.cpp"
