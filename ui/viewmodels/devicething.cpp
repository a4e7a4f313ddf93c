// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/devicething.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using things::PropertySpec;
using things::PropertyType;

namespace {

// As the property keeps it; invalid: that is no value of it.
QVariant valueFrom(const PropertySpec& property, const QJsonValue& told)
{
    switch (property.type) {
    case PropertyType::Boolean:
        return told.isBool() ? told.toVariant() : QVariant();
    case PropertyType::Integer:
        return told.isDouble() ? QVariant(int(std::lround(std::clamp(told.toDouble(), -1e9, 1e9)))) : QVariant();
    case PropertyType::Number:
        return told.isDouble() ? QVariant(told.toDouble()) : QVariant();
    case PropertyType::Choice:
        return property.choices.contains(told.toString()) ? told.toVariant() : QVariant();
    case PropertyType::Text:
    case PropertyType::Colour:
        return told.isString() ? QVariant(told.toString().left(200)) : QVariant();
    case PropertyType::Action:
        return {};
    }
    return {};
}

}

DeviceThing::DeviceThing(DeviceThingPlan plan, Call call, QObject* parent)
    : Thing(plan.spec, parent)
    , m_plan(std::move(plan))
    , m_call(std::move(call))
{
    for (const PropertySpec& property : spec().properties) {
        report(property.name, {}); // not known
        tell(property.name, m_plan.properties.value(property.name).value);
    }
}

const PropertySpec* DeviceThing::specOf(const QString& property) const
{
    const auto found = std::ranges::find(spec().properties, property, &PropertySpec::name);
    return found == spec().properties.end() ? nullptr : &*found;
}

void DeviceThing::tell(const QString& property, const QJsonValue& value)
{
    const PropertySpec* known = specOf(property);
    if (!known || value.isNull() || value.isUndefined())
        return;
    if (const QVariant told = valueFrom(*known, value); told.isValid())
        report(property, told);
}

void DeviceThing::tellState(const QJsonObject& state)
{
    for (auto it = state.begin(); it != state.end(); ++it)
        tell(it.key(), it.value());
}

void DeviceThing::tellStatus(const QJsonObject& status)
{
    for (auto it = m_plan.properties.begin(); it != m_plan.properties.end(); ++it) {
        const QString group = it->statusKey.section(u'/', 0, 0);
        if (!group.isEmpty())
            tell(it.key(), status[group].toObject()[it->statusKey.section(u'/', 1)]);
    }
}

bool DeviceThing::hasStatus() const
{
    return std::ranges::any_of(m_plan.properties, [](const DevicePropertyPlan& property) { return !property.statusKey.isEmpty(); });
}

void DeviceThing::apply(const QString& property, const QVariant& value, const things::Changed& done)
{
    const DevicePropertyPlan how = m_plan.properties.value(property);
    const bool off = value.typeId() == QMetaType::Bool && !value.toBool();
    const DeviceDeed& deed = off && !how.otherwise.tool.isEmpty() ? how.otherwise : how.deed;
    QJsonObject arguments;
    if (!deed.parameter.isEmpty())
        arguments.insert(deed.parameter, QJsonValue::fromVariant(value));
    m_call(deed.tool, arguments, done);
}

}

#include "moc_devicething.cpp"
