// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/systemvolume.h"

#include <utility>

namespace myna::audio {

void SystemVolume::report(const std::optional<OutputLevel>& level)
{
    if (std::exchange(m_level, level) != level)
        emit levelChanged();
}

}

#include "moc_systemvolume.cpp"
