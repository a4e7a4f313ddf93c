// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>

namespace myna::server {

// Tells a wake phrase from typed text, because both arrive as `listen` detect. Before a wake phrase the device has sent what it heard until
// then: a short run of sound that nobody had asked for, or that follows an abort with the phrase as its reason. Pure.
class WakeSign
{
public:
    // The firmware sends up to two seconds, 33 packets. Fewer are the tail of a device that has just stopped, more is talk.
    static constexpr int leastPackets = 5;
    static constexpr int mostPackets = 150;

    void packet(bool listening) { m_packets += m_named || !listening ? 1 : 0; }
    void aborted(const QString& reason)
    {
        m_named = reason == QLatin1String("wake_word_detected");
        m_packets = 0;
    }
    void clear() { *this = {}; } // `listen` start or stop, or a question: what comes next has nothing to do with it
    // At `listen` detect: whether its text is the phrase.
    bool take()
    {
        const int packets = std::exchange(*this, {}).m_packets;
        return packets >= leastPackets && packets <= mostPackets;
    }

private:
    int m_packets = 0;
    bool m_named = false;
};

}
