// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/chain/relay.h"
#include "server/engines/interfaces.h"

#include <QTimer>

namespace myna::server {

// Asks one chat engine after the other until one begins to answer. What was said or done (a tool) is never repeated by another: when an
// engine fails after that, the turn fails.
class ChainChat final : public Chat
{
    Q_OBJECT

public:
    ChainChat(Relay<Chat>::Links links, const EngineLimits& limits, QObject* parent = nullptr);
    ~ChainChat() override;

    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) override;
    void toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result) override;
    void cancel(TurnId turn) override;

    [[nodiscard]] QString engineName() const override { return m_relay.name(); }

private:
    void introduce(Chat& engine);
    void askFrom(size_t from);
    void onFailed(const Error& error);
    void end();
    void noteBusy(const Chat* engine, bool busy);

    QTimer m_limit; // to the first piece, and between two
    TurnId m_turn;
    bool m_active = false;
    bool m_given = false; // text or a tool call
    int m_toolsPending = 0;
    Conversation m_conversation;
    QVector<mcp::ToolSpec> m_tools;
    QVector<const Chat*> m_busy;
    Relay<Chat> m_relay; // the first to go: engines may still speak while they end
};

}
