// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"
#include "server/metrics/metrics.h"

namespace myna::server {

// How turns went since the start. Edge thread.
class TurnMetrics
{
public:
    void add(const TurnReport& report);
    void appendTo(MetricsSnapshot& snapshot) const;

private:
    Durations m_recognised;
    Durations m_firstToken;
    Durations m_firstSound;
    Durations m_own;
    quint64 m_failures = 0;
    quint64 m_interrupted = 0;
    quint64 m_toolCalls = 0;
    quint64 m_toolFailures = 0;
    quint64 m_frames = 0;
    quint64 m_framesLate = 0;
};

}
