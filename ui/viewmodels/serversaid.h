// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/tone.h"

#include <QMetaType>
#include <QString>

namespace myna::viewmodels {

// What became of a wish, for a moment.
struct ServerSaid
{
    Tone tone = Tone::Neutral;
    QString text;
};

}

Q_DECLARE_METATYPE(myna::viewmodels::ServerSaid)
