// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/deviceentries.h"

#include <QCoreApplication>

#include <algorithm>

namespace myna::viewmodels {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::SettingsViewModel)
};

}

QVector<DeviceEntry> deviceEntries(const QVector<audio::SoundDevice>& devices, bool input, const QString& chosen)
{
    QString systemName;
    QVector<DeviceEntry> list;
    for (const audio::SoundDevice& device : devices) {
        if (device.isInput != input)
            continue;
        if (device.isDefault)
            systemName = device.name;
        list << DeviceEntry { device.id, device.name };
    }
    list.prepend({ {}, systemName.isEmpty() ? Words::tr("System default") : Words::tr("System default (%1)").arg(systemName) });
    const bool present = std::any_of(list.begin(), list.end(), [&](const DeviceEntry& entry) { return entry.id == chosen; });
    if (!present)
        list << DeviceEntry { chosen, Words::tr("%1 (not plugged in)").arg(chosen) };
    return list;
}

}
