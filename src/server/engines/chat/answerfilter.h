// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"

namespace myna::server {

// Takes out of a model's words what is not for ears: <think>…</think>, and <tool_call>…</tool_call>, which small models write when they
// want to call a tool. The tags may be split over pieces anywhere.
class AnswerFilter
{
public:
    static constexpr qsizetype maxCall = 64 * 1024; // characters of one; a longer one is dropped

    QString put(const QString& piece); // the part that may be said
    QString end(); // what was kept back; a thought that did not end is dropped
    [[nodiscard]] const QVector<ToolCall>& calls() const { return m_calls; } // without ids

private:
    enum class Inside { Nothing, Thought, Call };

    void leave();

    Inside m_inside = Inside::Nothing;
    QString m_kept; // may be the beginning of a tag
    QString m_call;
    QVector<ToolCall> m_calls;
    bool m_saidSomething = false;
};

}
