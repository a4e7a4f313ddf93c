// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/echosound.h"

#include "audio/devices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace myna::audio {

namespace {

constexpr int playbackPerMs = playbackRateHz / 1000;
constexpr double twoPi = 2 * std::numbers::pi;
// The band of speech: small loudspeakers have nothing below, microphones of headsets nothing above.
constexpr double lowestHz = 300;
constexpr double highestHz = 3400;
constexpr double sweepPeak = 0.35;
constexpr double speechPeak = 0.5;
constexpr double edgeMs = 10;

// A sweep spends as long in each octave, like the ear.
void appendSweep(std::vector<int16_t>& samples)
{
    const int count = EchoTestSound::sweepMs * playbackPerMs;
    const double octaves = std::log(highestHz / lowestHz);
    const double scale = twoPi * lowestHz * (double(count) / playbackRateHz) / octaves;
    for (int i = 0; i < count; ++i) {
        const double phase = scale * (std::exp(octaves * i / count) - 1);
        const double edge = std::min({ 1.0, i / (edgeMs * playbackPerMs), (count - i) / (edgeMs * playbackPerMs) });
        samples.push_back(int16_t(std::lround(32767 * sweepPeak * edge * std::sin(phase))));
    }
}

// A cavity of the mouth.
class Resonator
{
public:
    double put(double input, double centreHz, double widthHz)
    {
        const double radius = std::exp(-std::numbers::pi * widthHz / playbackRateHz);
        const double out
            = input * (1 - radius) + 2 * radius * std::cos(twoPi * centreHz / playbackRateHz) * m_last - radius * radius * m_before;
        m_before = m_last;
        m_last = out;
        return out;
    }

private:
    double m_last = 0;
    double m_before = 0;
};

// Pulses of a changing pitch and some breath through three moving cavities, four syllables a second.
std::vector<double> babble(int count)
{
    std::array<Resonator, 3> mouth;
    std::vector<double> sound(static_cast<size_t>(count));
    quint32 random = 1;
    double pitchPhase = 0;
    for (int i = 0; i < count; ++i) {
        const double t = double(i) / playbackRateHz;
        random = random * 1664525U + 1013904223U;
        const double breath = double(random >> 8) / double(1 << 24) - 0.5;
        pitchPhase += (125 + 25 * std::sin(twoPi * 0.7 * t) + 12 * std::sin(twoPi * 2.3 * t)) / playbackRateHz;
        const bool pulse = pitchPhase >= 1;
        pitchPhase -= pulse ? 1 : 0;
        const double source = (pulse ? 12.0 : 0.0) + breath * 0.6;
        const double swell = 0.5 - 0.5 * std::cos(twoPi * 4 * t);
        sound[size_t(i)] = (0.08 + 0.92 * swell)
            * (mouth[0].put(source, 500 + 220 * std::sin(twoPi * 1.9 * t), 90)
                + mouth[1].put(source, 1500 + 600 * std::sin(twoPi * 1.1 * t), 130)
                + 0.7 * mouth[2].put(source, 2600 + 300 * std::sin(twoPi * 2.7 * t), 200));
    }
    return sound;
}

void appendSpeech(std::vector<int16_t>& samples)
{
    const auto sound = babble(EchoTestSound::speechMs * playbackPerMs);
    double peak = 1e-9;
    for (const double value : sound)
        peak = std::max(peak, std::abs(value));
    for (const double value : sound)
        samples.push_back(int16_t(std::lround(32767 * speechPeak / peak * value)));
}

}

codec::PcmFrame EchoTestSound::make()
{
    codec::PcmFrame sound { {}, playbackRateHz };
    sound.samples.reserve(size_t(totalMs) * playbackPerMs);
    sound.samples.resize(size_t(leadMs) * playbackPerMs);
    for (int i = 0; i < sweeps; ++i) {
        appendSweep(sound.samples);
        sound.samples.resize(sound.samples.size() + size_t(pauseMs) * playbackPerMs);
    }
    appendSpeech(sound.samples);
    return sound;
}

}
