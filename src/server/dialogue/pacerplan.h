// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"

#include <QByteArray>

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace myna::server {

// One Opus packet, or a message that must keep its place between the packets.
using PacedItem = std::variant<QByteArray, protocol::Body>;

struct PacerLimits
{
    int frameMs = 60;
    int ahead = 5; // packets the device holds beyond the one it plays: 300 ms bridge the hiccups of a wireless network
    int deviceQueue = 40; // packets a device can hold; what comes beyond is lost there
    int tailMs = 120; // after the last packet was played in the model: what the device's own sound buffers still hold
};

// When what is sent: a model of the device's queue against a clock that the caller reads. Pure: no timer, no thread.
class PacerPlan
{
public:
    explicit PacerPlan(PacerLimits limits = {});

    void push(PacedItem item);
    void finish(); // nothing more of this speech
    void clear(); // forgets everything, at once

    struct Step
    {
        std::vector<PacedItem> due;
        std::optional<qint64> wakeAtMs; // nothing: until something is pushed
        bool drained = false; // finished, and played out on the device; once
    };
    // Everything that may be sent at `nowMs`, in order.
    Step advance(qint64 nowMs);

    static constexpr qint64 lateMs = 20;
    [[nodiscard]] int takeLate() { return std::exchange(m_late, 0); } // packets that were sent more than lateMs after they were due
    [[nodiscard]] int modelledQueue(qint64 nowMs) const; // packets on the device
    [[nodiscard]] qint64 queuedMs() const { return m_queuedSounds * m_limits.frameMs; } // sound not yet sent

private:
    [[nodiscard]] qint64 dueAt() const;
    [[nodiscard]] qint64 playedOutAt() const { return m_startMs + qint64(m_sent) * m_limits.frameMs; }

    PacerLimits m_limits;
    // A message has room for the largest there is; packets, of which many wait, should not pay for it.
    struct Waiting
    {
        QByteArray packet;
        std::unique_ptr<protocol::Body> message; // instead of a packet
    };

    std::deque<Waiting> m_items;
    qint64 m_queuedSounds = 0;
    qint64 m_startMs = 0; // when the device began to play the run of packets being counted
    int m_sent = 0; // in this run
    int m_late = 0;
    bool m_finished = false;
};

}
