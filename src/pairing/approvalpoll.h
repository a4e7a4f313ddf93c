// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::pairing {

// Counts the tries at asking whether the code was typed, and says when the next one is due. It asks nobody itself.
class ApprovalPoll final : public QObject
{
    Q_OBJECT

public:
    ApprovalPoll(std::chrono::milliseconds rhythm, int attempts);

    // A new code: counting begins again. The first try is due after `first`; `validFor` (0: not said) bounds the whole.
    void start(std::chrono::milliseconds first, std::chrono::milliseconds validFor);
    // The try that was due brought no approval.
    void tryAgain();
    // The try that waits is due at once; one under way is not repeated.
    void hurry();
    // Bound, for now: the count stays, and tryAgain() goes on from it.
    void pause();
    void stop();
    [[nodiscard]] bool isCounting() const { return m_attempt > 0; }
    [[nodiscard]] std::chrono::milliseconds rhythm() const { return m_rhythm; }

signals:
    void scheduled(int attempt, int limit, std::chrono::milliseconds nextIn);
    void due(int attempt);
    void usedUp();

private:
    void schedule(std::chrono::milliseconds in);
    void giveUp();

    std::chrono::milliseconds m_rhythm;
    int m_attempts;
    int m_limit = 0;
    int m_attempt = 0; // the one scheduled or under way; 0 when none is counted
    QTimer m_next;
    QTimer m_validity;
};

}
