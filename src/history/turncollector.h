// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/turnid.h"
#include "history/turn.h"

#include <QObject>

#include <functional>
#include <optional>

namespace myna::history {

// A turn that goes on.
struct OpenTurn
{
    Turn turn;
    std::optional<TurnId> id; // once there is a sound or a word of the answer
    qint64 beganMs = 0;
};

// Makes turns out of what a session says happened. Main thread.
//
// A question opens a turn; sentences, emotion and tools go to the open one; the end of its sound closes it. A question that comes while an
// answer is still heard opens the next turn, and the earlier one waits for its times, which come after the question.
class TurnCollector final : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; // ms, monotonic

    explicit TurnCollector(QObject* parent = nullptr);
    TurnCollector(Clock clock, QObject* parent);

    void flush(); // what is open is as complete as it will be

public slots:
    void setServer(const QString& name);
    void typed(const QString& text);
    void heard(const QString& text); // also the server's echo of what was typed
    void expectOwnWords(const QString& text); // the program said them to the server: heard() next, nobody asked them
    void speechStarted(myna::TurnId turn);
    void sentence(myna::TurnId turn, const QString& text);
    void emotionReceived(const QString& emotion);
    void toolUsed(const myna::history::ToolUse& tool);
    void speechCancelled(myna::TurnId turn);
    void turnFinished(myna::TurnId turn, const myna::protocol::Timeline& timeline);
    void questionFailed(); // no answer will come

signals:
    void turnEnded(const myna::history::Turn& turn);

private:
    void ask(const QString& text, bool typed);
    OpenTurn& answering(TurnId turn);
    void makeRoom(); // for another question
    void begin();
    void end(std::optional<OpenTurn>& open);
    std::optional<OpenTurn>* openWith(TurnId turn); // null: none

    Clock m_clock;
    QString m_server;
    QString m_ownWords;
    std::optional<OpenTurn> m_open;
    std::optional<OpenTurn> m_closing; // interrupted by the next question
};

}
