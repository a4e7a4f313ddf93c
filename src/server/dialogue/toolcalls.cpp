// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/toolcalls.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace myna::server {

ToolCalls::ToolCalls(Toolbox& toolbox, int maxRounds, QObject* parent)
    : QObject(parent)
    , m_toolbox(toolbox)
    , m_maxRounds(std::max(1, maxRounds))
{
}

void ToolCalls::begin(TurnId turn, Answer answer)
{
    m_turn = turn;
    m_answer = std::move(answer);
    m_uses.clear();
    m_rounds = 0;
    m_pending = 0;
}

void ToolCalls::end()
{
    begin({}, {});
}

void ToolCalls::call(const ToolCall& call)
{
    if (!m_answer)
        return;
    m_rounds += m_pending == 0;
    if (m_rounds > m_maxRounds || m_uses.size() >= maxCalls) {
        const Answer answer = m_answer; // it may end the turn
        answer(call.id,
            Error {
                Error::Code::Refused, QCoreApplication::translate("myna", "No more tools for this question: answer with what you know.") });
        return;
    }
    ++m_pending;
    const qsizetype place = m_uses.size();
    m_uses.append({ call.name, 0, false });
    QElapsedTimer clock;
    clock.start();
    const QPointer<ToolCalls> self(this);
    m_toolbox.call(call.name, call.arguments, [self, place, clock, turn = m_turn, id = call.id](const Result<QString>& result) {
        if (!self || self->m_turn != turn || !self->m_answer)
            return;
        --self->m_pending;
        self->m_uses[place].ms = clock.elapsed();
        self->m_uses[place].ok = result.has_value();
        const Answer answer = self->m_answer;
        answer(id, result);
    });
}

}

#include "moc_toolcalls.cpp"
