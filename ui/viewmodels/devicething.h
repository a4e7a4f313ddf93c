// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/devicethingplan.h"

#include <functional>

namespace myna::viewmodels {

// A thing of a device that is connected to the server being managed; changed through one of its tools. Lives on the main thread.
class DeviceThing final : public things::Thing
{
    Q_OBJECT

public:
    using Call = std::function<void(const QString& tool, const QJsonObject& arguments, const things::Changed& done)>;

    DeviceThing(DeviceThingPlan plan, Call call, QObject* parent = nullptr);

    // Facts; a value that is not told is not known.
    void tell(const QString& property, const QJsonValue& value);
    void tellState(const QJsonObject& state); // {"power":true,…}, as much of it as is known
    void tellStatus(const QJsonObject& status); // of self.get_device_status
    void tellConnected(bool connected) { reportReachable(connected); }
    [[nodiscard]] bool hasStatus() const; // it is in self.get_device_status
    [[nodiscard]] const DeviceThingPlan& plan() const { return m_plan; }

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;

private:
    [[nodiscard]] const things::PropertySpec* specOf(const QString& property) const;

    DeviceThingPlan m_plan;
    Call m_call;
};

}
