// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/panelwords.h"

#include "viewmodels/spokenname.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace myna::viewmodels {

namespace {

struct Word
{
    const char* name; // as things and their protocols spell it
    const char* text;
};

// Properties of things of ours and of home automation, and what our own tools are given.
constexpr std::array names {
    Word { "power", QT_TRANSLATE_NOOP("myna", "power") },
    Word { "brightness", QT_TRANSLATE_NOOP("myna", "brightness") },
    Word { "volume", QT_TRANSLATE_NOOP("myna", "volume") },
    Word { "mute", QT_TRANSLATE_NOOP("myna", "mute") },
    Word { "muted", QT_TRANSLATE_NOOP("myna", "muted") },
    Word { "colour", QT_TRANSLATE_NOOP("myna", "colour") },
    Word { "color", QT_TRANSLATE_NOOP("myna", "colour") },
    Word { "position", QT_TRANSLATE_NOOP("myna", "position") },
    Word { "temperature", QT_TRANSLATE_NOOP("myna", "temperature") },
    Word { "humidity", QT_TRANSLATE_NOOP("myna", "humidity") },
    Word { "target", QT_TRANSLATE_NOOP("myna", "target") },
    Word { "mode", QT_TRANSLATE_NOOP("myna", "mode") },
    Word { "state", QT_TRANSLATE_NOOP("myna", "state") },
    Word { "level", QT_TRANSLATE_NOOP("myna", "level") },
    Word { "theme", QT_TRANSLATE_NOOP("myna", "theme") },
    Word { "inUse", QT_TRANSLATE_NOOP("myna", "in use") },
    Word { "title", QT_TRANSLATE_NOOP("myna", "title") },
    Word { "app_name", QT_TRANSLATE_NOOP("myna", "app name") },
    Word { "url", QT_TRANSLATE_NOOP("myna", "address") },
    Word { "question", QT_TRANSLATE_NOOP("myna", "question") },
    Word { "display", QT_TRANSLATE_NOOP("myna", "screen") },
    Word { "thing", QT_TRANSLATE_NOOP("myna", "thing") },
    Word { "property", QT_TRANSLATE_NOOP("myna", "property") },
    Word { "value", QT_TRANSLATE_NOOP("myna", "value") },
    Word { "seconds", QT_TRANSLATE_NOOP("myna", "seconds") },
    Word { "time", QT_TRANSLATE_NOOP("myna", "time") },
    Word { "label", QT_TRANSLATE_NOOP("myna", "label") },
    Word { "text", QT_TRANSLATE_NOOP("myna", "text") },
    Word { "repeat", QT_TRANSLATE_NOOP("myna", "repetition") },
    Word { "in_minutes", QT_TRANSLATE_NOOP("myna", "minutes") },
    Word { "start", QT_TRANSLATE_NOOP("myna", "beginning") },
    Word { "end", QT_TRANSLATE_NOOP("myna", "end") },
    Word { "remind_minutes", QT_TRANSLATE_NOOP("myna", "minutes before") },
    Word { "kind", QT_TRANSLATE_NOOP("myna", "kind") },
    Word { "id", QT_TRANSLATE_NOOP("myna", "number") },
    Word { "date", QT_TRANSLATE_NOOP("myna", "date") },
    Word { "days", QT_TRANSLATE_NOOP("myna", "days") },
    Word { "snooze_minutes", QT_TRANSLATE_NOOP("myna", "minutes until again") },
    Word { "city", QT_TRANSLATE_NOOP("myna", "town") },
    Word { "song_name", QT_TRANSLATE_NOOP("myna", "music") },
    Word { "percent", QT_TRANSLATE_NOOP("myna", "percent") },
    Word { "force_refresh", QT_TRANSLATE_NOOP("myna", "look again") },
    Word { "filter_name", QT_TRANSLATE_NOOP("myna", "part of a name") },
    Word { "search", QT_TRANSLATE_NOOP("myna", "search words") },
    Word { "name", QT_TRANSLATE_NOOP("myna", "name") },
    Word { "kelvin", QT_TRANSLATE_NOOP("myna", "colour temperature") },
    Word { "effect", QT_TRANSLATE_NOOP("myna", "effect") },
};

// How things may be, what can be done with them, and what our own tools let choose.
constexpr std::array choices {
    Word { "open", QT_TRANSLATE_NOOP("myna", "open") },
    Word { "close", QT_TRANSLATE_NOOP("myna", "close") },
    Word { "closed", QT_TRANSLATE_NOOP("myna", "closed") },
    Word { "opening", QT_TRANSLATE_NOOP("myna", "opening") },
    Word { "closing", QT_TRANSLATE_NOOP("myna", "closing") },
    Word { "stop", QT_TRANSLATE_NOOP("myna", "stop") },
    Word { "stopped", QT_TRANSLATE_NOOP("myna", "stopped") },
    Word { "playing", QT_TRANSLATE_NOOP("myna", "playing") },
    Word { "paused", QT_TRANSLATE_NOOP("myna", "paused") },
    Word { "play", QT_TRANSLATE_NOOP("myna", "play") },
    Word { "pause", QT_TRANSLATE_NOOP("myna", "pause") },
    Word { "next", QT_TRANSLATE_NOOP("myna", "next") },
    Word { "previous", QT_TRANSLATE_NOOP("myna", "previous") },
    Word { "cancelNext", QT_TRANSLATE_NOOP("myna", "cancel the next one") },
    Word { "press", QT_TRANSLATE_NOOP("myna", "press") },
    Word { "once", QT_TRANSLATE_NOOP("myna", "once") },
    Word { "daily", QT_TRANSLATE_NOOP("myna", "every day") },
    Word { "weekdays", QT_TRANSLATE_NOOP("myna", "on weekdays") },
    Word { "weekly", QT_TRANSLATE_NOOP("myna", "every week") },
    Word { "timer", QT_TRANSLATE_NOOP("myna", "timer") },
    Word { "alarm", QT_TRANSLATE_NOOP("myna", "alarm") },
    Word { "reminder", QT_TRANSLATE_NOOP("myna", "reminder") },
    Word { "entry", QT_TRANSLATE_NOOP("myna", "calendar entry") },
    Word { "on", QT_TRANSLATE_NOOP("myna", "on") },
    Word { "off", QT_TRANSLATE_NOOP("myna", "off") },
    Word { "auto", QT_TRANSLATE_NOOP("myna", "automatic") },
    Word { "heat", QT_TRANSLATE_NOOP("myna", "heat") },
    Word { "cool", QT_TRANSLATE_NOOP("myna", "cool") },
    Word { "dry", QT_TRANSLATE_NOOP("myna", "dry") },
    Word { "fan_only", QT_TRANSLATE_NOOP("myna", "fan only") },
    Word { "heat_cool", QT_TRANSLATE_NOOP("myna", "heat or cool") },
    Word { "light", QT_TRANSLATE_NOOP("myna", "light") },
    Word { "dark", QT_TRANSLATE_NOOP("myna", "dark") },
    Word { "system", QT_TRANSLATE_NOOP("myna", "as the system") },
};

// Things of ours. Others may call a choice of theirs so.
constexpr std::array ourThings {
    Word { "Speaker", QT_TRANSLATE_NOOP("myna", "Myna’s voice") },
    Word { "ComputerSound", QT_TRANSLATE_NOOP("myna", "Computer sound") },
    Word { "Screen", QT_TRANSLATE_NOOP("myna", "Screen") },
    Word { "Lamp", QT_TRANSLATE_NOOP("myna", "Lamp on the screen") },
    Word { "Music", QT_TRANSLATE_NOOP("myna", "Music") },
    Word { "Timers", QT_TRANSLATE_NOOP("myna", "Timers and reminders") },
    Word { "Camera", QT_TRANSLATE_NOOP("myna", "Camera") },
};

template<std::size_t count>
QString found(const std::array<Word, count>& words, const QString& name)
{
    const auto word = std::ranges::find_if(words, [&name](const Word& one) { return name == QLatin1StringView(one.name); });
    return word == words.end() ? QString() : QCoreApplication::translate("myna", word->text);
}

}

QString knownName(const QString& name)
{
    return found(names, name);
}

QString knownChoice(const QString& name)
{
    return found(choices, name);
}

QString thingWords(const QString& name)
{
    const QString word = found(ourThings, name);
    return word.isEmpty() ? propertyWords(name) : word;
}

QString propertyWords(const QString& name)
{
    const QString word = found(names, name);
    return word.isEmpty() ? choiceWords(name) : word;
}

QString choiceWords(const QString& name)
{
    const QString word = found(choices, name);
    return word.isEmpty() ? spokenWords(name) : word;
}

}
