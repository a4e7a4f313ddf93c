// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace myna::tools {

enum class ReminderKind {
    Timer, // after a while
    Alarm, // at a time of day
    Reminder, // words at a time
    Entry // of the calendar; stays after its time
};
enum class Repeat { Once, Daily, Weekdays, Weekly };

QLatin1String kindName(ReminderKind kind);
std::optional<ReminderKind> kindFromName(QStringView name);
QLatin1String repeatName(Repeat repeat);
std::optional<Repeat> repeatFromName(QStringView name);

inline constexpr qsizetype longestReminderText = 200; // characters

// Something that is said at a time.
struct Reminder
{
    qint64 id = 0; // of the store; 0: not kept yet
    ReminderKind kind = ReminderKind::Reminder;
    QString text; // may be empty, except of reminders and entries
    QDateTime due; // UTC; of repeating ones the next time
    QDateTime end; // UTC, of entries; may be invalid
    std::chrono::minutes lead { 0 }; // it rings so long before; entries only
    Repeat repeat = Repeat::Once;
    QTime clock; // local time of day, of those that repeat: it stays the same when the clocks change
    bool rung = false; // for this time
    QString rule; // of entries from a calendar file: how they come again (calendarfile.h); then `repeat` is Once
    QString uid; // of entries from a calendar file; empty: made here

    [[nodiscard]] QDateTime ringsAt() const { return due.addSecs(-std::chrono::seconds(lead).count()); }
    bool operator==(const Reminder&) const = default;
};

// The first time after `after` that falls on a day of the repetition, at its local time of day. Invalid for what comes once.
QDateTime nextTime(const Reminder& reminder, const QDateTime& after);

// "07:30" (the next one), "2026-12-24T18:00", "2026-12-24 18:00"; local time, in UTC. Errors: Invalid (unreadable, past, or more than ten
// years away), with a sentence for a model.
Result<QDateTime> timeFrom(const QString& text, const QDateTime& now);
// The words that are said, in "en" or "zh"; `late`: how long ago it should have been, 0: now.
QString ringWords(const Reminder& reminder, std::chrono::seconds late, const QString& language);
// What a server is asked for so that it says the words: a phrase of the built-in assistant, which language models understand, too. And
// whether that is what was asked.
QString spokenRequest(const QString& words, const QString& language);
bool isSpokenRequest(const QString& text);
// "3 hours", "2 天", rounded to what a person would say.
QString lengthWords(std::chrono::seconds length, const QString& language);

}
