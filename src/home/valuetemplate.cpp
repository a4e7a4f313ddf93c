// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/valuetemplate.h"

#include "base/overloaded.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

constexpr qsizetype maxPieces = 16;
constexpr qsizetype maxSteps = 16; // of a path, or filters of one expression
constexpr int maxDigits = 9;

Error notUnderstood(const QString& text)
{
    constexpr qsizetype shown = 60;
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna", "the template %1 is more than Myna understands").arg(text.simplified().left(shown)) };
}

QString numberText(double number)
{
    constexpr int digits = 12; // more would show how computers keep 0.1
    return QString::number(number, 'g', digits);
}

}

std::optional<QString> templateText(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"None"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"True"_s : u"False"_s;
    case QJsonValue::Double:
        return numberText(value.toDouble());
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
    case QJsonValue::Object:
    case QJsonValue::Undefined:
        break;
    }
    return std::nullopt;
}

// Reads one expression between the braces.
class ValueTemplate::Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    std::optional<Expression> expression()
    {
        Expression read { .root = word() };
        static constexpr auto known
            = std::to_array({ "value"_L1, "value_json"_L1, "red"_L1, "green"_L1, "blue"_L1, "hue"_L1, "sat"_L1, "position"_L1 });
        if (std::find(known.begin(), known.end(), read.root) == known.end() || !path(read) || !filters(read))
            return std::nullopt;
        skip();
        return m_at == m_text.size() ? std::optional(read) : std::nullopt;
    }

private:
    void skip()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
    }
    bool take(QChar sign)
    {
        skip();
        if (m_at >= m_text.size() || m_text.at(m_at) != sign)
            return false;
        ++m_at;
        return true;
    }
    QString word()
    {
        skip();
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (m_text.at(m_at).isLetterOrNumber() || m_text.at(m_at) == u'_'))
            ++m_at;
        return m_text.mid(start, m_at - start).toString();
    }
    bool path(Expression& read)
    {
        while (read.path.size() <= maxSteps) {
            if (take(u'.')) {
                const QString name = word();
                if (name.isEmpty())
                    return false;
                read.path.append(name);
            } else if (take(u'[')) {
                if (!index(read) || !take(u']'))
                    return false;
            } else {
                return true;
            }
        }
        return false;
    }
    bool index(Expression& read)
    {
        for (const QChar quote : { u'\'', u'"' }) {
            if (!take(quote))
                continue;
            const qsizetype end = m_text.indexOf(quote, m_at);
            if (end < 0)
                return false;
            read.path.append(m_text.mid(m_at, end - m_at).toString());
            m_at = end + 1;
            return true;
        }
        bool whole = false;
        const int place = word().toInt(&whole);
        read.path.append(place);
        return whole;
    }
    bool filters(Expression& read)
    {
        static constexpr auto known = std::to_array({ "int"_L1, "float"_L1, "round"_L1, "lower"_L1, "upper"_L1 });
        while (take(u'|')) {
            Filter filter { .name = word() };
            if (read.filters.size() >= maxSteps || std::find(known.begin(), known.end(), filter.name) == known.end())
                return false;
            if (take(u'(')) {
                const QString digits = word();
                bool whole = digits.isEmpty();
                filter.digits = whole ? 0 : digits.toInt(&whole);
                if (!whole || filter.digits < 0 || filter.digits > maxDigits || !take(u')'))
                    return false;
            }
            read.filters.append(filter);
        }
        return true;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

Result<ValueTemplate> ValueTemplate::parse(const QString& text)
{
    ValueTemplate made;
    if (text.size() > maxLength)
        return notUnderstood(text);
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf("{{"_L1, at);
        const QString plain = text.mid(at, open < 0 ? -1 : open - at);
        if (plain.contains("{%"_L1) || plain.contains("{#"_L1) || made.m_pieces.size() >= maxPieces)
            return notUnderstood(text);
        if (!plain.isEmpty())
            made.m_pieces.append(plain);
        if (open < 0)
            break;
        const qsizetype close = text.indexOf("}}"_L1, open);
        const auto expression = close < 0 ? std::nullopt : Reader(QStringView(text).mid(open + 2, close - open - 2)).expression();
        if (!expression)
            return notUnderstood(text);
        made.m_pieces.append(*expression);
        at = close + 2;
    }
    return made;
}

std::optional<QString> ValueTemplate::valueOf(const Expression& expression, const QJsonObject& names)
{
    QJsonValue value = names.value(expression.root);
    for (const auto& step : expression.path) {
        value = std::visit(Overloaded { [&value](const QString& name) { return value.toObject().value(name); },
                               [&value](int place) { return value.toArray().at(place); } },
            step);
    }
    std::optional<QString> text = templateText(value);
    for (const Filter& filter : expression.filters) {
        if (!text)
            break;
        if (filter.name == "lower"_L1) {
            text = text->toLower();
        } else if (filter.name == "upper"_L1) {
            text = text->toUpper();
        } else {
            bool isNumber = false;
            const double number = text->toDouble(&isNumber);
            if (!isNumber || !std::isfinite(number))
                return std::nullopt;
            const double scale = filter.name == "round"_L1 ? std::pow(10.0, filter.digits) : 1;
            text = numberText(filter.name == "float"_L1 ? number
                    : filter.name == "int"_L1           ? std::trunc(number)
                                                        : std::round(number * scale) / scale);
        }
    }
    return text;
}

std::optional<QString> ValueTemplate::fill(const QJsonObject& names) const
{
    QString all;
    for (const Piece& piece : m_pieces) {
        const std::optional<QString> text = std::visit(Overloaded { [](const QString& plain) { return std::optional(plain); },
                                                           [&names](const Expression& expression) { return valueOf(expression, names); } },
            piece);
        if (!text)
            return std::nullopt;
        all += *text;
    }
    return all;
}

std::optional<QString> ValueTemplate::read(const QByteArray& message) const
{
    const QString whole = QString::fromUtf8(message);
    if (isEmpty())
        return whole;
    // A message may also be a single value such as 21.5 or true.
    const QJsonDocument document = QJsonDocument::fromJson('[' + message + ']');
    return fill({ { u"value"_s, whole }, { u"value_json"_s, document.array().size() == 1 ? document.array().at(0) : QJsonValue() } });
}

}
