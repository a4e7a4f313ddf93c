// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/tool.h"

#include "base/enumtable.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {
namespace {

constexpr auto typeNames = std::to_array<Word<ArgumentType>>({
    { ArgumentType::Boolean, QLatin1String("boolean") },
    { ArgumentType::Integer, QLatin1String("integer") },
    { ArgumentType::Number, QLatin1String("number") },
    { ArgumentType::Text, QLatin1String("string") },
});

QJsonObject schemaOf(const Argument& argument)
{
    QJsonObject schema { { u"type"_s, QString(wordOf(typeNames, argument.type)) } };
    if (!argument.description.isEmpty())
        schema.insert(u"description"_s, argument.description);
    if (argument.minimum)
        schema.insert(u"minimum"_s, *argument.minimum);
    if (argument.maximum)
        schema.insert(u"maximum"_s, *argument.maximum);
    if (!argument.choices.isEmpty())
        schema.insert(u"enum"_s, QJsonArray::fromStringList(argument.choices));
    return schema;
}

Argument argumentFrom(const QString& name, const QJsonObject& schema, bool required)
{
    Argument argument { .name = name, .description = schema["description"_L1].toString(), .required = required };
    const QString type = schema["type"_L1].toString();
    // Everything a peer may declare beyond these types is handed over as text.
    argument.type = valueOf<ArgumentType>(typeNames, type).value_or(ArgumentType::Text);
    if (schema["minimum"_L1].isDouble())
        argument.minimum = schema["minimum"_L1].toDouble();
    if (schema["maximum"_L1].isDouble())
        argument.maximum = schema["maximum"_L1].toDouble();
    for (const QJsonValue& choice : schema["enum"_L1].toArray()) {
        if (choice.isString())
            argument.choices.append(choice.toString());
    }
    return argument;
}

}

QJsonObject toJson(const ToolSpec& spec)
{
    QJsonObject properties;
    QJsonArray required;
    for (const Argument& argument : spec.arguments) {
        properties.insert(argument.name, schemaOf(argument));
        if (argument.required)
            required.append(argument.name);
    }
    QJsonObject schema { { u"type"_s, u"object"_s }, { u"properties"_s, properties } };
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    if (!spec.schema.isEmpty())
        schema = spec.schema;
    QJsonObject tool { { u"name"_s, spec.name }, { u"description"_s, spec.description }, { u"inputSchema"_s, schema } };
    if (spec.userOnly)
        tool.insert(u"annotations"_s, QJsonObject { { u"audience"_s, QJsonArray { u"user"_s } } });
    return tool;
}

Result<ToolSpec> toolSpecFromJson(const QJsonObject& object)
{
    ToolSpec spec { .name = object["name"_L1].toString(), .description = object["description"_L1].toString() };
    if (spec.name.isEmpty())
        return Error { Error::Code::Invalid, u"A tool without a name was offered."_s };
    const QJsonObject schema = object["inputSchema"_L1].toObject();
    const QJsonArray required = schema["required"_L1].toArray();
    const QJsonObject properties = schema["properties"_L1].toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (!it.value().isObject())
            return Error { Error::Code::Invalid, u"The tool %1 describes its argument %2 wrongly."_s.arg(spec.name, it.key()) };
        spec.arguments.append(argumentFrom(it.key(), it.value().toObject(), required.contains(it.key())));
    }
    spec.userOnly = object["annotations"_L1].toObject()["audience"_L1].toArray() == QJsonArray { u"user"_s };
    return spec;
}

}
