// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audiopacket.h"

#include <QVector>

#include <utility>

namespace myna::server {

// What a device sent before it was known who it is: kept until then, and no more than a bound.
class EarlySound
{
public:
    void setLimit(qint64 bytes) { m_limit = bytes; }
    // False: it was too much, and everything until now is dropped.
    bool put(const protocol::AudioPacket& packet)
    {
        m_bytes += packet.opus.size() + qint64(sizeof(protocol::AudioPacket));
        m_packets.append(packet);
        if (m_bytes <= m_limit)
            return true;
        m_dropped += quint64(m_packets.size());
        clear();
        return false;
    }
    [[nodiscard]] QVector<protocol::AudioPacket> take()
    {
        m_bytes = 0;
        return std::exchange(m_packets, {});
    }
    void clear() { (void)take(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] quint64 dropped() const { return m_dropped; } // packets

private:
    QVector<protocol::AudioPacket> m_packets;
    qint64 m_limit = 0;
    qint64 m_bytes = 0;
    quint64 m_dropped = 0;
};

}
