// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

namespace myna::audio {

// What the echo test plays: silence, three sweeps with pauses for their echo, and something like speech for the canceller to work on.
// A sweep is found even in an echo far below the noise; a canceller learns from speech better than from anything else.
struct EchoTestSound
{
    static constexpr int leadMs = 700; // to let what sounded before die away and to hear the room
    static constexpr int sweepMs = 400;
    static constexpr int pauseMs = 450; // longer than any echo is late
    static constexpr int sweeps = 3;
    static constexpr int speechMs = 2500;
    static constexpr int sweepsMs = sweeps * (sweepMs + pauseMs);
    static constexpr int totalMs = leadMs + sweepsMs + speechMs;

    static codec::PcmFrame make(); // mono, playbackRateHz; takes a few milliseconds
};

}
