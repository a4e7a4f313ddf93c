// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/servertools.h"

#include <QJsonDocument>
#include <QLocale>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

const QString timeTool = u"get_time"_s;
const QString calendarTool = u"get_calendar"_s;

QJsonObject describe(const QDate& date)
{
    return { { u"date"_s, date.toString(Qt::ISODate) }, { u"weekday"_s, QLocale::c().dayName(date.dayOfWeek()) },
        { u"week"_s, date.weekNumber() }, { u"day_of_year"_s, date.dayOfYear() } };
}

QString text(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

}

ServerTools::ServerTools(Now now)
    : m_now(now ? std::move(now) : Now([] { return QDateTime::currentDateTime(); }))
{
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> ServerTools::tools() const
{
    return { { .name = timeTool, .description = u"The time, date, weekday and time zone here, now."_s },
        { .name = calendarTool,
            .description = u"The weekday, week and day of the year of a date, and how many days it is from today."_s,
            .arguments = { { .name = u"date"_s, .description = u"YYYY-MM-DD"_s } } } };
}

void ServerTools::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    const QDateTime now = m_now();
    if (name == timeTool) {
        QJsonObject answer = describe(now.date());
        answer.insert(u"time"_s, now.toString(u"HH:mm:ss"_s));
        answer.insert(u"offset_from_utc"_s, now.toOffsetFromUtc(now.offsetFromUtc()).toString(u"t"_s));
        done(text(answer));
        return;
    }
    if (name != calendarTool) {
        done(Error { Error::Code::NotFound, u"Tool %1 not found."_s.arg(name) });
        return;
    }
    const QDate date = QDate::fromString(arguments["date"_L1].toString().trimmed(), Qt::ISODate);
    if (!date.isValid()) {
        done(Error { Error::Code::Refused, u"There is no such date; write it as YYYY-MM-DD."_s });
        return;
    }
    QJsonObject answer = describe(date);
    answer.insert(u"days_from_today"_s, now.date().daysTo(date));
    done(text(answer));
}

}
