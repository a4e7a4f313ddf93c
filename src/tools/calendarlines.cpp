// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/calendarlines.h"

#include <QCoreApplication>

namespace myna::tools {

namespace {

constexpr qsizetype mostEvents = 5000; // of a file
constexpr qsizetype deepest = 8; // BEGIN in BEGIN

QString lineStart(const QByteArray& text)
{
    return QString::fromUtf8(text).simplified().left(60);
}

QVector<CalendarLine> unfoldedLines(const QByteArray& file)
{
    QVector<CalendarLine> lines;
    int number = 0;
    for (QByteArray line : file.split('\n')) {
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (number == 1 && line.startsWith("\xEF\xBB\xBF"))
            line.remove(0, 3);
        if ((line.startsWith(' ') || line.startsWith('\t')) && !lines.isEmpty())
            lines.last().text += line.mid(1);
        else if (!line.trimmed().isEmpty())
            lines += { number, line };
    }
    return lines;
}

}

Error calendarError(int number, const QString& words)
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "Line %1: %2", "of a calendar file").arg(number).arg(words) };
}

Result<CalendarScan> scanCalendar(const QByteArray& file)
{
    CalendarScan scan { .lines = unfoldedLines(file) };
    if (scan.lines.isEmpty() || scan.lines.first().text.trimmed().toUpper() != "BEGIN:VCALENDAR")
        return calendarError(scan.lines.isEmpty() ? 1 : scan.lines.first().number,
            QCoreApplication::translate("myna", "a calendar file begins with BEGIN:VCALENDAR; this is another kind of file."));
    QVector<qsizetype> open;
    for (qsizetype i = 0; i < scan.lines.size(); ++i) {
        const CalendarLine& line = scan.lines.at(i);
        if (!line.text.contains(':') || line.text.contains('\0'))
            return calendarError(line.number, QCoreApplication::translate("myna", "“%1” cannot be read.").arg(lineStart(line.text)));
        const QByteArray upper = line.text.trimmed().toUpper();
        if (upper.startsWith("BEGIN:")) {
            if (upper == "BEGIN:VEVENT")
                scan.events += i;
            open += i;
        } else if (upper.startsWith("END:")) {
            const QByteArray begun = open.isEmpty() ? QByteArray() : scan.lines.at(open.takeLast()).text.trimmed().toUpper();
            if (begun.mid(6) != upper.mid(4))
                return calendarError(
                    line.number, QCoreApplication::translate("myna", "“%1” closes what was not opened.").arg(lineStart(line.text)));
        }
        if (open.size() > deepest || scan.events.size() > mostEvents)
            return calendarError(line.number, QCoreApplication::translate("myna", "the file holds more than can be taken."));
    }
    if (!open.isEmpty())
        return calendarError(scan.lines.at(open.last()).number,
            QCoreApplication::translate("myna", "“%1” is never closed. The file may have been cut off.")
                .arg(lineStart(scan.lines.at(open.last()).text)));
    return scan;
}

// The line of an event that has this property, or else its first.
int lineOfProperty(const CalendarScan& scan, qsizetype event, const QByteArray& property)
{
    for (qsizetype i = event; i < scan.lines.size(); ++i) {
        const QByteArray upper = scan.lines.at(i).text.toUpper();
        if (upper.startsWith(property + ':') || upper.startsWith(property + ';'))
            return scan.lines.at(i).number;
        if (upper.startsWith("END:VEVENT"))
            break;
    }
    return scan.lines.at(event).number;
}

bool hasProperty(const CalendarScan& scan, qsizetype event, const QByteArray& property)
{
    return lineOfProperty(scan, event, property) != scan.lines.at(event).number;
}

}
