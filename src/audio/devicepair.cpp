// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicepair.h"

#include <algorithm>

namespace myna::audio {

namespace {

const SoundDevice* find(const QVector<SoundDevice>& devices, const auto& matches)
{
    const auto found = std::find_if(devices.begin(), devices.end(), matches);
    return found == devices.end() ? nullptr : &*found;
}

}

bool DevicePair::isEchoFree() const
{
    return input && output && !input->echoGroup.isEmpty() && input->echoGroup == output->echoGroup;
}

std::optional<SoundDevice> deviceFor(const QVector<SoundDevice>& devices, bool isInput, const QString& chosenId)
{
    std::optional<SoundDevice> best;
    for (const SoundDevice& device : devices) {
        if (device.isInput != isInput)
            continue;
        if (device.id == chosenId)
            return device;
        if (!best || device.isDefault)
            best = device;
    }
    return best;
}

DevicePair pairFor(const QVector<SoundDevice>& devices, const DeviceChoice& choice)
{
    DevicePair pair { deviceFor(devices, true, choice.inputId), deviceFor(devices, false, choice.outputId) };
    const bool follows = pair.inputId() != choice.inputId && pair.outputId() != choice.outputId;
    if (!follows || !pair.input || !pair.output || pair.isEchoFree())
        return pair;
    for (const SoundDevice& input : devices) {
        if (!input.isInput || input.echoGroup.isEmpty() || input.masterId != pair.input->id)
            continue;
        const auto* output = find(devices, [&](const SoundDevice& device) {
            return !device.isInput && device.echoGroup == input.echoGroup && device.masterId == pair.output->id;
        });
        if (output)
            return { input, *output };
    }
    return pair;
}

}
