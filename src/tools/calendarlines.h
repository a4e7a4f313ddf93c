// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QVector>

// The lines of a calendar file, looked at before a library reads it: libraries guess where something is wrong, and do not say where.
namespace myna::tools {

// Unfolded, with the number of its first line in the file.
struct CalendarLine
{
    int number = 0;
    QByteArray text;
};

struct CalendarScan
{
    QVector<CalendarLine> lines;
    QVector<qsizetype> events; // where they begin in `lines`
};

// Errors: Invalid, with the line: another kind of file, what begins and does not end, or more than can be taken.
Result<CalendarScan> scanCalendar(const QByteArray& file);
// The number of the line of an event (an element of `events`) with this property, or else of its first.
int lineOfProperty(const CalendarScan& scan, qsizetype event, const QByteArray& property);
bool hasProperty(const CalendarScan& scan, qsizetype event, const QByteArray& property);
Error calendarError(int line, const QString& words);

}
