// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <optional>

namespace myna::codec {

// Cuts arbitrary chunks into frames of exactly `frameSamples` samples.
class Framer
{
public:
    Framer(int rateHz, int frameSamples);

    void put(const PcmFrame& chunk); // chunk.rateHz must be this rate
    std::optional<PcmFrame> take();
    // What is left, padded with silence to a whole frame; nothing when nothing is left.
    std::optional<PcmFrame> takePadded();
    void clear();
    [[nodiscard]] int pendingSamples() const { return int(m_pending.size() - m_read); }

private:
    int m_rateHz;
    int m_frameSamples;
    std::vector<int16_t> m_pending;
    size_t m_read = 0;
};

}
