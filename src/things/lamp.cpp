// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/lamp.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::things {
namespace {

const QString powerName = u"power"_s;
const QString brightnessName = u"brightness"_s;
constexpr int firstBrightness = 80; // percent: visible at once when the lamp is switched on for the first time

ThingSpec lampSpec()
{
    return { .name = u"Lamp"_s,
        .description = u"The lamp on the screen of this device"_s,
        .properties = {
            { .name = powerName,
                .description = u"Whether the lamp is on"_s,
                .type = PropertyType::Boolean,
                .setTool = u"self.lamp.set_power"_s,
                .setParameter = powerName },
            { .name = brightnessName,
                .description = u"Brightness of the lamp in percent"_s,
                .type = PropertyType::Integer,
                .setTool = u"self.lamp.set_brightness"_s,
                .setParameter = brightnessName },
        } };
}

}

Lamp::Lamp(QObject* parent)
    : Thing(lampSpec(), parent)
{
    report(brightnessName, firstBrightness);
}

bool Lamp::isOn() const
{
    return value(powerName).toBool();
}

int Lamp::brightness() const
{
    return value(brightnessName).toInt();
}

void Lamp::apply(const QString&, const QVariant&, const Changed& done)
{
    done({});
}

}
