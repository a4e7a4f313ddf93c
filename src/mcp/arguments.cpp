// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/arguments.h"

#include <cmath>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

Error wrongArgument(const Argument& argument, QLatin1String rule)
{
    return { Error::Code::Invalid, u"Argument %1 %2"_s.arg(argument.name, rule) };
}

// What is wrong with one value, in words the model can act on; nothing when it is right.
std::optional<Error> complaint(const Argument& argument, const QJsonValue& value)
{
    switch (argument.type) {
    case ArgumentType::Boolean:
        if (!value.isBool())
            return wrongArgument(argument, "must be true or false"_L1);
        return std::nullopt;
    case ArgumentType::Text:
        if (!value.isString())
            return wrongArgument(argument, "must be a text"_L1);
        if (!argument.choices.isEmpty() && !argument.choices.contains(value.toString()))
            return Error { Error::Code::Invalid, u"Argument %1 must be one of: %2"_s.arg(argument.name, argument.choices.join(u", "_s)) };
        return std::nullopt;
    case ArgumentType::Integer:
    case ArgumentType::Number: {
        const bool whole = argument.type == ArgumentType::Integer;
        if (!value.isDouble())
            return wrongArgument(argument, whole ? "must be a whole number"_L1 : "must be a number"_L1);
        const double number = whole ? std::trunc(value.toDouble()) : value.toDouble();
        if (argument.minimum && number < *argument.minimum)
            return Error { Error::Code::Invalid, u"Argument %1 must be at least %2"_s.arg(argument.name).arg(*argument.minimum) };
        if (argument.maximum && number > *argument.maximum)
            return Error { Error::Code::Invalid, u"Argument %1 must be at most %2"_s.arg(argument.name).arg(*argument.maximum) };
        // No range of its own: still one that fits the int the tool will read.
        if (whole && std::abs(number) > 2147483647.0)
            return wrongArgument(argument, "is too large"_L1);
        return std::nullopt;
    }
    }
    return std::nullopt;
}

}

Result<QJsonObject> judgedArguments(const ToolSpec& spec, const QJsonValue& given)
{
    if (!given.isUndefined() && !given.isNull() && !given.isObject())
        return Error { Error::Code::Invalid, u"The arguments of %1 must be an object"_s.arg(spec.name) };
    const QJsonObject values = given.toObject();
    QJsonObject accepted;
    for (const Argument& argument : spec.arguments) {
        const QJsonValue value = values.value(argument.name);
        if (value.isUndefined() || value.isNull()) {
            if (argument.required)
                return wrongArgument(argument, "is missing"_L1);
            continue;
        }
        if (const auto wrong = complaint(argument, value))
            return *wrong;
        accepted.insert(argument.name, argument.type == ArgumentType::Integer ? QJsonValue(int(value.toDouble())) : value);
    }
    return accepted;
}

}
