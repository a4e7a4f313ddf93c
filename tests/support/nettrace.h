// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QString>
#include <QVector>

namespace myna::test {

// When packets were sent and when they came, from tests/data/traces.
struct NetTrace
{
    struct Packet
    {
        double sentMs = 0;
        double arrivalMs = -1; // negative: lost
    };
    QString name;
    bool datagrams = false; // numbered, may be lost or overtaken; else a stream: late at worst
    int frameMs = 60;
    QVector<Packet> packets;

    [[nodiscard]] double fastestMs() const; // the shortest way of any packet
    [[nodiscard]] double lastArrivalMs() const;
    [[nodiscard]] QVector<int> byArrival() const; // indices of those that came, in the order of arrival
};

QVector<NetTrace> netTraces(); // all of them, by name

// What came of a clip that was sent along a trace, `recording` beginning with the trace.
struct Heard
{
    double delayP50Ms = -1; // of what was heard, beyond the network's shortest way; far below 0 when sound was skipped
    double delayP95Ms = -1;
    double lostStartMs = 0; // of the clip's sound
    double lostEndMs = 0;
    double wholePercent = 0; // of the moments of speech: heard as they were sent
};
Heard judged(const codec::PcmFrame& clip, const codec::PcmFrame& recording, const NetTrace& trace);

// The sharpest bend of the waveform: the highest second difference. A click has a high one.
int sharpestBend(const codec::PcmFrame& clip);

}
