// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolfield.h"

#include "viewmodels/toolwords.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

constexpr qsizetype mostFields = 40;
constexpr double largestWhole = 9007199254740991.0; // what JSON's numbers hold exactly

QString tr(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

// "string" of "string" and of ["string","null"]; empty when there is no single one.
QString typeIn(const QJsonObject& schema)
{
    const QJsonValue type = schema["type"_L1];
    if (type.isString())
        return type.toString();
    QStringList types;
    for (const QJsonValue& one : type.toArray()) {
        if (one.toString() != "null"_L1)
            types.append(one.toString());
    }
    return types.size() == 1 ? types.first() : QString();
}

ToolField::Kind kindOf(const QString& type)
{
    using Kind = ToolField::Kind;
    if (type == "boolean"_L1)
        return Kind::Switch;
    if (type == "integer"_L1)
        return Kind::Whole;
    if (type == "number"_L1)
        return Kind::Number;
    return type == "string"_L1 ? Kind::Text : Kind::Json;
}

QString typedFrom(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isUndefined() || value.isNull())
        return {};
    // An array around it makes a document of any value.
    const QByteArray list = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

ToolField fieldFrom(const QString& name, const QJsonObject& schema, bool required)
{
    ToolField field { .name = name, .words = schema["description"_L1].toString(), .kind = kindOf(typeIn(schema)), .required = required };
    if (schema["minimum"_L1].isDouble())
        field.minimum = schema["minimum"_L1].toDouble();
    if (schema["maximum"_L1].isDouble())
        field.maximum = schema["maximum"_L1].toDouble();
    for (const QJsonValue& choice : schema["enum"_L1].toArray()) {
        if (choice.isString())
            field.choices.append(choice.toString());
    }
    if (!field.choices.isEmpty())
        field.kind = ToolField::Kind::Choice;
    field.standard = typedFrom(schema["default"_L1]);
    return field;
}

QString wrongNumber(const ToolField& field, double number)
{
    const QLocale locale;
    if (field.minimum && number < *field.minimum)
        return tr("At least %1.").arg(locale.toString(*field.minimum));
    if (field.maximum && number > *field.maximum)
        return tr("At most %1.").arg(locale.toString(*field.maximum));
    return {};
}

// The value, or a sentence.
Result<QJsonValue> read(const ToolField& field, const QString& typed)
{
    const auto wrong = [](const QString& text) { return Error { Error::Code::Invalid, text }; };
    switch (field.kind) {
    case ToolField::Kind::Switch:
        return QJsonValue(typed == "true"_L1);
    case ToolField::Kind::Text:
        return QJsonValue(typed);
    case ToolField::Kind::Choice:
        if (!field.choices.contains(typed))
            return wrong(tr("Choose one of the list."));
        return QJsonValue(typed);
    case ToolField::Kind::Whole:
    case ToolField::Kind::Number: {
        bool isNumber = false;
        double number = QLocale().toDouble(typed.trimmed(), &isNumber);
        if (!isNumber)
            number = QLocale::c().toDouble(typed.trimmed(), &isNumber);
        if (!isNumber || !std::isfinite(number))
            return wrong(tr("Write a number."));
        if (field.kind == ToolField::Kind::Whole && (std::floor(number) != number || std::abs(number) > largestWhole))
            return wrong(tr("Write a whole number."));
        if (const QString outside = wrongNumber(field, number); !outside.isEmpty())
            return wrong(outside);
        return QJsonValue(number);
    }
    case ToolField::Kind::Json: {
        QJsonParseError error;
        const QJsonDocument list = QJsonDocument::fromJson("["_ba + typed.toUtf8() + "]"_ba, &error);
        if (error.error != QJsonParseError::NoError || list.array().size() != 1)
            return wrong(tr("Write JSON, such as [1, 2] or {\"key\": \"value\"}."));
        return list.array().first();
    }
    }
    return wrong(QString());
}

}

QVector<ToolField> toolFields(const mcp::ToolSpec& spec)
{
    const QJsonObject schema = mcp::toJson(spec)["inputSchema"_L1].toObject();
    const QJsonObject properties = schema["properties"_L1].toObject();
    const QJsonArray required = schema["required"_L1].toArray();
    // JSON objects forget their order; a tool of ours knows it.
    QStringList names;
    for (const mcp::Argument& argument : spec.arguments) {
        if (properties.contains(argument.name))
            names.append(argument.name);
    }
    for (const QString& name : properties.keys()) {
        if (!names.contains(name))
            names.append(name);
    }
    QVector<ToolField> fields;
    for (const QString& name : names.mid(0, mostFields)) {
        ToolField field = fieldFrom(name, properties.value(name).toObject(), required.contains(name));
        field.title = titleOfArgument(name);
        field.words = wordsOfArgument(spec.name, name, field.words);
        fields.append(field);
    }
    std::ranges::stable_sort(fields, std::greater<>(), &ToolField::required);
    return fields;
}

ToolInput toolInput(const QVector<ToolField>& fields, const QMap<QString, QString>& typed)
{
    ToolInput input;
    for (const ToolField& field : fields) {
        const QString text = typed.value(field.name);
        if (text.trimmed().isEmpty()) {
            if (field.required && field.kind == ToolField::Kind::Text && !text.isEmpty())
                input.arguments.insert(field.name, text); // spaces are a text
            else if (field.required)
                input.wrong.insert(field.name, tr("This is needed."));
            continue;
        }
        const Result<QJsonValue> value = read(field, text);
        if (value)
            input.arguments.insert(field.name, value.value());
        else
            input.wrong.insert(field.name, value.error().text);
    }
    return input;
}

}
