// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <chrono>
#include <functional>
#include <optional>

class QObject;

namespace myna::mcp {

enum class ArgumentType { Boolean, Integer, Number, Text };

struct Argument
{
    QString name;
    QString description;
    ArgumentType type = ArgumentType::Text;
    bool required = true;
    std::optional<double> minimum;
    std::optional<double> maximum;
    QStringList choices; // of a text; empty: any
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
    QString title; // what it does, for people, in their language; not on the wire
    bool isPrivate = false; // what it answers is the user's own: the list of calls keeps no word of it; not on the wire
    bool operator==(const ToolSpec&) const = default;
};

// The finished call: a text (JSON text for objects), or an error whose sentence the model reads.
using ToolAnswer = std::function<void(Result<QString>)>;

// What happens to a call for which the user decided nothing.
enum class Decision { Allow, Ask, Deny };

// Does the call. `arguments` are judged against the spec; `answer` is called exactly once, now or later. `call` lives as long as somebody
// waits for the answer: context of what is connected, and its destroyed() is the end of a call that was cancelled or took too long.
using ToolRun = std::function<void(const QJsonObject& arguments, ToolAnswer answer, QObject* call)>;

// Something the other side may call.
struct Tool
{
    ToolSpec spec;
    ToolRun run;
    Decision standard = Decision::Allow;
    std::chrono::milliseconds limit { 25000 }; // servers wait 30 s
};

// {"name":…,"description":…,"inputSchema":{…}} as `tools/list` carries it, both ways.
QJsonObject toJson(const ToolSpec& spec);
Result<ToolSpec> toolSpecFromJson(const QJsonObject& object);

}
