// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/thingtools.h"

#include <QJsonDocument>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {
namespace {

Tool setterOf(things::Thing& thing, const things::PropertySpec& property)
{
    Argument argument { .name = property.setParameter, .description = property.description, .type = argumentType(property.type) };
    if (property.type == things::PropertyType::Integer || property.type == things::PropertyType::Number) {
        argument.minimum = property.minimum;
        argument.maximum = property.maximum;
    }
    argument.choices = property.choices;
    const QString words = u"%1. Sets %2: %3."_s.arg(thing.spec().description, property.name, property.description);
    return { { .name = property.setTool, .description = words, .arguments = { argument } },
        [target = QPointer<things::Thing>(&thing), name = property.name, parameter = property.setParameter](
            const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
            if (!target)
                return answer(Error { Error::Code::NotFound, u"This thing is no longer there."_s });
            target->change(name, arguments.value(parameter).toVariant(),
                [answer](const Result<>& done) { answer(done ? Result<QString>(u"true"_s) : Result<QString>(done.error())); });
        } };
}

// The group in a tool name: `audio_speaker` of `self.audio_speaker.set_volume`; without tools, the thing's name in lower case.
QString statusKey(const things::ThingSpec& spec)
{
    for (const things::PropertySpec& property : spec.properties) {
        const QStringList parts = property.setTool.split(u'.');
        if (parts.size() == 3)
            return parts.at(1);
    }
    return spec.name.toLower();
}

}

ArgumentType argumentType(things::PropertyType type)
{
    switch (type) {
    case things::PropertyType::Boolean:
        return ArgumentType::Boolean;
    case things::PropertyType::Integer:
        return ArgumentType::Integer;
    case things::PropertyType::Number:
        return ArgumentType::Number;
    case things::PropertyType::Text:
    case things::PropertyType::Choice:
    case things::PropertyType::Colour:
    case things::PropertyType::Action:
        return ArgumentType::Text;
    }
    return ArgumentType::Text;
}

std::vector<Tool> toolsOf(things::Thing& thing)
{
    std::vector<Tool> tools;
    for (const things::PropertySpec& property : thing.spec().properties) {
        if (property.writable && !property.setTool.isEmpty())
            tools.push_back(setterOf(thing, property));
    }
    return tools;
}

QJsonObject statusOf(const things::ThingRegistry& registry)
{
    QJsonObject status;
    for (const things::Thing* thing : registry.things()) {
        if (!thing->isReachable())
            continue; // what it was last is not what it is
        QJsonObject values;
        for (const things::PropertySpec& property : thing->spec().properties) {
            if (const QVariant value = thing->value(property.name); value.isValid() && property.type != things::PropertyType::Action)
                values.insert(property.name, QJsonValue::fromVariant(value));
        }
        status.insert(statusKey(thing->spec()), values);
    }
    return status;
}

Tool deviceStatusTool(const things::ThingRegistry& registry)
{
    return { { .name = u"self.get_device_status"_s,
                 .description
                 = u"Gives the present state of this device: volume, lamp and its other things. Call it before changing something "
                   u"relative to its present value, and to answer questions about the device."_s },
        [source = QPointer<const things::ThingRegistry>(&registry)](const QJsonObject&, const ToolAnswer& answer, QObject*) {
            const QJsonObject status = source ? statusOf(*source) : QJsonObject();
            answer(QString::fromUtf8(QJsonDocument(status).toJson(QJsonDocument::Compact)));
        } };
}

}
