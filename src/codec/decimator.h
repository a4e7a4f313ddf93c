// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace myna::codec {

// Takes every n-th sample of what the lower rate can hold: 48, 32 and 96 kHz to 16 kHz. A plain filter, because libsoxr works in blocks and
// holds back 5 to 9 ms; this one holds back 1.2 ms of 48 kHz, always the same. The sound itself is not delayed. Flat to 0.85 of the lower
// band, 90 dB down from 1.15 of it.
class Decimator
{
public:
    static constexpr int longestFactor = 12;
    static bool suits(int fromHz, int toHz); // a whole ratio

    explicit Decimator(int factor); // 2–longestFactor

    std::vector<int16_t> process(std::span<const int16_t> samples);
    std::vector<int16_t> flush(); // the tail; afterwards the stream starts anew

private:
    void restart();
    void produce(std::vector<int16_t>& output, int64_t limit);

    int m_factor;
    std::vector<float> m_taps; // an odd number, the middle one is now
    std::vector<float> m_samples; // begins with half a filter of what was before
    int64_t m_first = 0; // position of m_samples' first in the stream
    int64_t m_taken = 0; // samples in
    int64_t m_made = 0; // samples out
};

}
