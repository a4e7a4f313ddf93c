// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/devicethings.h"
#include "things/thing.h"

namespace myna::viewmodels {

// One call of a tool that changes something: with the value as `parameter`, or with nothing.
struct DeviceDeed
{
    QString tool;
    QString parameter; // empty: it takes none
    bool operator==(const DeviceDeed&) const = default;
};

// How a property of a device's thing is changed and known.
struct DevicePropertyPlan
{
    DeviceDeed deed; // tool empty: it is read only
    DeviceDeed otherwise; // for false, where another tool does that
    QJsonValue value; // null: not told
    QString statusKey; // where it stands in self.get_device_status, as "group/name"; empty: nowhere
    bool operator==(const DevicePropertyPlan&) const = default;
};

// A thing of a connected device: what a panel shows of it, and what its controls do.
struct DeviceThingPlan
{
    things::ThingSpec spec;
    QMap<QString, DevicePropertyPlan> properties; // by name
    bool operator==(const DeviceThingPlan&) const = default;
};

// What can be made of a device's legacy things, and of its tools that set one value (`self.audio_speaker.set_volume`) or take nothing
// (`self.lamp.turn_on`). Tools that take more, and those only its user should call, belong to the list of tools. Pure.
QVector<DeviceThingPlan> deviceThingPlans(const admin::DeviceThings& device);

}
