// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

namespace myna::audio {

// Short signs for the ear. Rising: it is your turn; falling: it is not; low: nothing gets through. The chime is for trying a loudspeaker,
// and so long that one which has to wake up first still plays some of it.
enum class Cue { Listening, DoneListening, Muted, Error, Chime };

// At playbackRateHz, 100–200 ms (the chime 600), a quarter of full scale, silent at both ends. Made on the spot.
codec::PcmFrame cueSound(Cue cue);

}
