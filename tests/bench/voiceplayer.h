// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audiopacket.h"

#include <cstdint>
#include <memory>
#include <span>

namespace myna::bench {

// One way to get from packets to sound at 24 kHz. The loudspeaker pulls.
class VoicePlayer
{
public:
    virtual ~VoicePlayer() = default;
    virtual void begin() = 0; // a new turn
    virtual void put(const protocol::AudioPacket& packet, int index) = 0; // packet number `index` of the turn has come
    virtual void over() = 0; // no more will come
    virtual void fill(std::span<int16_t> samples) = 0;
    [[nodiscard]] virtual bool isDone() const = 0;
    [[nodiscard]] virtual quint64 madeUpSamples() const = 0; // concealed or silent in the middle of speech
};

std::unique_ptr<VoicePlayer> makeMynaPlayer();
// Packets are played as they come, at once, with silence when there is none; 64 wait at most and the oldest is dropped. No concealment.
std::unique_ptr<VoicePlayer> makeFifoPlayer();
// SpeexDSP's jitter buffer, used as its manual says, with Opus' concealment.
std::unique_ptr<VoicePlayer> makeSpeexPlayer(int frameMs);

// What runs dry in a pause of the speech is no hole: the same measure for all.
class HoleCount
{
public:
    void played(std::span<const int16_t> samples); // from a packet
    void missing(size_t samples);
    [[nodiscard]] quint64 samples() const { return m_counted; }

private:
    bool m_isQuiet = true;
    quint64 m_open = 0; // a hole, or the end: shows when more comes
    quint64 m_counted = 0;
};

}
