// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/systemvolume.h"

namespace myna::audio {

// Not known here yet: the volume of Myna's own playback is what there is.
std::unique_ptr<SystemVolume> makeSystemVolume()
{
    return nullptr;
}

}
