// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolwords.h"

#include "viewmodels/panelwords.h"
#include "viewmodels/spokenname.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

struct ToolText
{
    const char* name;
    const char* title; // null: it brings its own
    const char* words;
};

constexpr std::array toolTexts {
    ToolText { "self.get_device_status", nullptr,
        QT_TRANSLATE_NOOP("myna", "Tells volume, screen, battery, network and the state of what this computer offers.") },
    ToolText { "self.audio_speaker.set_volume", QT_TRANSLATE_NOOP("myna", "Set the volume"),
        QT_TRANSLATE_NOOP("myna", "Sets how loud this computer plays.") },
    ToolText { "self.audio_speaker.set_voice_volume", nullptr, QT_TRANSLATE_NOOP("myna", "Sets how loud Myna itself speaks.") },
    ToolText { "self.audio_speaker.set_mute", nullptr, QT_TRANSLATE_NOOP("myna", "Mutes this computer, or lets it sound again.") },
    ToolText {
        "self.audio_speaker.get_volume_status", nullptr, QT_TRANSLATE_NOOP("myna", "Tells how loud it is and whether it is muted.") },
    ToolText { "self.screen.set_brightness", QT_TRANSLATE_NOOP("myna", "Set the brightness of the screen"),
        QT_TRANSLATE_NOOP("myna", "Makes the screen brighter or darker.") },
    ToolText { "self.screen.set_theme", QT_TRANSLATE_NOOP("myna", "Choose the look"),
        QT_TRANSLATE_NOOP("myna", "Shows Myna light, dark, or as the system.") },
    ToolText { "self.screen.take_screenshot", nullptr,
        QT_TRANSLATE_NOOP("myna", "Takes a picture of the screen and sends it to the server, which answers a question about it.") },
    ToolText { "self.camera.take_photo", nullptr,
        QT_TRANSLATE_NOOP("myna", "Takes a photo and sends it to the server, which answers a question about it.") },
    ToolText { "self.lamp.set_power", QT_TRANSLATE_NOOP("myna", "Switch the lamp"),
        QT_TRANSLATE_NOOP("myna", "Turns the lamp on or off: the one on the screen, or the one of your home that stands for it.") },
    ToolText { "self.lamp.set_brightness", QT_TRANSLATE_NOOP("myna", "Set the brightness of the lamp"),
        QT_TRANSLATE_NOOP("myna", "Makes the lamp brighter or darker.") },
    ToolText { "self.application.launch", nullptr, QT_TRANSLATE_NOOP("myna", "Starts an installed application.") },
    ToolText { "self.application.scan_installed", nullptr, QT_TRANSLATE_NOOP("myna", "Tells which applications can be started.") },
    ToolText { "self.application.list_running", nullptr, QT_TRANSLATE_NOOP("myna", "Tells which applications have a window open.") },
    ToolText { "self.application.kill", nullptr, QT_TRANSLATE_NOOP("myna", "Asks an application to close its windows.") },
    ToolText { "self.clipboard.read", nullptr, QT_TRANSLATE_NOOP("myna", "Hands the text that was copied last to the assistant.") },
    ToolText { "self.clipboard.write", nullptr, QT_TRANSLATE_NOOP("myna", "Copies a text, so that you can paste it.") },
    ToolText { "self.browser.open", nullptr, QT_TRANSLATE_NOOP("myna", "Opens a page in your web browser.") },
    ToolText { "self.timer.set", nullptr, QT_TRANSLATE_NOOP("myna", "Rings after a while, also after Myna was restarted.") },
    ToolText { "self.alarm.set", nullptr, QT_TRANSLATE_NOOP("myna", "Rings at a time of day, once or again and again.") },
    ToolText { "self.reminder.set", nullptr, QT_TRANSLATE_NOOP("myna", "Rings at a time and says what it is about.") },
    ToolText { "self.reminder.list", nullptr, QT_TRANSLATE_NOOP("myna", "Tells which timers, alarms, reminders and entries are to come.") },
    ToolText { "self.reminder.cancel", nullptr, QT_TRANSLATE_NOOP("myna", "Takes one of them away, or all of a kind.") },
    ToolText { "self.reminder.stop_ringing", nullptr, QT_TRANSLATE_NOOP("myna", "Ends the ringing, or lets it ring again later.") },
    ToolText { "self.calendar.add", nullptr, QT_TRANSLATE_NOOP("myna", "Puts something into Myna’s calendar and reminds of it before.") },
    ToolText { "self.calendar.list", nullptr, QT_TRANSLATE_NOOP("myna", "Tells what is in Myna’s calendar.") },
    ToolText { "self.scene.run", nullptr, QT_TRANSLATE_NOOP("myna", "Brings things back to how they were kept in a scene.") },
    ToolText {
        "music_player.search_and_play", nullptr, QT_TRANSLATE_NOOP("myna", "Plays music of your folder by title, artist or album.") },
    ToolText { "music_player.pause", nullptr, QT_TRANSLATE_NOOP("myna", "Holds the music where it is.") },
    ToolText { "music_player.resume", nullptr, QT_TRANSLATE_NOOP("myna", "Goes on with the music.") },
    ToolText { "music_player.stop", nullptr, QT_TRANSLATE_NOOP("myna", "Ends the music.") },
    ToolText { "music_player.next", nullptr, QT_TRANSLATE_NOOP("myna", "Plays the next piece.") },
    ToolText { "music_player.previous", nullptr, QT_TRANSLATE_NOOP("myna", "Plays the piece before.") },
    ToolText { "music_player.seek", nullptr, QT_TRANSLATE_NOOP("myna", "Goes to another place of the piece.") },
    ToolText { "music_player.set_volume", nullptr, QT_TRANSLATE_NOOP("myna", "Sets how loud the music is.") },
    ToolText { "music_player.get_status", nullptr, QT_TRANSLATE_NOOP("myna", "Tells what plays.") },
    ToolText { "music_player.get_lyrics", nullptr,
        QT_TRANSLATE_NOOP("myna", "Tells the words of the song, where a file of them lies beside it.") },
    ToolText { "music_player.get_local_playlist", nullptr, QT_TRANSLATE_NOOP("myna", "Tells which music is in your folder.") },
    ToolText { "get_weather", nullptr, QT_TRANSLATE_NOOP("myna", "Asks Open-Meteo for the weather in a town now.") },
    ToolText { "get_forecast", nullptr, QT_TRANSLATE_NOOP("myna", "Asks Open-Meteo for the weather of the coming days.") },
    ToolText { "home.list", nullptr, QT_TRANSLATE_NOOP("myna", "Tells which things your home has and how they are.") },
    ToolText { "home.set", nullptr, QT_TRANSLATE_NOOP("myna", "Changes a light, switch or other thing of your home.") },
    ToolText { "home.operate", nullptr, QT_TRANSLATE_NOOP("myna", "Moves a cover of your home or presses a button.") },
};

