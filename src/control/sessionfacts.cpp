// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/sessionfacts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::control {

using SessionState = session::State;
using session::VoiceSession;

SessionFacts::SessionFacts(QObject* parent)
    : QObject(parent)
{
    m_uptime.start();
}

void SessionFacts::follow(VoiceSession* session)
{
    connect(session, &VoiceSession::stateChanged, this, &SessionFacts::onState);
    connect(session, &VoiceSession::linkChanged, this, &SessionFacts::onLink);
    connect(session, &VoiceSession::serverHello, this, &SessionFacts::onHello);
    connect(session, &VoiceSession::reconnectScheduled, this, &SessionFacts::onReconnect);
    connect(session, &VoiceSession::turnFinished, this, [this](TurnId, const protocol::Timeline& timeline) { m_lastTurn = timeline; });
}

void SessionFacts::onState(SessionState state, const QString& reason)
{
    m_state = state;
    m_reason = reason;
    if (state != SessionState::Reconnecting && state != SessionState::Connecting)
        m_notice.reset();
}

void SessionFacts::onLink(bool connected)
{
    m_notice.reset();
    if (connected) {
        m_connectedFor.start();
        return;
    }
    m_connectedFor.invalidate();
    m_sessionId.clear();
    m_transport.clear();
}

void SessionFacts::onHello(const protocol::Hello& hello, const QString& sessionId)
{
    m_sessionId = sessionId;
    m_transport = hello.transport;
}

void SessionFacts::onReconnect(const session::ReconnectNotice& notice)
{
    m_notice = notice;
    m_noticed.start();
}

QString SessionFacts::sentence() const
{
    switch (m_state) {
    case SessionState::Idle:
        return isConnected() ? QCoreApplication::translate("myna", "Myna is connected and waits.")
                             : QCoreApplication::translate("myna", "Myna is not connected.");
    case SessionState::Connecting:
        return QCoreApplication::translate("myna", "Myna is connecting.");
    case SessionState::Listening:
        return QCoreApplication::translate("myna", "Myna listens.");
    case SessionState::Thinking:
        return QCoreApplication::translate("myna", "Myna waits for the answer.");
    case SessionState::Speaking:
        return QCoreApplication::translate("myna", "Myna speaks.");
    case SessionState::Reconnecting:
        return QCoreApplication::translate("myna", "The connection was lost. Myna connects again by itself.");
    case SessionState::Failed:
        return m_reason.isEmpty() ? QCoreApplication::translate("myna", "Myna could not connect.") : m_reason;
    }
    return {};
}

QJsonValue SessionFacts::reconnect() const
{
    if (!m_notice)
        return QJsonValue::Null;
    const qint64 left = m_state == SessionState::Reconnecting ? qint64(m_notice->wait.count()) - m_noticed.elapsed() : 0;
    return QJsonObject { { u"attempt"_s, m_notice->attempt }, { u"limit"_s, m_notice->limit },
        { u"next_try_ms"_s, std::max<qint64>(0, left) }, { u"reason"_s, m_notice->reason.text } };
}

QJsonObject SessionFacts::status() const
{
    return { { u"state"_s, QString(session::stateName(m_state)) }, { u"reason"_s, m_reason }, { u"connected"_s, isConnected() },
        { u"session_id"_s, m_sessionId }, { u"transport"_s, m_transport }, { u"reconnect"_s, reconnect() } };
}

QJsonObject SessionFacts::stats(const session::SessionCounters& counters) const
{
    const auto& link = counters.link;
    const auto number = [](quint64 value) { return qint64(value); };
    return {
        { u"state"_s, QString(session::stateName(m_state)) },
        { u"reason"_s, m_reason },
        { u"reconnect"_s, reconnect() },
        { u"uptime_ms"_s, m_uptime.elapsed() },
        { u"connected_ms"_s, isConnected() ? QJsonValue(m_connectedFor.elapsed()) : QJsonValue() },
        { u"round_trip_ms"_s, link.roundTripMs < 0 ? QJsonValue() : QJsonValue(link.roundTripMs) },
        { u"bytes_sent"_s, number(link.bytesSent) },
        { u"bytes_received"_s, number(link.bytesReceived) },
        { u"frames_sent"_s, number(link.framesSent) },
        { u"frames_received"_s, number(link.framesReceived) },
        { u"frames_dropped"_s, number(link.framesDropped + counters.earlyDropped) },
        { u"bad_frames"_s, number(link.badFrames) },
        { u"unknown_messages"_s, number(counters.unknownMessages) },
        { u"reconnects"_s, counters.reconnects },
        { u"turns"_s, counters.turns },
        { u"last_turn"_s, m_lastTurn ? QJsonValue(protocol::toJson(*m_lastTurn)) : QJsonValue() },
    };
}

}

#include "moc_sessionfacts.cpp"
