// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/reminder.h"

#include <QByteArray>
#include <QVector>

// Calendar entries from and for other programs, as iCalendar (RFC 5545) carries them. Any thread.
namespace myna::tools {

inline constexpr qsizetype largestCalendar = 2 * 1024 * 1024; // bytes

struct CalendarContents
{
    QVector<Reminder> entries; // to come, not kept yet, by time
    int over = 0; // that came once and are past, or were called off
};

// Errors: Invalid, with a sentence that names the line; nothing of such a file is taken. One that wants more than `patience` to find out
// when its entries come again is refused too.
Result<CalendarContents> entriesFromCalendar(
    const QByteArray& file, const QDateTime& now, std::chrono::milliseconds patience = std::chrono::seconds(5));
// Entries only; others are left out.
QByteArray calendarFromEntries(const QVector<Reminder>& entries, const QDateTime& now);

// The next time after `after` of Reminder::rule, UTC; a matter of milliseconds whatever the rule. Invalid: it does not come again, or not
// for a very long time.
QDateTime nextByRule(const QString& rule, const QDateTime& after);

}
