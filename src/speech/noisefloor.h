// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

namespace myna::speech {

inline constexpr double silentDbfs = -100; // what levels of exact silence are called

// Level of some samples against a full-scale square wave.
inline double levelDbfs(double meanSquare)
{
    return meanSquare < 1e-2 ? silentDbfs : std::max(silentDbfs, 10 * std::log10(meanSquare / (32768.0 * 32768.0)));
}

inline double meanSquareOf(std::span<const int16_t> samples)
{
    double sum = 0;
    for (const int16_t sample : samples)
        sum += double(sample) * sample;
    return samples.empty() ? 0 : sum / double(samples.size());
}

// The background noise behind whatever is said: the quietest tenth of a second of the last two or so. Speech has such gaps.
class NoiseFloor
{
public:
    // One frame of 10 ms.
    void put(std::span<const int16_t> frame)
    {
        m_sum += meanSquareOf(frame);
        if (++m_frames < framesPerPart)
            return;
        m_parts[m_next] = m_sum / framesPerPart;
        m_next = (m_next + 1) % m_parts.size();
        m_known = std::min(m_known + 1, m_parts.size());
        m_sum = 0;
        m_frames = 0;
    }
    [[nodiscard]] double dbfs() const
    {
        return m_known == 0 ? silentDbfs : levelDbfs(*std::min_element(m_parts.begin(), m_parts.begin() + std::ptrdiff_t(m_known)));
    }

private:
    static constexpr int framesPerPart = 10;
    std::array<double, 20> m_parts {};
    size_t m_next = 0;
    size_t m_known = 0;
    double m_sum = 0;
    int m_frames = 0;
};

}
