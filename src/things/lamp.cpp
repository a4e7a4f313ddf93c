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
        .description = u"The lamp: the light at home that the user chose for it, or else the one on the screen of this device"_s,
        .properties = {
            { .name = powerName,
                .description = u"Whether the lamp is on"_s,
                .type = PropertyType::Boolean,
                .setTool = u"self.lamp.set_power"_s,
                .setParameter = powerName },
            { .name = brightnessName,
                .description = u"Brightness of the lamp in percent"_s,
                .type = PropertyType::Integer,
                .unit = u"%"_s,
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

void Lamp::standFor(Thing* light)
{
    if (m_light == light)
        return;
    if (m_light)
        m_light->disconnect(this);
    m_light = light;
    reportReachable(!light || light->isReachable(), light ? light->unreachableSince() : QDateTime());
    if (!light)
        return;
    for (const PropertySpec& property : spec().properties) {
        if (const QVariant value = light->value(property.name); value.isValid())
            report(property.name, value);
    }
    connect(light, &Thing::valueChanged, this, [this](const QString& property, const QVariant& value) {
        if (value.isValid())
            report(property, value);
    });
    connect(
        light, &Thing::reachableChanged, this, [this, light](bool reachable) { reportReachable(reachable, light->unreachableSince()); });
    connect(light, &QObject::destroyed, this, [this] { reportReachable(true); });
}

void Lamp::apply(const QString& property, const QVariant& value, const Changed& done)
{
    if (m_light)
        return m_light->change(property, value, done);
    done({});
}

}

#include "moc_lamp.cpp"
