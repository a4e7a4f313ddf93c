// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

#include <QMap>

namespace myna::viewmodels {

// One argument of a tool as somebody fills it in.
struct ToolField
{
    enum class Kind {
        Switch,
        Whole,
        Number,
        Text,
        Choice,
        Json, // a list or an object, written as JSON
    };
    QString name; // on the wire
    QString title; // for people; the name itself where nothing better is known
    QString words; // what it is; the tool's own, in its language, where it is not known
    Kind kind = Kind::Text;
    bool required = false;
    std::optional<double> minimum;
    std::optional<double> maximum;
    QStringList choices;
    QString standard; // as typed; empty: none
    bool operator==(const ToolField&) const = default;
};

// From the JSON schema of its arguments; those that are required come first.
QVector<ToolField> toolFields(const mcp::ToolSpec& spec);

// What was typed as arguments, or what is wrong with which field. A field left empty is not given.
struct ToolInput
{
    QJsonObject arguments;
    QMap<QString, QString> wrong; // field to sentence
};
ToolInput toolInput(const QVector<ToolField>& fields, const QMap<QString, QString>& typed);

}
