// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devicemonitor.h"

#include <QMediaDevices>

#include <optional>

namespace myna::audio {

// The monitor of the systems where QMediaDevices tells the truth: Windows and macOS.
class QtDeviceMonitor final : public DeviceMonitor
{
public:
    void start() override;
    void refresh() override;

private:
    std::optional<QMediaDevices> m_devices;
};

}
