// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

namespace myna::viewmodels {

// What the time between the end of speech and the first sound was spent on, in milliseconds. A part nobody measured is 0.
struct TurnParts
{
    int heardMs = 0;
    int thoughtMs = 0;
    int voiceMs = 0;
    bool operator==(const TurnParts&) const = default;
    [[nodiscard]] int wholeMs() const { return heardMs + thoughtMs + voiceMs; }
};

TurnParts partsOf(const protocol::Timeline& timeline);

}
