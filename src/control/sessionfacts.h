// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/voicesession.h"

#include <QElapsedTimer>
#include <QJsonObject>

#include <optional>

namespace myna::control {

// What a session has said so far, kept where it can be told at once: the session itself lives on another thread. Main thread.
class SessionFacts final : public QObject
{
    Q_OBJECT

public:
    explicit SessionFacts(QObject* parent = nullptr);

    void follow(session::VoiceSession* session);

    [[nodiscard]] session::State state() const { return m_state; }
    [[nodiscard]] const QString& reason() const { return m_reason; }
    [[nodiscard]] bool isConnected() const { return m_connectedFor.isValid(); }
    [[nodiscard]] QString sentence() const; // the state, for people

    // As the interface describes them.
    [[nodiscard]] QJsonObject status() const;
    [[nodiscard]] QJsonObject stats(const session::SessionCounters& counters) const;

private:
    void onState(session::State state, const QString& reason);
    void onLink(bool connected);
    void onHello(const protocol::Hello& hello, const QString& sessionId);
    void onReconnect(const session::ReconnectNotice& notice);
    [[nodiscard]] QJsonValue reconnect() const;

    session::State m_state = session::State::Idle;
    QString m_reason;
    QString m_sessionId;
    QString m_transport;
    std::optional<session::ReconnectNotice> m_notice;
    QElapsedTimer m_noticed;
    QElapsedTimer m_connectedFor; // invalid: not connected
    QElapsedTimer m_uptime;
    std::optional<protocol::Timeline> m_lastTurn;
};

}
