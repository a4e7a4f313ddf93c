// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configreaders.h"

#include "server/config/masking.h"
#include "server/config/suggestion.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestWord = 1000;
constexpr size_t longestList = 1000;

}

void KeyReading::wrong(const ConfigValue& value, const QString& what, const QString& below)
{
    m_failed = true;
    add(ConfigFinding::Severity::Error, value, what, below);
}

void KeyReading::warn(const ConfigValue& value, const QString& what, const QString& below)
{
    add(ConfigFinding::Severity::Warning, value, what, below);
}

void KeyReading::note(const ConfigValue& value, const QString& what, const QString& below)
{
    add(ConfigFinding::Severity::Info, value, what, below);
}

void KeyReading::add(ConfigFinding::Severity severity, const ConfigValue& value, const QString& what, const QString& below)
{
    const bool asks = what.endsWith(u'?') || what.endsWith(QChar(0xff1f));
    const QString text = (asks ? u"%1 %2"_s : QCoreApplication::translate("myna", "%1 %2.")).arg(m_key + below, what);
    m_findings.append({ severity, value.file, value.line, m_key + below, text });
}

std::optional<qint64> readWhole(const ConfigValue& value, qint64 from, qint64 to, KeyReading& reading, const QString& below)
{
    bool isNumber = false;
    const qint64 number = value.isText() ? value.text.toLongLong(&isNumber) : 0;
    if (isNumber && number >= from && number <= to)
        return number;
    reading.wrong(value, QCoreApplication::translate("myna", "must be a whole number from %1 to %2").arg(from).arg(to), below);
    return std::nullopt;
}

std::optional<bool> readFlag(const ConfigValue& value, KeyReading& reading, const QString& below)
{
    static const QStringList yes { u"true"_s, u"yes"_s, u"on"_s, u"y"_s };
    static const QStringList no { u"false"_s, u"no"_s, u"off"_s, u"n"_s };
    const QString word = value.isText() ? value.text.toLower() : QString();
    if (yes.contains(word))
        return true;
    if (no.contains(word))
        return false;
    reading.wrong(value, QCoreApplication::translate("myna", "must be true or false"), below);
    return std::nullopt;
}

std::optional<QString> readText(const ConfigValue& value, qsizetype longest, KeyReading& reading, const QString& below)
{
    if (value.kind == ConfigValue::Kind::Null)
        return QString();
    if (!value.isText())
        reading.wrong(value, QCoreApplication::translate("myna", "must be a text"), below);
    else if (value.text.size() > longest)
        reading.wrong(value, QCoreApplication::translate("myna", "may have at most %1 characters").arg(longest), below);
    else
        return value.text;
    return std::nullopt;
}

std::optional<QStringList> readTexts(const ConfigValue& value, KeyReading& reading, const QString& below)
{
    if (value.kind == ConfigValue::Kind::Null)
        return QStringList();
    if (value.isText())
        return value.text.isEmpty() ? QStringList() : QStringList(value.text);
    if (value.isMap() || value.items.size() > longestList) {
        reading.wrong(value, QCoreApplication::translate("myna", "must be a list"), below);
        return std::nullopt;
    }
    QStringList texts;
    for (const ConfigValue& item : value.items) {
        if (const auto text = readText(item, longestWord, reading, u"%1[%2]"_s.arg(below).arg(texts.size() + 1)))
            texts.append(*text);
        else
            return std::nullopt;
    }
    return texts;
}

void warnOfOthers(const ConfigValue& map, const QStringList& known, KeyReading& reading, const QString& below)
{
    for (const ConfigEntry& entry : map.entries) {
        if (known.contains(entry.key))
            continue;
        ConfigValue place;
        place.file = entry.file;
        place.line = entry.line;
        const QString meant = nearest(entry.key, known);
        reading.warn(place,
            meant.isEmpty() ? QCoreApplication::translate("myna", "is not known here and is ignored")
                            : QCoreApplication::translate("myna", "is not known here and is ignored; did you mean %1?").arg(meant),
            below + u'.' + entry.key);
    }
}

QString WholeNumber::form() const
{
    return u"number, %1–%2"_s.arg(from).arg(to);
}

void Flag::read(const ConfigValue& value, bool& target, KeyReading& reading) const
{
    if (const auto flag = readFlag(value, reading))
        target = *flag;
}

void Words::read(const ConfigValue& value, QString& target, KeyReading& reading) const
{
    if (const auto text = readText(value, longest, reading))
        target = *text;
}

void Secret::read(const ConfigValue& value, QString& target, KeyReading& reading) const
{
    const auto text = readText(value, longestWord, reading);
    if (!text)
        return;
    target = *text;
    warnOfPlainSecret(value, reading);
}

void WordList::read(const ConfigValue& value, QStringList& target, KeyReading& reading) const
{
    if (const auto texts = readTexts(value, reading))
        target = *texts;
}

QJsonValue WordList::tell(const QStringList& value) const
{
    return QJsonArray::fromStringList(value);
}

void warnOfPlainSecret(const ConfigValue& value, KeyReading& reading, const QString& below)
{
    if (!value.isText() || value.text.isEmpty() || value.origin != ConfigValue::Origin::Written || isPlaceholder(value.text))
        return;
    reading.warn(value,
        QCoreApplication::translate("myna",
            "stands in the file in plain text, for everybody who sees the file; write ${NAME} for the environment's, or keychain:NAME "
            "after \"mynad config secret NAME\""),
        below);
}

}
