// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace myna::server {

// What happened at the server's doors since it started.
struct EdgeCounters
{
    quint64 httpAnswers = 0;
    quint64 httpErrors = 0; // answered with 4xx or 5xx
    quint64 turnedAway = 0; // above the total of connections
    quint64 sessionsStarted = 0;
    quint64 sessionsClosed = 0;
    quint64 sessionsRefused = 0;
    quint64 codesOffered = 0;
    quint64 devicesBound = 0;
    quint64 turns = 0;
    quint64 peersRefused = 0; // by the networks allowed, or shut out
    quint64 offences = 0; // what devices did wrong
};

}
