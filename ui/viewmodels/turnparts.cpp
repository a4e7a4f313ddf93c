// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/turnparts.h"

#include <algorithm>

namespace myna::viewmodels {

TurnParts partsOf(const protocol::Timeline& timeline)
{
    qint64 reached = 0;
    // A stage that ended before the one ahead of it (a guess that came true) took no time of its own.
    const auto until = [&reached](const std::optional<qint64>& end) {
        const qint64 from = reached;
        reached = std::max(reached, end.value_or(reached));
        return int(reached - from);
    };
    TurnParts parts;
    parts.heardMs = until(timeline.recognised);
    parts.thoughtMs = until(timeline.firstSentence ? timeline.firstSentence : timeline.firstToken);
    parts.voiceMs = until(timeline.firstPacket ? timeline.firstPacket : timeline.firstAudio);
    return parts;
}

}
