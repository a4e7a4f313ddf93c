// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/sounddevice.h"

#include <QString>
#include <QVector>

namespace myna::viewmodels {

// One row of a device list; an empty id follows the system.
struct DeviceEntry
{
    QString id;
    QString text;
    bool operator==(const DeviceEntry&) const = default;
};

// Devices of one direction to choose from, the system's default first; a chosen one that is unplugged stays in the list.
QVector<DeviceEntry> deviceEntries(const QVector<audio::SoundDevice>& devices, bool input, const QString& chosen);

}
