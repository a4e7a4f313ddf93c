// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"
#include "server/localserver.h"
#include "server/toolbox/toolbox.h"

#include <QObject>

#include <functional>

namespace myna::server {

// The tools one turn calls: how many, how often, how long each took.
class ToolCalls final : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxCalls = 20; // of one turn, whatever the rounds

    // `toolbox` outlives it. `maxRounds`: calls made together are one round.
    ToolCalls(Toolbox& toolbox, int maxRounds, QObject* parent = nullptr);

    using Answer = std::function<void(const QString& callId, const Result<QString>& result)>;
    void begin(TurnId turn, Answer answer); // of a new turn; what is still out of the old one is not answered any more
    void end();
    void call(const ToolCall& call);
    [[nodiscard]] const QVector<ToolUse>& uses() const { return m_uses; }

private:
    Toolbox& m_toolbox;
    int m_maxRounds;
    Answer m_answer;
    TurnId m_turn;
    QVector<ToolUse> m_uses;
    int m_rounds = 0;
    int m_pending = 0;
};

}
