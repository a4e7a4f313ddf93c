// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enumtable.h"
#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace myna::protocol {

enum class Need { Optional, Required };

// The object in a text, or why there is none. Errors: Invalid (too large, not JSON, not an object).
Result<QJsonObject> parseObject(const QByteArray& text, qsizetype maxBytes);

// Writes a member only when there is something to say.
inline void putText(QJsonObject& json, QLatin1String key, const QString& text)
{
    if (!text.isEmpty())
        json.insert(key, text);
}

// Reads the members of one received JSON object and keeps the first one that has the wrong shape, with its path. An absent
// member and `null` are the same thing. The loose readers accept a number written as a string and the other way round.
class JsonFields
{
public:
    // `problem` outlives this object and is shared with the objects inside it; it is set once, with code Invalid.
    JsonFields(QJsonObject object, QString path, std::optional<Error>& problem);

    [[nodiscard]] bool has(QLatin1String key) const;
    [[nodiscard]] bool isNumber(QLatin1String key) const { return value(key).isDouble(); }
    QString text(QLatin1String key, Need need = Need::Optional);
    QString looseText(QLatin1String key);
    qint64 number(QLatin1String key, qint64 fallback, qint64 min, qint64 max);
    qint64 looseNumber(QLatin1String key, qint64 fallback, qint64 min, qint64 max);
    bool flag(QLatin1String key);
    bool looseFlag(QLatin1String key);
    QJsonObject object(QLatin1String key, Need need = Need::Optional);
    QJsonArray objects(QLatin1String key); // a list that holds objects only
    JsonFields inside(QLatin1String key);

    template<typename E, typename Table>
    std::optional<E> word(QLatin1String key, const Table& table, Need need)
    {
        const QString name = text(key, need);
        const std::optional<E> value = valueOf<E>(table, name);
        if (!value && has(key))
            rejectValue(key);
        return value;
    }

    void rejectValue(QLatin1String key); // right type, wrong value
    void rejectSecret(QLatin1String key); // the same without quoting it

private:
    [[nodiscard]] QJsonValue value(QLatin1String key) const { return m_object.value(key); }
    bool missing(QLatin1String key, Need need);
    void reject(QLatin1String key, const QString& sentence); // %1 in the sentence becomes the member's path
    qint64 judged(QLatin1String key, double number, qint64 fallback, qint64 min, qint64 max);

    QJsonObject m_object;
    QString m_path;
    std::optional<Error>& m_problem;
};

}