struct ArgumentText
{
    const char* tool; // null: any
    const char* name;
    const char* words;
};

// The first that fits.
constexpr std::array argumentTexts {
    ArgumentText { "self.reminder.set", "text", QT_TRANSLATE_NOOP("myna", "What is said then") },
    ArgumentText { "self.reminder.set", "time", QT_TRANSLATE_NOOP("myna", "18:00, or 2026-12-24T18:00; either this or the minutes") },
    ArgumentText {
        "self.alarm.set", "time", QT_TRANSLATE_NOOP("myna", "07:30 for the next time it is half past seven, or 2026-12-24T07:30") },
    ArgumentText { "self.reminder.cancel", "id", QT_TRANSLATE_NOOP("myna", "Its number in the list; either this or the kind") },
    ArgumentText { "self.reminder.cancel", "kind", QT_TRANSLATE_NOOP("myna", "All of this kind") },
    ArgumentText { "self.reminder.list", "kind", QT_TRANSLATE_NOOP("myna", "Only of this kind; all when left out") },
    ArgumentText { "self.calendar.add", "title", QT_TRANSLATE_NOOP("myna", "What it is") },
    ArgumentText { "self.scene.run", "name", QT_TRANSLATE_NOOP("myna", "Which scene") },
    ArgumentText { "self.clipboard.write", "text", QT_TRANSLATE_NOOP("myna", "The text to copy") },
    ArgumentText { "music_player.seek", "percent", QT_TRANSLATE_NOOP("myna", "How far into the piece; either this or the place") },
    ArgumentText { "music_player.seek", "position", QT_TRANSLATE_NOOP("myna", "The place as minutes and seconds; either this or percent") },
    ArgumentText { "self.lamp.set_power", "power", QT_TRANSLATE_NOOP("myna", "On or off") },
    ArgumentText { nullptr, "volume", QT_TRANSLATE_NOOP("myna", "How loud, in percent") },
    ArgumentText { nullptr, "brightness", QT_TRANSLATE_NOOP("myna", "How bright, in percent") },
    ArgumentText { nullptr, "muted", QT_TRANSLATE_NOOP("myna", "On: it is silent") },
    ArgumentText { nullptr, "theme", QT_TRANSLATE_NOOP("myna", "Light, dark, or as the system") },
    ArgumentText { nullptr, "seconds", QT_TRANSLATE_NOOP("myna", "How long, in seconds") },
    ArgumentText { nullptr, "label", QT_TRANSLATE_NOOP("myna", "What it is for") },
    ArgumentText { nullptr, "repeat", QT_TRANSLATE_NOOP("myna", "How often it comes; once when left out") },
    ArgumentText { nullptr, "in_minutes", QT_TRANSLATE_NOOP("myna", "In so many minutes, instead of a time") },
    ArgumentText { nullptr, "start", QT_TRANSLATE_NOOP("myna", "When it begins: 2026-12-24T18:00") },
    ArgumentText { nullptr, "end", QT_TRANSLATE_NOOP("myna", "When it ends: 2026-12-24T20:00") },
    ArgumentText { nullptr, "remind_minutes", QT_TRANSLATE_NOOP("myna", "So many minutes before it is said; 10 when left out") },
    ArgumentText { nullptr, "date", QT_TRANSLATE_NOOP("myna", "The first day: 2026-12-24; today when left out") },
    ArgumentText { nullptr, "days", QT_TRANSLATE_NOOP("myna", "How many days") },
    ArgumentText { nullptr, "snooze_minutes", QT_TRANSLATE_NOOP("myna", "It rings again after so many minutes; 0: not again") },
    ArgumentText { nullptr, "city", QT_TRANSLATE_NOOP("myna", "A town") },
    ArgumentText { nullptr, "song_name", QT_TRANSLATE_NOOP("myna", "Title, artist or album") },
    ArgumentText { nullptr, "force_refresh", QT_TRANSLATE_NOOP("myna", "On: the folder is looked through anew") },
    ArgumentText { nullptr, "app_name", QT_TRANSLATE_NOOP("myna", "The application, as you call it") },
    ArgumentText { nullptr, "filter_name", QT_TRANSLATE_NOOP("myna", "Only names that contain this") },
    ArgumentText { nullptr, "question", QT_TRANSLATE_NOOP("myna", "What you want to know about the picture") },
    ArgumentText { nullptr, "display", QT_TRANSLATE_NOOP("myna", "Which screen") },
    ArgumentText { nullptr, "url", QT_TRANSLATE_NOOP("myna", "Address of the page, http or https") },
    ArgumentText { nullptr, "search", QT_TRANSLATE_NOOP("myna", "Only things with this in their name, kind or room") },
    ArgumentText { nullptr, "thing", QT_TRANSLATE_NOOP("myna", "Its name as in the list of the home") },
    ArgumentText { nullptr, "property", QT_TRANSLATE_NOOP("myna", "What of it, such as power or brightness") },
    ArgumentText { nullptr, "value", QT_TRANSLATE_NOOP("myna", "on, off, a number, a choice or #rrggbb") },
};

