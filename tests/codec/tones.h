// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

// Pure tones and what is left of them.
namespace myna::test {

inline codec::PcmFrame tone(int rateHz, double toneHz, int samples, double amplitude = 16000, qint64 firstSample = 0)
{
    codec::PcmFrame frame { {}, rateHz };
    for (qint64 i = firstSample; i < firstSample + samples; ++i)
        frame.samples.push_back(int16_t(std::lround(amplitude * std::sin(2 * std::numbers::pi * toneHz * double(i) / rateHz))));
    return frame;
}

struct Fit
{
    double amplitude = 0;
    double snrDb = 0;
};

// The best sine of this frequency in the middle of a clip (a tenth at each end left out), and how far all the rest lies below it.
inline Fit fitTone(const codec::PcmFrame& clip, double toneHz)
{
    const size_t skip = clip.samples.size() / 10;
    const size_t count = clip.samples.size() - 2 * skip;
    double ss = 0;
    double cc = 0;
    double sc = 0;
    double xs = 0;
    double xc = 0;
    const auto phase = [&](size_t i) { return 2 * std::numbers::pi * toneHz * double(i) / clip.rateHz; };
    for (size_t i = skip; i < skip + count; ++i) {
        const double s = std::sin(phase(i));
        const double c = std::cos(phase(i));
        ss += s * s;
        cc += c * c;
        sc += s * c;
        xs += clip.samples[i] * s;
        xc += clip.samples[i] * c;
    }
    const double determinant = ss * cc - sc * sc;
    const double a = (xs * cc - xc * sc) / determinant;
    const double b = (xc * ss - xs * sc) / determinant;
    double rest = 0;
    for (size_t i = skip; i < skip + count; ++i) {
        const double error = clip.samples[i] - a * std::sin(phase(i)) - b * std::cos(phase(i));
        rest += error * error;
    }
    const double amplitude = std::hypot(a, b);
    return { amplitude, 10 * std::log10(amplitude * amplitude / 2 * double(count) / std::max(rest, 1e-9)) };
}

inline double rmsOf(const codec::PcmFrame& clip)
{
    double sum = 0;
    for (int16_t sample : clip.samples)
        sum += double(sample) * sample;
    return clip.samples.empty() ? 0 : std::sqrt(sum / double(clip.samples.size()));
}

inline void append(codec::PcmFrame& clip, const codec::PcmFrame& more)
{
    clip.samples.insert(clip.samples.end(), more.samples.begin(), more.samples.end());
}

}
