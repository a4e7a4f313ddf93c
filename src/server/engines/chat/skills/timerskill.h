// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace myna::server {

// Timers that go off and speak first. A device that keeps timers itself is asked to: its ones ring without a conversation, too. Made and
// used on the conversation's thread.
class TimerSkill final : public QObject, public Skill
{
    Q_OBJECT

public:
    static constexpr int maxTimers = 20; // of one conversation

    // `second` is how long a second of a timer lasts: tests use less.
    explicit TimerSkill(std::chrono::milliseconds second, QObject* parent = nullptr);

    [[nodiscard]] QVector<Phrase> phrases() const override;
    [[nodiscard]] QString summary(const QString& language) const override;
    [[nodiscard]] bool isCertain(int meaning, const Situation& situation) const override;
    Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) override;

signals:
    void wentOff(const QString& text);
    void busyChanged(bool busy); // at least one timer runs

private:
    struct Running
    {
        std::unique_ptr<QTimer> timer;
        std::chrono::seconds length { 0 };
    };
    Reply set(const PhraseMatch& match, const Situation& situation);
    [[nodiscard]] Reply left(const Situation& situation) const;
    Reply cancel(const Situation& situation);
    Reply remind(const PhraseMatch& match, const Situation& situation);
    void goOff(const QTimer* timer, const QString& language);
    [[nodiscard]] std::chrono::seconds remaining(const Running& running) const;

    std::chrono::milliseconds m_second;
    std::vector<Running> m_running;
};

}
