// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/devicethingplan.h"

#include "mcp/tool.h"
#include "viewmodels/spokenname.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::DeviceMethod;
using admin::DeviceThings;
using admin::DeviceTool;
using things::PropertySpec;
using things::PropertyType;

namespace {

// What only starts something that a panel of switches should not: these stay in the list of tools.
bool isForPanel(const QString& verb)
{
    static const QStringList others { u"reboot"_s, u"restart"_s, u"reset"_s, u"upgrade_firmware"_s, u"reconfigure_wifi"_s, u"shutdown"_s,
        u"power_off"_s, u"factory_reset"_s };
    return !others.contains(verb) && !verb.startsWith("get_"_L1) && !verb.startsWith("list"_L1) && !verb.startsWith("scan"_L1);
}

// "0-100", "0 to 255", "0到100" in a description.
void readRange(const QString& words, PropertySpec& property)
{
    static const QRegularExpression range(u"(-?\\d{1,6})\\s*(?:-|–|~|\\.\\.|to|到|至)\\s*(\\d{1,6})"_s);
    const QRegularExpressionMatch match = range.match(words);
    if (match.hasMatch() && match.captured(1).toInt() < match.captured(2).toInt()) {
        property.minimum = match.captured(1).toInt();
        property.maximum = match.captured(2).toInt();
    }
}

PropertyType typeNamed(const QString& type)
{
    if (type == "boolean"_L1)
        return PropertyType::Boolean;
    return type == "number"_L1 || type == "integer"_L1 ? PropertyType::Number : PropertyType::Text;
}

bool isSame(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

const DeviceMethod* methodSetting(const admin::DeviceThing& thing, const QString& property)
{
    const auto found = std::ranges::find_if(thing.methods,
        [&](const DeviceMethod& method) { return method.parameters.size() == 1 && isSame(method.parameters.first().name, property); });
    return found == thing.methods.end() ? nullptr : &*found;
}

const DeviceMethod* methodNamed(const admin::DeviceThing& thing, const QStringList& names)
{
    const auto found = std::ranges::find_if(thing.methods,
        [&](const DeviceMethod& method) { return method.parameters.isEmpty() && names.contains(method.name, Qt::CaseInsensitive); });
    return found == thing.methods.end() ? nullptr : &*found;
}

DeviceThingPlan planOf(const admin::DeviceThing& thing)
{
    DeviceThingPlan plan { .spec = { .name = thing.name, .description = thing.description, .title = spokenName(thing.name) } };
    QStringList used;
    for (const admin::DeviceThing::Property& told : thing.properties) {
        PropertySpec property { .name = told.name,
            .description = told.description,
            .type = typeNamed(told.type),
            .writable = false,
            .title = spokenName(told.name) };
        DevicePropertyPlan how { .value = told.value };
        const DeviceMethod* setter = methodSetting(thing, told.name);
        // A Lamp of old firmware has `power`, TurnOn and TurnOff.
        const DeviceMethod* on = methodNamed(thing, { u"TurnOn"_s, u"turn_on"_s });
        const DeviceMethod* off = methodNamed(thing, { u"TurnOff"_s, u"turn_off"_s });
        if (setter) {
            how.deed = { setter->tool, setter->parameters.first().name };
            used.append(setter->name);
            readRange(setter->parameters.first().description + u' ' + told.description, property);
        } else if (property.type == PropertyType::Boolean && on && off && !used.contains(on->name)) {
            how.deed = { on->tool, {} };
            how.otherwise = { off->tool, {} };
            used << on->name << off->name;
        }
        property.writable = !how.deed.tool.isEmpty();
        plan.spec.properties.append(property);
        plan.properties.insert(property.name, how);
    }
    for (const DeviceMethod& method : thing.methods) {
        if (!method.parameters.isEmpty() || used.contains(method.name) || plan.properties.contains(method.name))
            continue;
        plan.spec.properties.append(
            { .name = method.name, .description = method.description, .type = PropertyType::Action, .title = spokenName(method.name) });
        plan.properties.insert(method.name, { .deed = { method.tool, {} } });
    }
    return plan;
}

// `self.audio_speaker.set_volume`: group audio_speaker, verb set_volume.
struct ToolName
{
    QString group;
    QString verb;
};

std::optional<ToolName> split(const QString& name)
{
    const QStringList parts = name.split(u'.');
    if (parts.size() < 2 || parts.last().isEmpty() || parts.at(parts.size() - 2).isEmpty() || parts.at(parts.size() - 2) == "self"_L1)
        return std::nullopt;
    return ToolName { parts.at(parts.size() - 2), parts.last() };
}

// The property that a tool with one argument sets; nothing when it does something else.
std::optional<PropertySpec> propertySetBy(const mcp::ToolSpec& tool, const ToolName& name)
{
    if (tool.arguments.size() != 1 || !name.verb.startsWith("set_"_L1))
        return std::nullopt;
    const mcp::Argument& argument = tool.arguments.first();
    PropertySpec property { .name = name.verb.mid(4), .description = argument.description };
    property.title = spokenName(property.name);
    switch (argument.type) {
    case mcp::ArgumentType::Boolean:
        property.type = PropertyType::Boolean;
        return property;
    case mcp::ArgumentType::Integer:
    case mcp::ArgumentType::Number:
        property.type = argument.type == mcp::ArgumentType::Integer ? PropertyType::Integer : PropertyType::Number;
        if (argument.minimum && argument.maximum && *argument.minimum < *argument.maximum) {
            property.minimum = *argument.minimum;
            property.maximum = *argument.maximum;
        } else {
            readRange(argument.description, property);
        }
        if (property.minimum == 0 && property.maximum == 100)
            property.unit = u"%"_s;
        return property;
    case mcp::ArgumentType::Text:
        if (argument.choices.size() < 2)
            return std::nullopt; // any text: that is for the list of tools
        property.type = PropertyType::Choice;
        property.choices = argument.choices;
        return property;
    }
    return std::nullopt;
}

void addTool(QVector<DeviceThingPlan>& plans, const DeviceTool& offered)
{
    const Result<mcp::ToolSpec> tool = mcp::toolSpecFromJson(offered.spec);
    if (!tool || offered.source != DeviceTool::Source::Device || !offered.allowed || tool->userOnly)
        return;
    const std::optional<ToolName> name = split(offered.name);
    if (!name || !isForPanel(name->verb))
        return;
    std::optional<PropertySpec> property = propertySetBy(tool.value(), *name);
    DevicePropertyPlan how { .deed = { offered.name, {} } };
    if (property) {
        how.deed.parameter = tool->arguments.first().name;
        how.statusKey = name->group + u'/' + property->name;
    } else if (tool->arguments.isEmpty()) {
        property = PropertySpec {
            .name = name->verb, .description = tool->description, .type = PropertyType::Action, .title = spokenName(name->verb)
        };
    } else {
        return;
    }
    auto plan = std::ranges::find(plans, name->group, [](const DeviceThingPlan& known) { return known.spec.name; });
    if (plan == plans.end())
        plan = plans.insert(plans.end(), { .spec = { .name = name->group, .title = spokenName(name->group) } });
    if (plan->properties.contains(property->name))
        return;
    plan->properties.insert(property->name, how);
    plan->spec.properties.append(*property);
}

}

QVector<DeviceThingPlan> deviceThingPlans(const DeviceThings& device)
{
    QVector<DeviceThingPlan> plans;
    for (const admin::DeviceThing& thing : device.things)
        plans.append(planOf(thing));
    for (const DeviceTool& tool : device.tools)
        addTool(plans, tool);
    plans.removeIf([](const DeviceThingPlan& plan) { return plan.spec.properties.isEmpty(); });
    return plans;
}

}
