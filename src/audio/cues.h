// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

namespace myna::audio {

// Short signs for the ear. Rising: it is your turn; falling: it is not; low: nothing gets through.
enum class Cue { Listening, DoneListening, Muted, Error };

// At playbackRateHz, 100–200 ms, a quarter of full scale, silent at both ends. Made on the spot.
codec::PcmFrame cueSound(Cue cue);

}
