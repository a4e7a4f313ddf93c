// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/jitterbuffer.h"

#include "codec/speechcodec.h"

namespace myna::audio {

namespace {

// Distance on a counter that wraps.
int distance(quint32 from, quint32 to)
{
    return int(to - from);
}

}

JitterBuffer::Put JitterBuffer::put(const protocol::AudioPacket& packet)
{
    const auto duration = codec::packetDurationUs(packet.opus);
    if (!duration)
        return Put::Invalid;
    if (int(m_packets.size()) >= m_limits.maxPackets)
        return Put::Full;
    auto place = m_packets.end();
    if (packet.sequence != 0) {
        if (m_lastSequence != 0 && distance(m_lastSequence, packet.sequence) <= 0)
            return Put::Late;
        while (place != m_packets.begin()) {
            const quint32 before = std::prev(place)->packet.sequence;
            if (before == packet.sequence)
                return Put::Duplicate;
            if (before == 0 || distance(before, packet.sequence) > 0)
                break;
            --place;
        }
    }
    m_packets.insert(place, { packet, *duration });
    m_soundUs += *duration;
    return Put::Accepted;
}

JitterBuffer::Next JitterBuffer::take()
{
    if (m_soundUs >= qint64(m_limits.prerollMs) * 1000 || m_finished)
        m_flowing = true;
    if (m_packets.empty())
        m_flowing = false; // starved: collect again before going on
    if (!m_flowing)
        return Wait {};
    const Entry& first = m_packets.front();
    if (m_lastSequence != 0 && first.packet.sequence != 0) {
        const int missing = distance(m_lastSequence, first.packet.sequence) - 1;
        if (missing > 0 && missing <= m_limits.maxGapPackets) {
            ++m_lastSequence;
            return Gap { m_lastDurationUs, missing == 1 ? first.packet.opus : QByteArray() };
        }
    }
    Entry taken = std::move(m_packets.front());
    m_packets.pop_front();
    m_soundUs -= taken.durationUs;
    m_lastSequence = taken.packet.sequence;
    m_lastDurationUs = taken.durationUs;
    return std::move(taken.packet);
}

void JitterBuffer::clear()
{
    *this = JitterBuffer(m_limits);
}

}
