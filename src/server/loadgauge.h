// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <functional>
#include <vector>

namespace myna::server {

// How much the server has to do, and whether that is too much for another turn. Any thread; made complete before the threads start.
class LoadGauge
{
public:
    // A network thread that comes so late, again and again, no longer keeps the spacing of its packets: devices hold 300 ms.
    static constexpr qint64 latenessLimitMs = 150;

    struct Figures // since the start, except for what is now
    {
        int turns = 0; // now
        int mostTurns = 0; // at once
        qint64 latenessMs = 0; // now, of the latest network thread
        bool memoryShort = false; // now
        quint64 busyAnswers = 0; // turns that were not begun
        quint64 shedConnections = 0; // closed with 1013
    };

    // `limit`: turns at once, 0: no number.
    void setTurnLimit(int limit) { m_turnLimit = limit; }
    // Of the whole program, 0: no limit. Above it no turn begins, until a tenth of it is free again.
    void setMemoryLimit(qint64 bytes);
    void noteMemory(qint64 residentBytes);
    // Somebody who knows of a queue that is too long.
    // Before the first turn.
    void addCrowd(std::function<bool()> isCrowded) { m_crowds.push_back(std::move(isCrowded)); }

    void turnBegan();
    void turnEnded() { --m_turns; }
    void noteLateness(int thread, qint64 ms) { m_lateness.at(size_t(thread)) = ms; }
    void setThreads(int threads) { m_lateness = std::vector<std::atomic<qint64>>(size_t(threads)); }
    void noteShed() { ++m_shed; }

    // Asked before a turn; one that is not begun is counted.
    [[nodiscard]] bool mayBegin();
    [[nodiscard]] Figures figures() const;

private:
    [[nodiscard]] qint64 lateness() const;

    std::atomic<int> m_turnLimit { 0 };
    std::atomic<qint64> m_memoryLimit { 0 };
    std::atomic<bool> m_memoryShort { false };
    std::vector<std::function<bool()>> m_crowds;
    std::vector<std::atomic<qint64>> m_lateness;
    std::atomic<int> m_turns { 0 };
    std::atomic<int> m_mostTurns { 0 };
    std::atomic<quint64> m_busy { 0 };
    std::atomic<quint64> m_shed { 0 };
};

}
