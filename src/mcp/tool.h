// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QVector>

#include <functional>
#include <optional>

namespace myna::mcp {

enum class ArgumentType { Boolean, Integer, Text };

struct Argument
{
    QString name;
    QString description;
    ArgumentType type = ArgumentType::Text;
    bool required = true;
    std::optional<int> minimum;
    std::optional<int> maximum;
    bool operator==(const Argument&) const = default;
};

// What the other side may call: name, words for the model, and the shape of its arguments.
struct ToolSpec
{
    QString name;
    QString description;
    QVector<Argument> arguments;
    bool userOnly = false; // annotations.audience ["user"]
    QJsonObject schema; // of its arguments as the peer declared it, where that says more than `arguments` can; empty: they say all
    bool operator==(const ToolSpec&) const = default;
};

// The finished call: a text (JSON text for objects), or an error whose sentence the model reads.
using ToolAnswer = std::function<void(Result<QString>)>;

// Something the other side may call. `run` gets arguments already judged against the spec and answers exactly once, now or later.
struct Tool
{
    ToolSpec spec;
    std::function<void(const QJsonObject& arguments, ToolAnswer answer)> run;
};

// {"name":…,"description":…,"inputSchema":{…}} as `tools/list` carries it, both ways.
QJsonObject toJson(const ToolSpec& spec);
Result<ToolSpec> toolSpecFromJson(const QJsonObject& object);

}
