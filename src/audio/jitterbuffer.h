// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audiopacket.h"

#include <deque>
#include <variant>

namespace myna::audio {

// Orders the packets of one turn and decides when there is enough to start. Pure: the loudspeaker asks, so it needs no clock and no thread.
class JitterBuffer
{
public:
    struct Limits
    {
        // One 60 ms frame plus a little: a stream of 60 ms frames starts with its second one, of 20 ms frames with its fourth.
        int prerollMs = 80;
        // 7 s of 60 ms frames. Servers run up to 2.4 s ahead and some send a whole sentence at once; what does not fit is dropped at the
        // end, because a sentence without its start is worse than one without its end.
        int maxPackets = 120;
        // A longer hole is jumped over: concealment has faded to silence by then.
        int maxGapPackets = 5;
    };
    struct Wait
    {
    }; // nothing now: before the start, or everything is taken
    struct Gap
    { // a packet is missing
        int durationUs = 0;
        QByteArray following; // the packet right behind the hole, which may carry its sound (FEC); else empty
    };
    using Next = std::variant<protocol::AudioPacket, Wait, Gap>;
    enum class Put { Accepted, Late, Duplicate, Full, Invalid };

    JitterBuffer() = default;
    explicit JitterBuffer(const Limits& limits)
        : m_limits(limits)
    {
    }

    Put put(const protocol::AudioPacket& packet); // sequence 0: in the order of arrival
    Next take();
    void startNow() { m_flowing = true; } // enough waited
    void finish() { m_finished = true; } // nothing more will come: play what is there
    void clear();
    [[nodiscard]] bool isFinished() const { return m_finished && m_packets.empty(); }
    [[nodiscard]] int packets() const { return int(m_packets.size()); }
    [[nodiscard]] double soundMs() const { return double(m_soundUs) / 1000; }

private:
    struct Entry
    {
        protocol::AudioPacket packet;
        int durationUs = 0;
    };

    Limits m_limits;
    std::deque<Entry> m_packets;
    qint64 m_soundUs = 0;
    bool m_flowing = false;
    bool m_finished = false;
    quint32 m_lastSequence = 0; // of the last packet taken or given up; 0: none
    int m_lastDurationUs = 60000;
};

}
