// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/qtdevicemonitor.h"

#include "base/invoke.h"

#include <QAudioDevice>

namespace myna::audio {

void QtDeviceMonitor::start()
{
    m_devices.emplace();
    connect(&*m_devices, &QMediaDevices::audioInputsChanged, this, &QtDeviceMonitor::refresh);
    connect(&*m_devices, &QMediaDevices::audioOutputsChanged, this, &QtDeviceMonitor::refresh);
    refresh();
}

void QtDeviceMonitor::refresh()
{
    SoundSystem system { true, {} };
    const auto add = [&](const QList<QAudioDevice>& devices, bool isInput) {
        for (const QAudioDevice& device : devices)
            system.devices.append({ QString::fromUtf8(device.id()), device.description(), isInput, device.isDefault() });
    };
    add(QMediaDevices::audioInputs(), true);
    add(QMediaDevices::audioOutputs(), false);
    onThreadOf(this, [this, system] { emit listed(system); });
}

}
