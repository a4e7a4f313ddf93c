// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"
#include "mcp/toolcall.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>

namespace myna::mcp {

// What the user is asked before a call.
struct Question
{
    quint64 call = 0;
    ToolSpec tool;
    QJsonObject arguments; // as the tool would get them
    Caller caller;
    bool operator==(const Question&) const = default;
};

enum class Answer { No, Once, Always /* for this server, from now on */ };

// Questions to the user: one at a time, the others wait; each has its time, and then the answer is no. Lives on the main thread.
class AskLine final : public QObject
{
    Q_OBJECT

public:
    using Responder = std::function<Answer(const Question&)>;

    explicit AskLine(std::chrono::milliseconds patience, QObject* parent = nullptr);

    // Who answers: somebody who shows current() and calls answer(), or a function that answers at once. Nobody at first.
    void setShown(bool shown) { m_shown = shown; }
    void setResponder(Responder responder) { m_responder = std::move(responder); }
    [[nodiscard]] bool isAnswered() const { return m_shown || m_responder; }

    void ask(const Question& question); // answered() follows, maybe at once
    void withdraw(quint64 call); // its call is over
    void answer(quint64 call, Answer answer); // by the user; ignored unless it is the current one's

    [[nodiscard]] const Question* current() const { return m_line.empty() ? nullptr : &m_line.front(); }
    [[nodiscard]] int waiting() const { return m_line.empty() ? 0 : int(m_line.size()) - 1; } // behind the current one
    [[nodiscard]] std::chrono::milliseconds patience() const { return m_patience; }
    [[nodiscard]] std::chrono::milliseconds remaining() const; // for the current one

signals:
    void changed(); // another current one, or none, or more behind it
    void answered(quint64 call, myna::mcp::Answer answer, bool byTime); // byTime: nobody did

private:
    void remove(quint64 call);

    std::chrono::milliseconds m_patience;
    Responder m_responder;
    bool m_shown = false;
    std::deque<Question> m_line;
    QTimer m_time; // of the first one
};

}
