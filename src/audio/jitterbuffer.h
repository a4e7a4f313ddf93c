// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/arrivaljitter.h"
#include "protocol/audiopacket.h"

#include <deque>
#include <optional>
#include <variant>

namespace myna::audio {

// Orders the packets of one turn and decides when to start, so that nearly all of them come in time. Pure: all times are handed in, in
// milliseconds of one clock that stands still only while nothing is played.
class JitterBuffer
{
public:
    struct Limits
    {
        // Servers run up to 2.4 s ahead and some send a whole answer at once; a minute of speech is 200 kB. What does not fit is dropped at
        // the end, because a sentence without its start is worse than one without its end.
        int maxSoundMs = 60000;
        int maxPackets = 3000; // the same for 20 ms packets
        // A longer hole is jumped over: concealment has faded to silence by then.
        int maxGapPackets = 5;
    };
    struct Wait
    {
    }; // nothing now: before the start, or everything is taken
    struct Gap
    { // a packet is missing
        int durationUs = 0; // of it; less when waiting has covered a part
        QByteArray following; // the packet right behind, when it carries a copy of the missing one; else empty
    };
    using Next = std::variant<protocol::AudioPacket, Wait, Gap>;
    enum class Put { Accepted, Late, Duplicate, Full, Invalid };
    // Soon: a missing packet may still come, so it is waited for. Now: the loudspeaker needs sound.
    enum class Need { Soon, Now };

    explicit JitterBuffer(ArrivalJitter& jitter) // which it teaches and asks; outlives this
        : JitterBuffer(jitter, Limits())
    {
    }
    JitterBuffer(ArrivalJitter& jitter, const Limits& limits)
        : m_limits(limits)
        , m_jitter(&jitter)
    {
    }

    Put put(const protocol::AudioPacket& packet, double arrivalMs); // sequence 0: in the order of arrival, late but never lost
    Next take(double nowMs, Need need = Need::Now); // `nowMs`: when the packet's first sample will be played
    void finish() { m_finished = true; } // nothing more will come: play what is there
    // The speech pauses: when the delay has become too short for this network, the next packet waits. False: it does not.
    bool deepen(double nowMs);
    [[nodiscard]] bool isFinished() const { return m_finished && m_packets.empty(); }
    [[nodiscard]] int packets() const { return int(m_packets.size()); }
    [[nodiscard]] double soundMs() const { return double(m_soundUs) / 1000; }
    // How long after its earliest possible arrival the next packet is played, if it is played then.
    [[nodiscard]] double delayMs(double nowMs) const;

private:
    struct Entry
    {
        protocol::AudioPacket packet;
        int durationUs = 0;
        double mediaMs = 0; // where in the turn it belongs
    };

    [[nodiscard]] double mediaTime(const protocol::AudioPacket& packet, double durationMs);
    void learn(double mediaMs, double arrivalMs, double soundMs, bool isNewest);
    [[nodiscard]] int missing() const;
    [[nodiscard]] std::optional<Gap> gap(double nowMs);
    [[nodiscard]] protocol::AudioPacket takeFront();

    Limits m_limits;
    ArrivalJitter* m_jitter;
    DelayFloor m_floor;
    std::deque<Entry> m_packets;
    qint64 m_soundUs = 0;
    bool m_flowing = false;
    bool m_finished = false;
    double m_dryMs = -1; // since when there is nothing to take in the middle of the turn; negative: there is
    quint32 m_lastSequence = 0; // of the last packet taken or given up; 0: none
    bool m_lastWasPlayed = false;
    int m_lastDurationUs = 60000;
    quint32 m_newestSequence = 0; // the highest number seen
    double m_newestMs = 0; // and where it begins
    double m_endMs = 0; // of the sound seen so far
};

}
