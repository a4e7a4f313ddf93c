// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configvalue.h"

#include "server/config/masking.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue scalar(const ConfigValue& value)
{
    const QString lower = value.text.toLower();
    if (value.quoted)
        return value.text;
    if (lower == u"true" || lower == u"false")
        return lower == u"true";
    bool isNumber = false;
    const qint64 whole = value.text.toLongLong(&isNumber);
    // A leading zero belongs to an identifier (a telephone number, a code), not to a quantity.
    if (isNumber && QString::number(whole) == value.text)
        return whole;
    static const QRegularExpression decimal(u"^-?\\d+\\.\\d+$"_s);
    if (decimal.match(value.text).hasMatch())
        return value.text.toDouble();
    return value.text;
}

QString quoted(const QString& text)
{
    const QByteArray json = QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2)); // a JSON text is a YAML text
}

bool isPlain(const QString& text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./-][A-Za-z0-9_./ -]*$"_s);
    static const QRegularExpression special(u"^(true|false|yes|no|on|off|y|n|null)$"_s, QRegularExpression::CaseInsensitiveOption);
    return plain.match(text).hasMatch() && !text.endsWith(u' ') && !text.startsWith(u"- ") && text != u"-" && !text.startsWith(u"---")
        && !text.startsWith(u"...") && !special.match(text).hasMatch();
}

QString inlineText(const ConfigValue& value)
{
    if (value.kind == ConfigValue::Kind::Null)
        return u"null"_s;
    if (!value.quoted && scalar(value).type() != QJsonValue::String)
        return value.text;
    const bool looksOtherwise = value.quoted && isPlain(value.text) && !scalar({ value.kind, value.text }).isString();
    return isPlain(value.text) && !looksOtherwise ? value.text : quoted(value.text);
}

// Several lines as they are, when nothing in them would get lost that way; empty when something would.
QString blockText(const ConfigValue& value, int depth)
{
    static const QRegularExpression awkward(u"[^\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}]|^[\\n ]|\\n\\n$|[^\\S\\n]\\n"_s);
    if (!value.isText() || !value.text.contains(u'\n') || awkward.match(value.text).hasMatch())
        return {};
    const bool ended = value.text.endsWith(u'\n');
    const QString indent = u'\n' + QString(depth * 2, u' ');
    QString block = ended ? u" |"_s : u" |-"_s;
    const QStringList lines = (ended ? value.text.chopped(1) : value.text).split(u'\n');
    for (const QString& line : lines)
        block += line.isEmpty() ? u"\n"_s : indent + line;
    return block + u'\n';
}

void write(const ConfigValue& value, int depth, QString& yaml);

void writeAfter(const ConfigValue& value, int depth, QString& yaml)
{
    const bool block = (value.isMap() && !value.entries.empty()) || (value.kind == ConfigValue::Kind::List && !value.items.empty());
    if (block) {
        yaml += u'\n';
        write(value, depth, yaml);
        return;
    }
    if (const QString lines = blockText(value, std::max(depth, 1)); !lines.isEmpty()) {
        yaml += lines;
        return;
    }
    const QString text = value.isMap() ? u"{}"_s : value.kind == ConfigValue::Kind::List ? u"[]"_s : inlineText(value);
    yaml += u' ' + text + u'\n';
}

void write(const ConfigValue& value, int depth, QString& yaml)
{
    const QString indent(depth * 2, u' ');
    for (const ConfigEntry& entry : value.entries) {
        yaml += indent + (isPlain(entry.key) ? entry.key : quoted(entry.key)) + u':';
        writeAfter(entry.value, depth + 1, yaml);
    }
    for (const ConfigValue& item : value.items) {
        yaml += indent + u'-';
        writeAfter(item, depth + 1, yaml);
    }
}

}

const ConfigValue* ConfigValue::find(const QString& key) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const ConfigEntry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

const ConfigValue* ConfigValue::at(const QString& path) const
{
    const ConfigValue* value = this;
    const QStringList steps = path.split(u'.');
    for (const QString& step : steps) {
        if (value)
            value = value->find(step);
    }
    return value;
}

void ConfigValue::set(const QString& key, ConfigValue value)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const ConfigEntry& entry) { return entry.key == key; });
    if (found != entries.end()) {
        found->value = std::move(value);
        return;
    }
    const int at = value.line;
    const QString from = value.file;
    entries.push_back({ key, std::move(value), from, at });
}

void mergeInto(ConfigValue& base, const ConfigValue& over)
{
    for (const ConfigEntry& entry : over.entries) {
        const auto found
            = std::find_if(base.entries.begin(), base.entries.end(), [&](const ConfigEntry& each) { return each.key == entry.key; });
        if (found == base.entries.end())
            base.entries.push_back(entry);
        else if (found->value.isMap() && entry.value.isMap())
            mergeInto(found->value, entry.value);
        else if (!(found->value.isMap() && entry.value.kind == ConfigValue::Kind::Null))
            *found = entry;
    }
}

QJsonValue toJson(const ConfigValue& value, const QString& key)
{
    switch (value.kind) {
    case ConfigValue::Kind::Null:
        return QJsonValue::Null;
    case ConfigValue::Kind::Text:
        return isSecretName(key) ? QJsonValue(value.text) : scalar(value);
    case ConfigValue::Kind::List: {
        QJsonArray array;
        for (const ConfigValue& item : value.items)
            array.append(toJson(item, key));
        return array;
    }
    case ConfigValue::Kind::Map: {
        QJsonObject object;
        for (const ConfigEntry& entry : value.entries)
            object.insert(entry.key, toJson(entry.value, entry.key));
        return object;
    }
    }
    return {};
}

QString toYaml(const ConfigValue& value)
{
    QString yaml;
    write(value, 0, yaml);
    return yaml;
}

}
