// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"

namespace myna::protocol {

// Our server stops by itself because it heard its user speak over the answer: what the device still holds of it is not wanted any more.
// Any other `tts` stop means "that was all", and the rest is played. Devices that do not know this play up to 300 ms longer.
[[nodiscard]] inline Speech interruptedStop()
{
    return { SpeechState::Stop, QStringLiteral("interrupted") };
}

}
