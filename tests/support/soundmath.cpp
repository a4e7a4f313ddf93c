// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/soundmath.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <span>

namespace myna::test {

namespace {

constexpr double windowMs = 20;
constexpr double pieceMs = 1500;
constexpr double alike = 0.8; // it is the same speech
constexpr double shiftStepMs = 5; // windows that lie half a window off already cost a tenth of the score

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
    return energies;
}

// The correlation of two runs of equal length, each about its own mean.
double pearson(std::span<const double> a, std::span<const double> b)
{
    const double n = double(a.size());
    const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / n;
    const double meanB = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double product = 0;
    double energyA = 1e-9;
    double energyB = 1e-9;
    for (size_t i = 0; i < a.size(); ++i) {
        product += (a[i] - meanA) * (b[i] - meanB);
        energyA += (a[i] - meanA) * (a[i] - meanA);
        energyB += (b[i] - meanB) * (b[i] - meanB);
    }
    return product / std::sqrt(energyA * energyB);
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
    Likeness best;
    for (double shiftMs = 0; shiftMs < windowMs; shiftMs += shiftStepMs) {
        const auto heard = envelope(part(padded, shiftMs));
        for (size_t lag = 0; lag + pattern.size() <= heard.size(); ++lag) {
            const double score = pearson(pattern, std::span(heard).subspan(lag, pattern.size()));
            if (score > best.score)
                best = { score, double(lag) * windowMs + shiftMs };
        }
    }
    return best;
}

std::vector<double> pieceScores(const codec::PcmFrame& said, const codec::PcmFrame& heard, double startMs)
{
    const double endMs = lastSoundMs(said);
    std::vector<double> scores;
    for (double at = firstSoundMs(said); at + pieceMs <= endMs + 1; at += pieceMs) {
        const double from = at + 2 * pieceMs > endMs ? endMs - pieceMs : at;
        const auto around = part(heard, std::max(0.0, startMs + from - 200), pieceMs + 1700);
        scores.push_back(envelopeCorrelation(part(said, from, pieceMs), around).score);
    }
    return scores;
}

QString differenceOf(const codec::PcmFrame& said, const codec::PcmFrame& heard)
{
    const double first = firstSoundMs(said);
    const Likeness beginning = envelopeCorrelation(part(said, first, pieceMs), heard);
    const auto scores = pieceScores(said, heard, beginning.offsetMs - first);
    const auto whole = std::count_if(scores.begin(), scores.end(), [](double score) { return score > alike; });
    if (!scores.empty() && whole * 4 >= std::ssize(scores) * 3)
        return {};
    QString text = QStringLiteral("from %1 ms on, pieces like").arg(beginning.offsetMs);
    for (const double score : scores)
        text += QStringLiteral(" %1").arg(score, 0, 'f', 2);
    return text;
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
    const auto found
        = std::find_if(clip.samples.begin(), clip.samples.end(), [&](int16_t sample) { return std::abs(int(sample)) > threshold; });
    return found == clip.samples.end() ? -1 : 1000.0 * double(found - clip.samples.begin()) / clip.rateHz;
}

double lastSoundMs(const codec::PcmFrame& clip, int threshold)
{
    const auto found
        = std::find_if(clip.samples.rbegin(), clip.samples.rend(), [&](int16_t sample) { return std::abs(int(sample)) > threshold; });
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
