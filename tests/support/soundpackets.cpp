// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/soundpackets.h"

#include "codec/framer.h"
#include "codec/speechcodec.h"

namespace myna::test {

QVector<protocol::AudioPacket> packetsOf(const codec::PcmFrame& clip, int frameMs, quint32 firstSequence)
{
    QVector<protocol::AudioPacket> packets;
    const auto encoder = codec::SpeechEncoder::create({ .rateHz = clip.rateHz, .frameMs = frameMs });
    if (!encoder)
        return packets;
    codec::Framer framer(clip.rateHz, (*encoder)->samplesPerFrame());
    framer.put(clip);
    const auto add = [&](const codec::PcmFrame& frame) {
        const auto opus = (*encoder)->encode(frame);
        const quint32 sequence = firstSequence ? firstSequence + quint32(packets.size()) : 0;
        packets.append({ opus ? *opus : QByteArray(), quint32(packets.size() * frameMs), sequence });
    };
    while (const auto frame = framer.take())
        add(*frame);
    if (const auto rest = framer.takePadded())
        add(*rest);
    return packets;
}

codec::PcmFrame decoded(const QVector<protocol::AudioPacket>& packets, int rateHz)
{
    codec::PcmFrame clip { {}, rateHz };
    const auto decoder = codec::SpeechDecoder::create(rateHz);
    for (const auto& packet : packets) {
        const auto frame = decoder ? (*decoder)->decode(packet.opus) : Result<codec::PcmFrame>(Error {});
        if (frame)
            clip.samples.insert(clip.samples.end(), frame->samples.begin(), frame->samples.end());
    }
    return clip;
}

}
