// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/replaywindow.h"

namespace myna::transport {

namespace {

constexpr quint32 width = 64; // more than a second of 20 ms packets
constexpr quint32 longestLeap = 30'000; // ten minutes of 20 ms packets

}

bool ReplayWindow::accept(quint32 sequence)
{
    if (sequence == 0)
        return false; // senders count before they send
    if (m_seen == 0) {
        m_newest = sequence;
        m_seen = 1;
        return true;
    }
    // Modulo 2^32 on purpose: senders wrap, after years. A late packet from before that is not missed.
    const quint32 ahead = sequence - m_newest;
    if (ahead != 0 && ahead <= longestLeap) {
        m_seen = ahead < width ? (m_seen << ahead) | 1 : 1;
        m_newest = sequence;
        return true;
    }
    const quint32 behind = m_newest - sequence;
    if (sequence > m_newest || behind >= width || (m_seen >> behind & 1) != 0)
        return false;
    m_seen |= quint64(1) << behind;
    return true;
}

}
