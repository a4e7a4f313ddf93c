// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "protocol/framing.h"

using namespace myna::protocol;

// One binary frame in each of the three framings: an accepted one encodes to something that is read as the same packet.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray frame = myna::fuzz::bytes(data, size);
    for (Framing framing : { Framing::V1, Framing::V2, Framing::V3, Framing::Gateway }) {
        const myna::Result<AudioPacket> packet = decodeFrame(frame, framing);
        if (!packet)
            continue;
        myna::fuzz::require(packet->opus.size() <= maxOpusBytes);
        const myna::Result<AudioPacket> again = decodeFrame(encodeFrame(*packet, framing), framing);
        myna::fuzz::require(again && *again == *packet);
    }
    return 0;
}
