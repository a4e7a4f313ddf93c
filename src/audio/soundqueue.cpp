// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/soundqueue.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

namespace myna::audio {

namespace {

// The step back in time: at least what is mended, so that nothing is repeated twice, and a whole period of the deepest voice (80 Hz at 24
// kHz) more.
constexpr size_t shortestStep = 120;
constexpr size_t longestStep = shortestStep + 300;
constexpr size_t compared = 120;
constexpr size_t history = longestStep + compared;
constexpr size_t blended = 60; // where a loop closes
constexpr size_t kept = history + blended; // behind what was pulled, for all this

// How far back the sound is most like its end.
size_t stepBack(std::span<const int16_t> past)
{
    const auto end = past.last(compared);
    size_t best = shortestStep;
    float highest = 0;
    for (size_t back = shortestStep; back <= longestStep; ++back) {
        const auto earlier = past.subspan(past.size() - compared - back, compared);
        float product = 0;
        float energy = 1;
        for (size_t i = 0; i < compared; ++i) {
            product += float(end[i]) * float(earlier[i]);
            energy += float(earlier[i]) * float(earlier[i]);
        }
        const float likeness = product / std::sqrt(energy);
        if (likeness > highest) {
            highest = likeness;
            best = back;
        }
    }
    return best;
}

}

void SoundQueue::append(std::span<const int16_t> samples, float gain, size_t rampSamples)
{
    m_loop.clear();
    add(samples, gain, rampSamples);
}

bool SoundQueue::extend(size_t samples, float gain, size_t rampSamples)
{
    if (m_loop.empty() && !findLoop())
        return false;
    std::vector<int16_t> sound(samples);
    for (int16_t& sample : sound)
        sample = m_loop[m_loopAt++ % m_loop.size()];
    add(sound, gain, rampSamples);
    return true;
}

bool SoundQueue::findLoop()
{
    if (m_samples.size() < kept)
        return false;
    const std::span past = std::span(m_samples).last(kept);
    const size_t back = stepBack(past.last(history));
    m_loop.assign(past.end() - std::ptrdiff_t(back), past.end());
    m_loopAt = 0;
    // Its end turns into what came before its start.
    for (size_t i = 0; i < blended; ++i) {
        int16_t& sample = m_loop[back - blended + i];
        const float before = past[kept - back - blended + i];
        sample = int16_t(std::lround(float(sample) + (before - float(sample)) * float(i + 1) / float(blended)));
    }
    mendNext(shortestStep);
    return true;
}

void SoundQueue::add(std::span<const int16_t> samples, float gain, size_t rampSamples)
{
    const float step = 1.0F / float(std::max<size_t>(rampSamples, 1));
    const size_t start = m_samples.size();
    m_samples.reserve(start + samples.size());
    for (const int16_t sample : samples) {
        m_samples.push_back(m_gain == 1 ? sample : int16_t(std::lround(float(sample) * m_gain)));
        m_gain = std::clamp(gain, m_gain - step, m_gain + step);
    }
    mend(start, std::min({ std::exchange(m_mend, 0), samples.size(), shortestStep }));
}

// The sound goes on as it was one or more periods ago, beneath the new sound and makes room for it. Nothing is delayed and nothing is
// needed from the decoder.
void SoundQueue::mend(size_t start, size_t samples)
{
    if (samples == 0 || start < history)
        return;
    const std::span past = std::span(m_samples).subspan(start - history, history);
    const size_t back = stepBack(past);
    const auto step = float(2 * past[history - 1] - past[history - 2] - past[history - back]); // no period is quite like another
    for (size_t i = 0; i < samples; ++i) {
        const float share = (1 + std::cos(std::numbers::pi_v<float> * float(i) / float(samples))) / 2;
        const float old = float(past[history - back + i]) + step;
        const auto fresh = float(m_samples[start + i]);
        m_samples[start + i] = int16_t(std::clamp(std::lround(fresh + (old - fresh) * share), -32768L, 32767L));
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
    if (m_read > m_samples.size() / 2 + kept) {
        m_samples.erase(m_samples.begin(), m_samples.begin() + std::ptrdiff_t(m_read - kept));
        m_read = kept;
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
