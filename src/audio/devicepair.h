// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/sounddevice.h"

#include <optional>

namespace myna::audio {

// The microphone and the loudspeaker that belong to a choice.
struct DevicePair
{
    std::optional<SoundDevice> input;
    std::optional<SoundDevice> output;

    [[nodiscard]] QString inputId() const { return input ? input->id : QString(); }
    [[nodiscard]] QString outputId() const { return output ? output->id : QString(); }
    // The sound system takes what this loudspeaker plays out of what this microphone hears.
    [[nodiscard]] bool isEchoFree() const;
};

// The chosen device, else the system's default, else the first; nothing when there is none of this direction.
std::optional<SoundDevice> deviceFor(const QVector<SoundDevice>& devices, bool isInput, const QString& chosenId);

// Both directions. When neither is chosen and an echo canceller of the system stands in front of the two defaults, its ends are used
// instead.
DevicePair pairFor(const QVector<SoundDevice>& devices, const DeviceChoice& choice);

}
