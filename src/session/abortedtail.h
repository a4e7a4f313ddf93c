// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace myna::session {

// Tells what still arrives of an ended or aborted speech from what belongs to the next one. Pure; frames of one connection keep their
// order.
class AbortedTail
{
public:
    // Servers answer `abort` with `tts` stop at once. One that has not done so after this long does not do it at all.
    static constexpr std::chrono::milliseconds stopLimit { 3000 };

    void reset() { m_phase = Phase::None; }
    // The speech was under way, or has ended: until the next `tts` start everything is its tail.
    void untilStart() { m_phase = Phase::UntilStart; }
    // The question was withdrawn before its answer began: that answer's `tts` start may have crossed our abort, so its stop has to come
    // first.
    void untilStop(qint64 nowMs)
    {
        m_phase = Phase::UntilStop;
        m_sinceMs = nowMs;
    }
    // `stt`: the server is at a new question.
    void recognised()
    {
        if (m_phase == Phase::UntilStart)
            m_phase = Phase::None;
    }
    void stopped()
    {
        if (m_phase == Phase::UntilStop)
            m_phase = Phase::UntilStart;
    }
    // Whether a `tts` start that arrives now begins a new speech.
    [[nodiscard]] bool admitsStart(qint64 nowMs) const { return m_phase != Phase::UntilStop || nowMs - m_sinceMs > stopLimit.count(); }
    // Whether sentences and audio may be taken for a speech whose start was never announced.
    [[nodiscard]] bool isOver() const { return m_phase == Phase::None; }

private:
    enum class Phase { None, UntilStart, UntilStop };
    Phase m_phase = Phase::None;
    qint64 m_sinceMs = 0;
};

}
