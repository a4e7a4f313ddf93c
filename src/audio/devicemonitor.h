// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/sounddevice.h"

#include <QObject>

#include <memory>

namespace myna::audio {

// Tells which devices exist and which are the system's defaults, and when that changes. Never blocks.
class DeviceMonitor : public QObject
{
    Q_OBJECT

public:
    virtual void start() = 0;
    // Asks the sound server anew; listed() follows when it answers, so this also tells whether it is alive.
    virtual void refresh() = 0;

signals:
    void listed(const myna::audio::SoundSystem& system); // after start, every change and every refresh
    // Why there is no server: it is there and refuses this user (true), or it cannot be reached (false). listed() follows.
    void accessDenied(bool denied);
};

std::unique_ptr<DeviceMonitor> makeDeviceMonitor(); // the platform's

}
