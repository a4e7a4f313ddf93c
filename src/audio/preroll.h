// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "protocol/audiopacket.h"

#include <QVector>

namespace myna::audio {

// The last seconds of the microphone, 16 kHz mono, kept while nobody listens: what was said just before a wake phrase was noticed. Pure.
class PreRoll
{
public:
    static constexpr int rateHz = 16000;
    static constexpr int defaultMs = 2000; // what the firmware of the boards sends

    explicit PreRoll(int lengthMs = defaultMs);

    void put(const codec::PcmFrame& sound); // pieces of any length; other rates are ignored
    void clear();
    [[nodiscard]] int heldMs() const { return int(m_held / (rateHz / 1000)); }
    // All that is held, the oldest first; empty afterwards, so that no sound is sent twice.
    codec::PcmFrame take();

private:
    std::vector<int16_t> m_ring;
    size_t m_next = 0;
    size_t m_held = 0;
};

// A run of 16 kHz sound as packets of `frameMs` (20|40|60), the quickest way: two seconds take about 10 ms. What does not fill a whole
// packet is left out at the beginning, because live sound follows the end. Timestamps and numbers are 0, unused.
QVector<protocol::AudioPacket> packed(const codec::PcmFrame& sound, int frameMs);

}
