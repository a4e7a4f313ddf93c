// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace myna::server {

// Whether a device sends more than its microphone can have heard. A burst is none: what was said before there was a link comes at once.
// Values only; the clock is the caller's.
class UplinkMeter
{
public:
    static constexpr std::chrono::milliseconds window { 10000 };
    static constexpr int timesRealTime = 4; // more sound than this in a window is a flood
    static constexpr int maxTexts = 500; // messages in a window; a device that lists its tools sends some dozens

    enum class Verdict { Fine, Flood, StillFlood };

    void setFrameMs(int frameMs) { m_frameMs = std::clamp(frameMs, 10, 120); } // as the device says
    [[nodiscard]] Verdict packet(std::chrono::milliseconds now)
    {
        roll(now);
        m_heardMs += m_frameMs;
        return judge(m_heardMs > window.count() * timesRealTime);
    }
    [[nodiscard]] Verdict text(std::chrono::milliseconds now)
    {
        roll(now);
        return judge(++m_texts > maxTexts);
    }

private:
    void roll(std::chrono::milliseconds now)
    {
        if (now - m_since < window)
            return;
        m_since = now;
        m_heardMs = 0;
        m_texts = 0;
        m_told = false;
    }
    Verdict judge(bool tooMuch)
    {
        if (!tooMuch)
            return Verdict::Fine;
        const bool told = m_told;
        m_told = true;
        return told ? Verdict::StillFlood : Verdict::Flood;
    }

    std::chrono::milliseconds m_since { 0 };
    long m_heardMs = 0;
    int m_frameMs = 60;
    int m_texts = 0;
    bool m_told = false;
};

}
