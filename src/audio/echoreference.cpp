// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/echoreference.h"

#include <algorithm>

namespace myna::audio {

namespace {

constexpr size_t perMs = speech::voiceRateHz / 1000;
constexpr size_t frame = speech::voiceFrameSamples;
// The loudspeaker pulls up to 100 ms at once when it starts. More is what was played while nobody listened.
constexpr size_t mostSamples = 200 * perMs;
// Kept when the microphone opens: less than any loudspeaker and microphone together delay the echo.
constexpr size_t restartSamples = 40 * perMs;
// What is left at the worst moment between two pulls after a jump: a tick of the loudspeaker's timer.
constexpr size_t cushion = 10 * perMs;
// With so much more there is a jump. The canceller finds its way back from one in half a second and without a dip one can hear (31 dB
// before, 27 dB in the second after a jump of 30 ms); doubling or dropping a sample now and then keeps it busy all the time instead.
constexpr size_t jumpSamples = 20 * perMs;
// Bursts repeat several times in so many frames, so that the lowest level of them is a property of the devices.
constexpr int windowFrames = 128;
// A loudspeaker that has not pulled for so long does not play.
constexpr int stillFrames = 30;
constexpr int longestHoldMs = 500;

}

EchoReference::EchoReference()
{
    auto resampler = codec::Resampler::create(playbackRateHz, speech::voiceRateHz);
    if (resampler)
        m_resampler = std::move(resampler).value();
    else
        qCritical("No echo reference: %ls", qUtf16Printable(resampler.error().text));
}

void EchoReference::played(std::span<const int16_t> samples)
{
    if (!m_resampler || samples.empty())
        return;
    const auto sound = m_resampler->process({ { samples.begin(), samples.end() }, playbackRateHz });
    m_heldBack += qint64(samples.size()) * speech::voiceRateHz - qint64(sound.samples.size()) * playbackRateHz;
    if (m_samples.empty())
        pad(m_hold);
    m_samples.insert(m_samples.end(), sound.samples.begin(), sound.samples.end());
    trim(mostSamples + m_hold);
    m_emptyFrames = 0;
}

EchoReference::Frame EchoReference::take()
{
    Frame taken {};
    if (m_samples.size() < frame) {
        // What comes too late stays for the next frame: the cushion grows by itself.
        if (m_flowing)
            ++m_counters.missing;
        if (++m_emptyFrames > stillFrames)
            m_flowing = false;
        m_windowFrames = 0;
        return taken;
    }
    m_flowing = true;
    std::copy_n(m_samples.begin(), frame, taken.begin());
    m_samples.erase(m_samples.begin(), m_samples.begin() + std::ptrdiff_t(frame));
    steer();
    return taken;
}

void EchoReference::steer()
{
    m_lowest = m_windowFrames == 0 ? m_samples.size() : std::min(m_lowest, m_samples.size());
    if (++m_windowFrames < windowFrames)
        return;
    m_windowFrames = 0;
    const size_t wanted = cushion + m_hold;
    if (m_lowest > wanted + jumpSamples)
        trim(m_samples.size() - (m_lowest - wanted));
    else if (m_lowest + jumpSamples < wanted)
        pad(wanted - m_lowest);
    else
        return;
    ++m_counters.jumps;
}

void EchoReference::hold(int ms)
{
    const size_t wanted = size_t(std::clamp(ms, 0, longestHoldMs)) * perMs;
    if (wanted > m_hold)
        pad(wanted - m_hold);
    else
        trim(m_samples.size() - std::min(m_samples.size(), m_hold - wanted));
    m_hold = wanted;
    m_windowFrames = 0;
}

// Silence before what is there.
void EchoReference::pad(size_t samples)
{
    m_samples.insert(m_samples.begin(), samples, 0);
}

void EchoReference::restart()
{
    trim(restartSamples + m_hold);
    m_windowFrames = 0;
    m_emptyFrames = 0;
    m_flowing = false;
}

double EchoReference::lagMs() const
{
    return double(m_samples.size()) / double(perMs) + double(m_heldBack) / (playbackRateHz * double(perMs));
}

// Keeps the newest.
void EchoReference::trim(size_t samples)
{
    if (m_samples.size() > samples)
        m_samples.erase(m_samples.begin(), m_samples.end() - std::ptrdiff_t(samples));
}

}
