// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsonfields.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

QString sentence(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

// What a stranger wrote goes into our sentences only in this length.
constexpr int maxQuoted = 40;

}

Result<QJsonObject> parseObject(const QByteArray& text, qsizetype maxBytes)
{
    if (text.size() > maxBytes) {
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The other end sent %1 bytes in one piece; at most %2 are accepted.")
                .arg(text.size())
                .arg(maxBytes) };
    }
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parse);
    if (document.isNull()) {
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The other end sent something that is not JSON (%1 at byte %2).")
                .arg(parse.errorString())
                .arg(parse.offset) };
    }
    if (!document.isObject()) {
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "The other end sent JSON that is not an object.") };
    }
    return document.object();
}

JsonFields::JsonFields(QJsonObject object, QString path, std::optional<Error>& problem)
    : m_object(std::move(object))
    , m_path(std::move(path))
    , m_problem(problem)
{
}

bool JsonFields::has(QLatin1String key) const
{
    const QJsonValue member = value(key);
    return !member.isUndefined() && !member.isNull();
}

QString JsonFields::text(QLatin1String key, Need need)
{
    if (missing(key, need))
        return {};
    if (!value(key).isString())
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 must be text.")));
    return value(key).toString();
}

QString JsonFields::looseText(QLatin1String key)
{
    const QJsonValue member = value(key);
    if (member.isDouble()) {
        const double number = member.toDouble();
        return number == std::floor(number) && std::abs(number) < 1e15 ? QString::number(qint64(number)) : QString::number(number);
    }
    return text(key);
}

qint64 JsonFields::number(QLatin1String key, qint64 fallback, qint64 min, qint64 max)
{
    if (missing(key, Need::Optional))
        return fallback;
    if (!value(key).isDouble()) {
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 must be a number.")));
        return fallback;
    }
    return judged(key, value(key).toDouble(), fallback, min, max);
}

qint64 JsonFields::looseNumber(QLatin1String key, qint64 fallback, qint64 min, qint64 max)
{
    if (!value(key).isString())
        return number(key, fallback, min, max);
    bool isNumber = false;
    const double parsed = value(key).toString().trimmed().toDouble(&isNumber);
    if (!isNumber) {
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 must be a number.")));
        return fallback;
    }
    return judged(key, parsed, fallback, min, max);
}

qint64 JsonFields::judged(QLatin1String key, double number, qint64 fallback, qint64 min, qint64 max)
{
    // Compared as doubles first: casting a double beyond the range of qint64 is undefined.
    if (!std::isfinite(number) || number < double(min) || number > double(max) || number != std::floor(number)) {
        rejectValue(key);
        return fallback;
    }
    return qint64(number);
}

bool JsonFields::flag(QLatin1String key)
{
    if (missing(key, Need::Optional))
        return false;
    if (!value(key).isBool())
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 must be true or false.")));
    return value(key).toBool();
}

bool JsonFields::looseFlag(QLatin1String key)
{
    if (value(key).isBool())
        return value(key).toBool();
    return looseNumber(key, 0, 0, 1) == 1;
}

QJsonObject JsonFields::object(QLatin1String key, Need need)
{
    if (missing(key, need))
        return {};
    if (!value(key).isObject())
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 must be an object.")));
    return value(key).toObject();
}

QJsonArray JsonFields::objects(QLatin1String key)
{
    if (missing(key, Need::Optional))
        return {};
    QJsonArray list = value(key).toArray();
    bool good = value(key).isArray();
    for (const auto item : std::as_const(list))
        good = good && item.isObject();
    if (!good)
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 must be a list of objects.")));
    return list;
}

JsonFields JsonFields::inside(QLatin1String key)
{
    return { object(key), m_path + key + u'.', m_problem };
}

void JsonFields::rejectValue(QLatin1String key)
{
    const QString shown = value(key).toVariant().toString().left(maxQuoted);
    reject(key, QCoreApplication::translate("myna", "The field %1 has a value that is not allowed: “%2”.").arg(u"%1"_s, shown));
}

void JsonFields::rejectSecret(QLatin1String key)
{
    reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 has a value that is not allowed.")));
}

bool JsonFields::missing(QLatin1String key, Need need)
{
    if (has(key))
        return false;
    if (need == Need::Required)
        reject(key, sentence(QT_TRANSLATE_NOOP("myna", "The field %1 is missing.")));
    return true;
}

void JsonFields::reject(QLatin1String key, const QString& sentence)
{
    if (!m_problem) {
        QString text = sentence;
        // Only the first: a quoted value may itself hold a percent sign and a digit.
        text.replace(text.indexOf("%1"_L1), 2, m_path + key);
        m_problem = Error { Error::Code::Invalid, text };
    }
}

}
