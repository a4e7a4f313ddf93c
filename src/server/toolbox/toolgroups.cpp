// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolgroups.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>
#include <QVector>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

struct Group
{
    QSet<QString> things; // words a name is known by
    QSet<QString> actions; // what is left of the last part of the name without these words
};

const QVector<Group>& groups()
{
    static const QVector<Group> all {
        { { u"light"_s, u"lights"_s, u"lamp"_s, u"lamps"_s, u"bulb"_s, u"led"_s },
            { u"on"_s, u"off"_s, u"turn on"_s, u"turn off"_s, u"switch on"_s, u"switch off"_s, u"power"_s, u"set power"_s, u"brightness"_s,
                u"set brightness"_s, u"get brightness"_s, u"get power"_s, u"level"_s, u"set level"_s, u"get level"_s } },
        { { u"thermostat"_s, u"heating"_s, u"heater"_s, u"aircon"_s, u"climate"_s },
            { u"temperature"_s, u"set temperature"_s, u"get temperature"_s } },
        { { u"music"_s },
            { u"play"_s, u"pause"_s, u"volume"_s, u"set volume"_s, u"get volume"_s, u"resume"_s, u"stop"_s, u"next"_s, u"previous"_s,
                u"seek"_s, u"search and play"_s, u"get lyrics"_s, u"get local playlist"_s } },
    };
    return all;
}

// Looking changes nothing.
const QSet<QString>& looks()
{
    static const QSet<QString> words { u"get"_s, u"status"_s, u"state"_s, u"get status"_s, u"get state"_s };
    return words;
}

QStringList wordsOf(const QString& name)
{
    static const QRegularExpression hump(u"(?<=[a-z0-9])(?=[A-Z])"_s);
    static const QRegularExpression between(u"[^\\p{L}\\p{N}]+"_s);
    QString spaced = name.normalized(QString::NormalizationForm_KC);
    spaced.replace(hump, u" "_s);
    return spaced.toLower().split(between, Qt::SkipEmptyParts);
}

const Group* groupOf(const QStringList& words)
{
    for (const Group& group : groups()) {
        if (std::any_of(words.cbegin(), words.cend(), [&](const QString& word) { return group.things.contains(word); }))
            return &group;
    }
    return nullptr;
}

// "turn on" of `self.kitchen_light.turn_on` and of `turn_on_light`.
QString actionOf(const QString& tool, const Group& group)
{
    static const QRegularExpression parts(u"[./:]"_s);
    const QStringList split = tool.split(parts, Qt::SkipEmptyParts);
    QStringList words = wordsOf(split.value(split.size() - 1));
    words.removeIf([&](const QString& word) { return group.things.contains(word); });
    return words.join(u' ');
}

bool isUsual(const Group& group, const QString& action)
{
    if (group.actions.contains(action) || looks().contains(action))
        return true;
    // Written as one word: `TurnOn` in small letters.
    return !action.contains(u' ') && std::any_of(group.actions.cbegin(), group.actions.cend(), [&](const QString& usual) {
        return QString(usual).remove(u' ') == action;
    });
}

bool areUsual(const Group& group, const QJsonObject& arguments)
{
    static const QStringList names { u"action"_s, u"command"_s, u"method"_s, u"operation"_s };
    static const QSet<QString> places { u"id"_s, u"name"_s, u"room"_s, u"device"_s, u"entity id"_s };
    bool said = false;
    bool named = false;
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        if (!names.contains(it.key(), Qt::CaseInsensitive))
            continue;
        named = true;
        if (!isUsual(group, wordsOf(it.value().toString()).join(u' ')))
            return false;
    }
    if (named)
        return true;
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        const QString key = wordsOf(it.key()).join(u' ');
        if (isUsual(group, key))
            said = true;
        else if (!places.contains(key))
            return false;
    }
    return said;
}

}

GroupVerdict groupVerdict(const QString& tool)
{
    static const QSet<QString> unsaying { QString(), u"set"_s, u"control"_s, u"command"_s, u"execute"_s };
    const Group* const group = groupOf(wordsOf(tool));
    if (!group)
        return GroupVerdict::None;
    const QString action = actionOf(tool, *group);
    if (unsaying.contains(action))
        return GroupVerdict::ByArguments;
    return isUsual(*group, action) ? GroupVerdict::Usual : GroupVerdict::Unusual;
}

GroupVerdict groupVerdict(const QString& tool, const QJsonObject& arguments)
{
    const GroupVerdict verdict = groupVerdict(tool);
    if (verdict != GroupVerdict::ByArguments)
        return verdict;
    return areUsual(*groupOf(wordsOf(tool)), arguments) ? GroupVerdict::Usual : GroupVerdict::Unusual;
}

}