const ToolText* textsOf(const QString& tool)
{
    const auto found = std::ranges::find_if(toolTexts, [&tool](const ToolText& one) { return tool == QLatin1StringView(one.name); });
    return found == toolTexts.end() ? nullptr : &*found;
}

bool isEnglish()
{
    const QLocale::Language language = QLocale().language();
    return language == QLocale::English || language == QLocale::C;
}

}

QString knownToolTitle(const QString& name)
{
    const ToolText* const known = textsOf(name);
    return known && known->title ? QCoreApplication::translate("myna", known->title) : QString();
}

QString titleOfTool(const mcp::ToolSpec& spec)
{
    const QString title = spec.title.isEmpty() ? knownToolTitle(spec.name) : spec.title;
    return title.isEmpty() ? spokenName(spec.name.section(u'.', -1)) : title;
}

QString wordsOfTool(const mcp::ToolSpec& spec)
{
    if (const ToolText* const known = textsOf(spec.name))
        return QCoreApplication::translate("myna", known->words);
    return spec.title.isEmpty() || isEnglish() ? spec.description : QString();
}

QString titleOfArgument(const QString& argument)
{
    const QString words = knownName(argument);
    return words.isEmpty() ? argument : words.at(0).toUpper() + words.mid(1);
}

QString wordsOfArgument(const QString& tool, const QString& argument, const QString& own)
{
    const bool isKnown = textsOf(tool);
    const auto found = std::ranges::find_if(argumentTexts, [&](const ArgumentText& one) {
        return argument == QLatin1StringView(one.name) && (one.tool ? tool == QLatin1StringView(one.tool) : isKnown);
    });
    return found == argumentTexts.end() ? own : QCoreApplication::translate("myna", found->words);
}

}
