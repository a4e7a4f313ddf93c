// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicemonitor.h"
#include "audio/qtdevicemonitor.h"

namespace myna::audio {

std::unique_ptr<DeviceMonitor> makeDeviceMonitor()
{
    return std::make_unique<QtDeviceMonitor>();
}

}
