// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/decimator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace myna::codec {

namespace {

constexpr double attenuationDb = 90;
constexpr double transition = 0.3; // of the lower band, around its edge
// Kaiser's two formulas for the shape of the window and the length it needs.
constexpr double beta = 0.1102 * (attenuationDb - 8.7);
constexpr double lengthPerRadian = (attenuationDb - 8) / 2.285;

// The Bessel function of Kaiser's window, by its series. Not every standard library has it.
double bessel(double x)
{
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; ++k) {
        term *= x * x / 4 / k / k;
        sum += term;
    }
    return sum;
}

std::vector<float> lowPass(int factor)
{
    const double width = transition * std::numbers::pi / factor;
    const int half = int(std::ceil(lengthPerRadian / width / 2));
    std::vector<float> taps;
    for (int i = -half; i <= half; ++i) {
        const double at = std::numbers::pi * i / factor;
        const double ideal = i == 0 ? 1 : std::sin(at) / at;
        const double edge = double(i) / half;
        taps.push_back(float(ideal * bessel(beta * std::sqrt(1 - edge * edge)) / bessel(beta)));
    }
    const float sum = std::accumulate(taps.begin(), taps.end(), 0.0F);
    for (float& tap : taps)
        tap /= sum;
    return taps;
}

}

bool Decimator::suits(int fromHz, int toHz)
{
    return toHz > 0 && fromHz % toHz == 0 && fromHz / toHz >= 2 && fromHz / toHz <= longestFactor;
}

Decimator::Decimator(int factor)
    : m_factor(factor)
    , m_taps(lowPass(factor))
{
    restart();
}

void Decimator::restart()
{
    const auto half = int64_t(m_taps.size() / 2);
    m_samples.assign(size_t(half), 0);
    m_first = -half;
    m_taken = m_made = 0;
}

std::vector<int16_t> Decimator::process(std::span<const int16_t> samples)
{
    std::vector<int16_t> output;
    m_samples.insert(m_samples.end(), samples.begin(), samples.end());
    m_taken += int64_t(samples.size());
    produce(output, std::numeric_limits<int64_t>::max());
    return output;
}

std::vector<int16_t> Decimator::flush()
{
    std::vector<int16_t> output;
    m_samples.insert(m_samples.end(), m_taps.size(), 0);
    produce(output, std::llround(double(m_taken) / m_factor));
    restart();
    return output;
}

void Decimator::produce(std::vector<int16_t>& output, int64_t limit)
{
    const auto length = int64_t(m_taps.size());
    const auto from = [&] { return m_made * m_factor - length / 2 - m_first; }; // of the next sample, in m_samples
    while (m_made < limit && from() + length <= int64_t(m_samples.size())) {
        const float value = std::inner_product(m_taps.begin(), m_taps.end(), m_samples.begin() + from(), 0.0F);
        output.push_back(int16_t(std::clamp(std::lround(value), -32768L, 32767L)));
        ++m_made;
    }
    const int64_t over = std::clamp<int64_t>(from(), 0, int64_t(m_samples.size()));
    m_samples.erase(m_samples.begin(), m_samples.begin() + over);
    m_first += over;
}

}
