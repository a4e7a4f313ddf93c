// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace myna::audio {

// Samples waiting to be pulled. Whatever is put behind whatever: the gain never jumps, so there is no click at any edge.
class SoundQueue
{
public:
    [[nodiscard]] size_t size() const { return m_samples.size() - m_read; }
    [[nodiscard]] bool endsSilent() const { return m_gain == 0; } // faded out, or nothing yet
    // The gain moves towards `gain` (0–1) by 1/`rampSamples` a sample, beginning from what the samples before had.
    void append(std::span<const int16_t> samples, float gain, size_t rampSamples);
    // Made-up sound: the last period of the voice goes round and round. Leaves the decoder alone, so a stream that only stood still goes on
    // as if nothing had been. False: there is too little to go by.
    bool extend(size_t samples, float gain, size_t rampSamples);
    // What is appended next does not follow by nature: over so many samples (at most 5 ms) it takes over from where the last ones were
    // going.
    void mendNext(size_t samples) { m_mend = samples; }
    void fadeOut(size_t samples); // the last so many end in silence
    void truncate(size_t samples); // keeps only so many
    size_t take(std::span<int16_t> out); // returns how many there were
    [[nodiscard]] int peakOfLast(size_t samples) const; // 0–32768

private:
    void add(std::span<const int16_t> samples, float gain, size_t rampSamples);
    bool findLoop();
    void mend(size_t start, size_t samples);

    std::vector<int16_t> m_samples; // from m_read on
    size_t m_read = 0;
    float m_gain = 0;
    size_t m_mend = 0;
    std::vector<int16_t> m_loop; // while extending
    size_t m_loopAt = 0;
};

}
