// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/packetfec.h"

#include <cstdint>

namespace myna::codec {

namespace {

// Where the first frame's bytes begin behind the TOC byte; −1: beyond the packet (RFC 6716 §3.2).
qsizetype firstFrame(const QByteArray& opus)
{
    const auto at = [&](qsizetype i) { return i < opus.size() ? int(uint8_t(opus[i])) : 0; };
    const auto lengthBytes = [&](qsizetype i) { return at(i) >= 252 ? 2 : 1; };
    qsizetype start = 1;
    switch (at(0) & 3) {
    case 0:
    case 1:
        break;
    case 2:
        start += lengthBytes(1);
        break;
    default: {
        const int frames = at(1) & 0x3F;
        start = 2;
        if (at(1) & 0x40) { // padding: runs of 255 say that one more length byte follows
            while (start < opus.size() && at(start) == 255)
                ++start;
            ++start;
        }
        if (at(1) & 0x80) // each frame but the last has its length here
            for (int i = 1; i < frames; ++i)
                start += lengthBytes(start);
    }
    }
    return start < opus.size() ? start : -1;
}

}

bool carriesRecovery(const QByteArray& opus)
{
    if (opus.isEmpty())
        return false;
    const int config = uint8_t(opus[0]) >> 3;
    if (config >= 16)
        return false; // the music coder has no such copies
    const qsizetype start = firstFrame(opus);
    if (start < 0)
        return false;
    // A frame of the speech coder begins with one activity bit for each 20 ms, then the bit that announces the copy.
    const int length = config & 3;
    const int activityBits = config >= 12 || length < 2 ? 1 : length;
    return uint8_t(opus[start]) >> (7 - activityBits) & 1;
}

}
