// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/earlywords.h"

#include <utility>

namespace myna::session {

EarlyWords::EarlyWords(EarlyLimits limits)
    : m_limits(limits)
{
}

void EarlyWords::put(const protocol::AudioPacket& packet, qint64 nowMs)
{
    m_bytes += packet.opus.size();
    m_kept.push_back({ packet, nowMs });
    while (!m_kept.empty() && (m_bytes > m_limits.bytes || nowMs - m_kept.front().sinceMs > m_limits.span.count()))
        dropOldest();
}

std::deque<protocol::AudioPacket> EarlyWords::take()
{
    std::deque<protocol::AudioPacket> packets;
    for (Kept& kept : m_kept)
        packets.push_back(std::move(kept.packet));
    clear();
    return packets;
}

void EarlyWords::clear()
{
    m_kept.clear();
    m_bytes = 0;
}

void EarlyWords::dropOldest()
{
    m_bytes -= m_kept.front().packet.opus.size();
    m_kept.pop_front();
    ++m_dropped;
}

}
