// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/soundqueue.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace myna::audio {

void SoundQueue::append(std::span<const int16_t> samples, float gain, size_t rampSamples)
{
    const float step = 1.0F / float(std::max<size_t>(rampSamples, 1));
    m_samples.reserve(m_samples.size() + samples.size());
    for (const int16_t sample : samples) {
        m_samples.push_back(m_gain == 1 ? sample : int16_t(std::lround(float(sample) * m_gain)));
        m_gain = std::clamp(gain, m_gain - step, m_gain + step);
    }
}

void SoundQueue::fadeOut(size_t samples)
{
    samples = std::min(samples, size());
    const size_t start = m_samples.size() - samples;
    for (size_t i = 0; i < samples; ++i)
        m_samples[start + i] = int16_t(float(m_samples[start + i]) * float(samples - i - 1) / float(samples));
    m_gain = 0;
}

void SoundQueue::truncate(size_t samples)
{
    m_samples.resize(m_read + std::min(size(), samples));
}

size_t SoundQueue::take(std::span<int16_t> out)
{
    const size_t count = std::min(out.size(), size());
    std::copy_n(m_samples.begin() + std::ptrdiff_t(m_read), count, out.begin());
    m_read += count;
    if (m_read > m_samples.size() / 2) {
        m_samples.erase(m_samples.begin(), m_samples.begin() + std::ptrdiff_t(m_read));
        m_read = 0;
    }
    return count;
}

int SoundQueue::peakOfLast(size_t samples) const
{
    int peak = 0;
    for (size_t i = m_samples.size() - std::min(samples, size()); i < m_samples.size(); ++i)
        peak = std::max(peak, std::abs(int(m_samples[i])));
    return peak;
}

}
