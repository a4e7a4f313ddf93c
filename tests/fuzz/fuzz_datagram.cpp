// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "protocol/datagram.h"
#include "protocol/framing.h"
#include "protocol/jsonfields.h"

using namespace myna::protocol;

// One UDP datagram, and the `udp` member of a hello: an accepted header encodes to the bytes it was read from, an accepted offer is read
// again as the same.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray bytes = myna::fuzz::bytes(data, size);
    if (const myna::Result<DatagramHeader> header = decodeHeader(bytes)) {
        myna::fuzz::require(encodeHeader(*header) == bytes.first(datagramHeaderBytes));
        myna::fuzz::require(bytes.size() == datagramHeaderBytes + header->bodyBytes && header->bodyBytes <= maxOpusBytes);
    }
    const myna::Result<QJsonObject> object = parseObject(bytes, 4096);
    if (!object)
        return 0;
    if (const myna::Result<UdpOffer> offer = readUdpOffer(*object)) {
        myna::fuzz::require(offer->key.size() == udpKeyBytes && offer->nonce.size() == datagramHeaderBytes && offer->port != 0);
        const myna::Result<UdpOffer> again = readUdpOffer(toJson(*offer));
        myna::fuzz::require(again && *again == *offer);
    }
    return 0;
}
