// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audiopacket.h"

#include <chrono>
#include <deque>

namespace myna::session {

struct EarlyLimits
{
    std::chrono::milliseconds span { 10000 }; // opening a link takes 5 s for the dial and 10 s for the hello at most, mostly far less
    qsizetype bytes = 512 * 1024; // ten seconds are 80 kB at the highest bitrate; this bounds what nobody foresaw
};

// What was said while nobody could hear it yet, in the order it was said. Bounded in span and size: the oldest goes first. Pure: the caller
// passes its monotonic clock in milliseconds.
class EarlyWords
{
public:
    explicit EarlyWords(EarlyLimits limits = {});

    void put(const protocol::AudioPacket& packet, qint64 nowMs);
    std::deque<protocol::AudioPacket> take(); // all of it; empty afterwards
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_kept.empty(); }
    [[nodiscard]] quint64 dropped() const { return m_dropped; } // packets that had to go for newer ones, ever

private:
    struct Kept
    {
        protocol::AudioPacket packet;
        qint64 sinceMs;
    };
    void dropOldest();

    EarlyLimits m_limits;
    std::deque<Kept> m_kept;
    qsizetype m_bytes = 0;
    quint64 m_dropped = 0;
};

}
