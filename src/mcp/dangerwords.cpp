// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/dangerwords.h"

#include <QJsonArray>
#include <QJsonValue>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

constexpr int deepestLevel = 32; // levels of arguments

QString plainForm(const QString& text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar letter : text.normalized(QString::NormalizationForm_KC)) {
        if (letter.isSpace())
            plain += u' ';
        else if (letter.category() != QChar::Other_Format && letter.category() != QChar::Other_Control)
            plain += letter;
    }
    return plain.simplified().toCaseFolded();
}

}

DangerWords::DangerWords(const QStringList& patterns)
{
    for (const QString& written : patterns) {
        if (const QString plain = plainForm(written); !plain.isEmpty())
            m_patterns.append({ written, plain });
    }
}

std::optional<QString> DangerWords::findIn(const QString& text) const
{
    const QString plain = plainForm(text);
    for (const Pattern& pattern : m_patterns) {
        if (plain.contains(pattern.plain))
            return pattern.written;
    }
    return std::nullopt;
}

std::optional<QString> DangerWords::findIn(const QJsonValue& value, int depth) const
{
    if (depth > deepestLevel)
        return m_patterns.first().written;
    if (value.isString())
        return findIn(value.toString());
    if (value.isArray()) {
        QStringList words; // a command is often given word by word
        const QJsonArray array = value.toArray();
        for (const auto item : array) {
            if (auto found = findIn(item, depth + 1))
                return found;
            if (item.isString())
                words.append(item.toString());
        }
        return findIn(words.join(u' '));
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (auto found = findIn(it.key()))
            return found;
        if (auto found = findIn(it.value(), depth + 1))
            return found;
    }
    return std::nullopt;
}

std::optional<QString> DangerWords::find(const QJsonObject& arguments) const
{
    return m_patterns.isEmpty() ? std::nullopt : findIn(QJsonValue(arguments), 0);
}

}
