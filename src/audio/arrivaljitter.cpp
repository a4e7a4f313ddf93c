// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/arrivaljitter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace myna::audio {

namespace {

// So much speech later a packet counts a third: some answers long, so that one bad moment is forgotten and a bad network is not.
constexpr double memoryMs = 20000;
// What the first guess weighs: ten seconds of calm lower it, one late packet in the first second raises it.
constexpr double guessMs = 200;
constexpr double covered = 0.985;
constexpr double reported = 0.95;
constexpr double floorWindowMs = 3000;

}

ArrivalJitter::ArrivalJitter()
    : m_guess(guessMs)
{
}

void ArrivalJitter::add(double latenessMs, double soundMs)
{
    const double keep = std::exp(-soundMs / memoryMs);
    for (double& weight : m_weights)
        weight *= keep;
    m_guess *= keep;
    // Rounded up: a delay of so many bins covers this packet.
    const double bin = std::ceil(std::max(latenessMs, 0.0) / binMs);
    m_weights[std::min(size_t(bin), bins - 1)] += soundMs;
    m_targetMs = std::clamp(quantile(covered, m_guess), minTargetMs, maxTargetMs);
    m_jitterMs = quantile(reported, 0);
}

double ArrivalJitter::quantile(double share, double guess) const
{
    constexpr auto guessBin = size_t(firstTargetMs / binMs);
    const double wanted = share * std::accumulate(m_weights.begin(), m_weights.end(), guess);
    double sum = 0;
    for (size_t bin = 0; bin < bins; ++bin) {
        sum += m_weights[bin] + (bin == guessBin ? guess : 0);
        if (sum >= wanted)
            return double(bin) * binMs;
    }
    return double(bins - 1) * binMs;
}

void DelayFloor::put(double delayMs, double arrivalMs)
{
    while (!m_lowest.empty() && m_lowest.back().delayMs >= delayMs)
        m_lowest.pop_back();
    m_lowest.push_back({ delayMs, arrivalMs });
    while (m_lowest.front().arrivalMs < arrivalMs - floorWindowMs)
        m_lowest.pop_front();
}

}
