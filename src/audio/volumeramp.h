// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace myna::audio {

// A gain that is walked to, never jumped to: a jump would crackle.
class VolumeRamp
{
public:
    // From silence to full volume in so many samples.
    explicit VolumeRamp(size_t fullSamples, float gain = 1)
        : m_step(1.0F / float(fullSamples))
        , m_gain(gain)
        , m_target(gain)
    {
    }

    // Loudness is felt roughly as the square root of amplitude: half way on the slider shall sound half as loud.
    static float gainOf(int percent)
    {
        const float share = float(std::clamp(percent, 0, 100)) / 100;
        return share * share;
    }
    void moveTo(float gain) { m_target = gain; }
    void jump() { m_gain = m_target; } // while nothing sounds
    [[nodiscard]] float target() const { return m_target; }

    float next()
    {
        m_gain = std::clamp(m_target, m_gain - m_step, m_gain + m_step);
        return m_gain;
    }
    void apply(std::span<int16_t> samples)
    {
        if (m_gain == 1 && m_target == 1)
            return;
        for (int16_t& sample : samples)
            sample = int16_t(std::lround(float(sample) * next()));
    }

private:
    float m_step;
    float m_gain;
    float m_target;
};

}
