// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QVector>

#include <optional>
#include <variant>

namespace myna::home {

// The part of Home Assistant's templates that devices use most: text with {{ value }}, {{ value_json.a.b }}, {{ value_json['a'][0] }} and
// the filters int, float, round, lower and upper. Everything else is refused, never guessed at.
class ValueTemplate
{
public:
    static constexpr qsizetype maxLength = 1024; // characters

    ValueTemplate() = default; // no template: the message is the value
    // Errors: Invalid, with the piece that is not understood.
    static Result<ValueTemplate> parse(const QString& text);

    [[nodiscard]] bool isEmpty() const { return m_pieces.isEmpty(); }
    // What a message says. Nothing when it does not contain what is asked for.
    [[nodiscard]] std::optional<QString> read(const QByteArray& message) const;
    // What is sent, with `names` such as value, red, green, blue.
    [[nodiscard]] std::optional<QString> fill(const QJsonObject& names) const;

private:
    struct Filter
    {
        QString name;
        int digits = 0;
    };
    struct Expression
    {
        QString root;
        QVector<std::variant<QString, int>> path;
        QVector<Filter> filters;
    };
    using Piece = std::variant<QString, Expression>;
    class Reader;

    [[nodiscard]] static std::optional<QString> valueOf(const Expression& expression, const QJsonObject& names);

    QVector<Piece> m_pieces;
};

// A JSON value as templates write it: True, False, None, 21.5, text; nothing for an object or an array.
std::optional<QString> templateText(const QJsonValue& value);

}
