// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/askline.h"

#include <QObject>
#include <QPair>
#include <QTimer>
#include <QVector>

#include <chrono>

namespace myna::viewmodels {

// What the question window shows: what would be done, for whom and why, and how long there is to answer. Texts are made when they are read.
// Main thread.
class ToolQuestion final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds guard { 700 }; // after a question appeared nobody can have read it: a yes does not count yet
        std::chrono::milliseconds tick { 100 };
    };

    explicit ToolQuestion(mcp::AskLine& line, QObject* parent = nullptr);
    ToolQuestion(mcp::AskLine& line, Timing timing, QObject* parent = nullptr);

    [[nodiscard]] bool isAsked() const { return m_line.current() != nullptr; }
    [[nodiscard]] quint64 call() const { return m_call; }
    [[nodiscard]] bool canAllow() const { return isAsked() && !m_guard.isActive(); }
    [[nodiscard]] bool canAllowAlways() const; // for a server that is known
    [[nodiscard]] QString title() const; // "Take a screenshot"
    [[nodiscard]] QString name() const; // on the wire
    [[nodiscard]] QVector<QPair<QString, QString>> arguments() const;
    [[nodiscard]] QString who() const; // "“Home server” wants to:"
    [[nodiscard]] QString why() const; // what was said, and what the tool does; may be empty
    [[nodiscard]] QString alwaysText() const; // "Always for “Home server”"
    [[nodiscard]] int waiting() const { return m_line.waiting(); }
    [[nodiscard]] double share() const; // of the time, that is left
    [[nodiscard]] int secondsLeft() const;

    void answer(mcp::Answer answer); // a yes that comes too early is ignored

signals:
    void changed(); // another question, or none
    void waitingChanged();
    void armed(); // a yes counts from now on
    void ticked();

private:
    void follow();

    mcp::AskLine& m_line;
    quint64 m_call = 0;
    QTimer m_guard;
    QTimer m_tick;
};

}
