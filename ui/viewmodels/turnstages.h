// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

#include <QString>
#include <QVector>

namespace myna::viewmodels {

// A moment of a turn, in milliseconds since its beginning.
struct TurnStage
{
    enum class Kind { Asked, Recognised, FirstWord, FirstSound, End };
    Kind kind = Kind::Asked;
    qint64 ms = 0;
    bool operator==(const TurnStage&) const = default;
};

// The moments that were measured, in their order; nothing when no answer was. The first word of an answer shows in its emotion, too.
QVector<TurnStage> stagesOf(const protocol::Timeline& timeline);
QString stageName(TurnStage::Kind kind); // "First sound"
QString durationText(qint64 ms); // "420 ms", "3.2 s", in the user's language

}
