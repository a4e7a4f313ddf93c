// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace myna::codec {

// Streaming conversion to a lower rate that holds back 1.5 ms, always the same, where libsoxr works in blocks and holds back 5 to 9 ms. The
// sound itself is not delayed. Flat to 0.7 of the lower band, half a decibel down at 0.84, 75 dB down from 1.15 of it. All the code that
// knows libspeexdsp.
class QuickResampler
{
public:
    static bool suits(int fromHz, int toHz); // downwards

    QuickResampler(int fromHz, int toHz); // suits(fromHz, toHz)
    ~QuickResampler();

    std::vector<int16_t> process(std::span<const int16_t> samples);
    std::vector<int16_t> flush(); // the tail; afterwards the stream starts anew

private:
    struct State;
    std::vector<int16_t> convert(std::span<const int16_t> samples);

    int m_fromHz;
    int m_toHz;
    std::unique_ptr<State> m_state;
    int64_t m_taken = 0; // samples in
    int64_t m_made = 0; // samples out
};

}
