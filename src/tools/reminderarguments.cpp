// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderarguments.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

QString textIn(const QJsonObject& arguments, QLatin1String name)
{
    return arguments[name].toString().simplified().left(longestReminderText);
}

// Repeating ones keep their local time of day, and begin on the first day that suits.
Result<Reminder> placed(Reminder reminder, const QJsonObject& arguments, const QDateTime& now)
{
    reminder.repeat = repeatFromName(arguments["repeat"_L1].toString(u"once"_s)).value_or(Repeat::Once);
    if (reminder.repeat != Repeat::Once) {
        reminder.clock = reminder.due.toLocalTime().time();
        const QDateTime first = nextTime(reminder, now);
        if (reminder.end.isValid())
            reminder.end = reminder.end.addMSecs(reminder.due.msecsTo(first));
        reminder.due = first;
    }
    return reminder;
}

}

Result<Reminder> timerFrom(const QJsonObject& arguments, const QDateTime& now)
{
    return Reminder {
        .kind = ReminderKind::Timer, .text = textIn(arguments, "label"_L1), .due = now.addSecs(arguments["seconds"_L1].toInteger())
    };
}

Result<Reminder> alarmFrom(const QJsonObject& arguments, const QDateTime& now)
{
    const auto time = timeFrom(arguments["time"_L1].toString(), now);
    if (!time)
        return time.error();
    return placed({ .kind = ReminderKind::Alarm, .text = textIn(arguments, "label"_L1), .due = *time }, arguments, now);
}

Result<Reminder> reminderFrom(const QJsonObject& arguments, const QDateTime& now)
{
    Reminder reminder { .kind = ReminderKind::Reminder, .text = textIn(arguments, "text"_L1) };
    if (reminder.text.isEmpty())
        return Error { Error::Code::Invalid, u"Say what the reminder is about."_s };
    const bool after = arguments.contains("in_minutes"_L1);
    if (after == arguments.contains("time"_L1))
        return Error { Error::Code::Invalid, u"Give either time or in_minutes."_s };
    if (after) {
        reminder.due = now.addSecs(arguments["in_minutes"_L1].toInteger() * 60);
    } else {
        const auto time = timeFrom(arguments["time"_L1].toString(), now);
        if (!time)
            return time.error();
        reminder.due = *time;
    }
    return placed(reminder, arguments, now);
}

Result<Reminder> entryFrom(const QJsonObject& arguments, const QDateTime& now)
{
    Reminder entry { .kind = ReminderKind::Entry, .text = textIn(arguments, "title"_L1) };
    if (entry.text.isEmpty())
        return Error { Error::Code::Invalid, u"Say what the entry is about."_s };
    const auto start = timeFrom(arguments["start"_L1].toString(), now);
    if (!start)
        return start.error();
    entry.due = *start;
    if (arguments.contains("end"_L1)) {
        const auto end = timeFrom(arguments["end"_L1].toString(), now);
        if (!end)
            return end.error();
        if (*end < *start)
            return Error { Error::Code::Invalid, u"The end is before the start."_s };
        entry.end = *end;
    }
    entry.lead = std::chrono::minutes(arguments["remind_minutes"_L1].toInt(10));
    // What begins in five minutes is not reminded of ten minutes before.
    entry.lead = std::min(entry.lead, std::chrono::minutes(std::max<qint64>(now.secsTo(entry.due) / 60, 0)));
    return placed(entry, arguments, now);
}

}
