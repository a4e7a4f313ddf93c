// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"

#include <vector>

namespace myna::test {

// What a loudspeaker gets that pulls for so long, in blocks of 10 ms.
inline codec::PcmFrame pulled(audio::PlaybackSource& source, double ms)
{
    codec::PcmFrame heard { {}, audio::playbackRateHz };
    for (double done = 0; done < ms; done += 10) {
        std::vector<int16_t> block(audio::playbackRateHz / 100, 12345); // must be overwritten
        source.fill(block);
        heard.samples.insert(heard.samples.end(), block.begin(), block.end());
    }
    return heard;
}

}
