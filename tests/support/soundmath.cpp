// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/soundmath.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace myna::test {

namespace {

constexpr double windowMs = 20;

std::vector<double> envelope(const codec::PcmFrame& clip)
{
    const auto window = size_t(clip.rateHz * windowMs / 1000);
    std::vector<double> energies;
    for (size_t start = 0; window > 0 && start + window <= clip.samples.size(); start += window) {
        double sum = 0;
        for (size_t i = start; i < start + window; ++i)
            sum += double(clip.samples[i]) * clip.samples[i];
        energies.push_back(std::sqrt(sum / double(window)));
    }
    const double mean = energies.empty() ? 0 : std::accumulate(energies.begin(), energies.end(), 0.0) / double(energies.size());
    for (double& energy : energies)
        energy -= mean;
    return energies;
}

size_t sampleAt(const codec::PcmFrame& clip, double ms)
{
    return std::min(clip.samples.size(), size_t(std::max(0.0, ms * clip.rateHz / 1000)));
}

}

Likeness envelopeCorrelation(const codec::PcmFrame& reference, const codec::PcmFrame& recording)
{
    codec::PcmFrame padded = recording;
    padded.samples.resize(std::max(recording.samples.size(), reference.samples.size()) + size_t(recording.rateHz));
    const auto pattern = envelope(reference);
    const auto heard = envelope(padded);
    double patternEnergy = 0;
    for (const double value : pattern)
        patternEnergy += value * value;
    Likeness best;
    for (size_t lag = 0; lag + pattern.size() <= heard.size(); ++lag) {
        double product = 0;
        double energy = 1e-9;
        for (size_t i = 0; i < pattern.size(); ++i) {
            product += pattern[i] * heard[lag + i];
            energy += heard[lag + i] * heard[lag + i];
        }
        const double score = product / std::sqrt(patternEnergy * energy + 1e-9);
        if (score > best.score)
            best = { score, double(lag) * windowMs };
    }
    return best;
}

double rms(const codec::PcmFrame& clip, double fromMs, double lengthMs)
{
    const auto piece = part(clip, fromMs, lengthMs);
    double sum = 0;
    for (const int16_t sample : piece.samples)
        sum += double(sample) * sample;
    return piece.samples.empty() ? 0 : std::sqrt(sum / double(piece.samples.size())) / 32768;
}

int peak(const codec::PcmFrame& clip, double fromMs, double lengthMs)
{
    int highest = 0;
    for (const int16_t sample : part(clip, fromMs, lengthMs).samples)
        highest = std::max(highest, std::abs(int(sample)));
    return highest;
}

double firstSoundMs(const codec::PcmFrame& clip, int threshold)
{
    const auto found = std::find_if(clip.samples.begin(), clip.samples.end(), [&](int16_t sample) { return std::abs(int(sample)) > threshold; });
    return found == clip.samples.end() ? -1 : 1000.0 * double(found - clip.samples.begin()) / clip.rateHz;
}

double lastSoundMs(const codec::PcmFrame& clip, int threshold)
{
    const auto found = std::find_if(clip.samples.rbegin(), clip.samples.rend(), [&](int16_t sample) { return std::abs(int(sample)) > threshold; });
    return found == clip.samples.rend() ? -1 : 1000.0 * double(clip.samples.rend() - found) / clip.rateHz;
}

codec::PcmFrame sine(double frequencyHz, double lengthMs, int rateHz, double amplitude)
{
    codec::PcmFrame clip { std::vector<int16_t>(size_t(lengthMs * rateHz / 1000)), rateHz };
    for (size_t i = 0; i < clip.samples.size(); ++i)
        clip.samples[i] = int16_t(std::lround(32767 * amplitude * std::sin(2 * std::numbers::pi * frequencyHz * double(i) / rateHz)));
    return clip;
}

codec::PcmFrame part(const codec::PcmFrame& clip, double fromMs, double lengthMs)
{
    const size_t first = sampleAt(clip, fromMs);
    const size_t last = lengthMs < 0 ? clip.samples.size() : sampleAt(clip, fromMs + lengthMs);
    return { { clip.samples.begin() + std::ptrdiff_t(first), clip.samples.begin() + std::ptrdiff_t(std::max(first, last)) }, clip.rateHz };
}

codec::PcmFrame joined(const codec::PcmFrame& first, const codec::PcmFrame& second)
{
    codec::PcmFrame result = first;
    result.samples.insert(result.samples.end(), second.samples.begin(), second.samples.end());
    return result;
}

codec::PcmFrame silence(double lengthMs, int rateHz)
{
    return { std::vector<int16_t>(size_t(lengthMs * rateHz / 1000)), rateHz };
}

}
