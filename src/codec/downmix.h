// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace myna::codec {

// Interleaved channels to one voice. A plain mean would halve a microphone that sits on one channel only, and erase one whose second
// channel is wired the wrong way round; so channels that are silent beside the others do not count, and inverted ones are turned.
class Downmix
{
public:
    static constexpr int maxChannels = 32;

    explicit Downmix(int channels); // 1–maxChannels

    // Whole frames: channels() samples each.
    std::vector<int16_t> process(std::span<const int16_t> interleaved);
    [[nodiscard]] int channels() const { return int(m_channels.size()); }

private:
    struct Channel
    {
        double energy = 0; // smoothed
        double likeness = 0; // product with the loudest channel, smoothed
        float gain = 0; // present
        float target = 0;
    };

    void judge(std::span<const int16_t> interleaved);

    std::vector<Channel> m_channels;
    size_t m_loudest = 0;
    bool m_begun = false;
};

}
