// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/checkup.h"

namespace myna::daemon {

// Lets the engines talk to each other: the voice says a question, the recogniser understands it, the assistant answers.
void lookAtEngines(const QString& language, QObject* context, const Check::Answer& answer);

}
