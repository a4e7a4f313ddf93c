// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

namespace myna::audio {

// RMS of every 50 ms of sound: twenty figures a second are smooth to the eye and cheap to draw.
class LevelMeter
{
public:
    explicit LevelMeter(int rateHz)
        : m_window(rateHz / 20)
    {
    }

    // The newest figure (0–1) when at least one window was completed by these samples.
    std::optional<float> put(std::span<const int16_t> samples)
    {
        std::optional<float> level;
        for (const int16_t sample : samples) {
            m_sum += double(sample) * sample;
            if (++m_count >= m_window) {
                level = float(std::sqrt(m_sum / m_count) / 32768);
                clear();
            }
        }
        return level;
    }
    void clear()
    {
        m_sum = 0;
        m_count = 0;
    }

private:
    int m_window;
    double m_sum = 0;
    int m_count = 0;
};

}
