// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devicemonitor.h"
#include "audio/devices.h"
#include "audio/keywordspotter.h"
#include "audio/watchdog.h"

#include <chrono>
#include <memory>

namespace myna::audio {

struct AudioTiming
{
    Watchdog::Timing watchdog;
    // Between two tries to open a device that is there but does not open, and after a loss.
    std::chrono::milliseconds retry { 1000 };
    // The first try after a loss: the server needs a moment to take the device off its list.
    std::chrono::milliseconds firstRetry { 100 };
    // Devices often change in threes (a dock, a headset, a new default). Opening one that is about to go hangs, so the list has to be
    // quiet.
    std::chrono::milliseconds settle { 150 };
    // How long the sound server may take to list its devices.
    std::chrono::milliseconds answer { 3000 };
    // A thread still stuck so long after the sound server was seen alive will never come back.
    std::chrono::milliseconds grace { 1000 };
    // How long the destructor waits for the audio thread before leaving it behind.
    std::chrono::milliseconds leave { 2000 };
};

// What an engine is made of; tests put in their own.
struct AudioParts
{
    std::unique_ptr<DeviceMonitor> monitor;
    std::unique_ptr<SoundBackend> backend;
    AudioTiming timing;
    std::unique_ptr<KeywordSpotter> spotter; // none: the built-in one, made when it is needed
};

}
