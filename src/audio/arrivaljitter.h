// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <deque>

namespace myna::audio {

// How late packets come, and the delay that covers nearly all of it: a histogram of lateness that forgets. Kept over turns, because the
// network of the next answer is the network of the last. Pure.
class ArrivalJitter
{
public:
    // Below 40 ms the loudspeaker's own steps (10–20 ms) are taken for jitter; beyond 400 ms an answer feels slow, and a hole now and
    // then is the lesser evil. 60 ms to begin with: a stream of 60 ms packets starts with its second.
    static constexpr double minTargetMs = 40;
    static constexpr double firstTargetMs = 60;
    static constexpr double maxTargetMs = 400;

    ArrivalJitter();

    void add(double latenessMs, double soundMs); // one packet; long packets weigh more
    [[nodiscard]] double targetMs() const { return m_targetMs; }
    [[nodiscard]] double jitterMs() const { return m_jitterMs; } // 95 of 100 come within this

private:
    static constexpr int binMs = 10;
    static constexpr size_t bins = 61;

    [[nodiscard]] double quantile(double share, double guess) const;

    std::array<double, bins> m_weights {}; // by lateness, in milliseconds of sound
    double m_guess; // what the first target still weighs
    double m_targetMs = firstTargetMs;
    double m_jitterMs = 0;
};

// The shortest delay of the last seconds: what a packet would take if nothing held it up. A window, so that it follows clocks that drift
// and a server that runs ahead.
class DelayFloor
{
public:
    void put(double delayMs, double arrivalMs);
    void restart() { m_lowest.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_lowest.empty(); }
    [[nodiscard]] double delayMs() const { return m_lowest.empty() ? 0 : m_lowest.front().delayMs; }

private:
    struct Entry
    {
        double delayMs = 0;
        double arrivalMs = 0;
    };
    std::deque<Entry> m_lowest; // rising delays: the front is the floor, the others are next when it grows old
};

}
