// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/servertools.h"

#include "server/toolbox/chinesedate.h"

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
    QJsonObject day { { u"date"_s, date.toString(Qt::ISODate) }, { u"weekday"_s, QLocale::c().dayName(date.dayOfWeek()) },
        { u"week"_s, date.weekNumber() }, { u"day_of_year"_s, date.dayOfYear() } };
    if (const auto chinese = chineseDate(date))
        day.insert(u"chinese_calendar"_s, u"%1，%2年"_s.arg(chineseDateText(*chinese), chinese->animal));
    return day;
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
            .description
            = u"The weekday, week and day of the year of a date, its date in the Chinese calendar, and how many days it is from today."_s,
            .arguments = { { .name = u"date"_s, .description = u"YYYY-MM-DD; today when left out"_s, .required = false } } } };
}

QString ServerTools::ownName(const QString& called) const
{
    return called == "get_lunar"_L1 ? calendarTool : called;
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
    const QString wanted = arguments["date"_L1].toString().trimmed();
    const QDate date = wanted.isEmpty() ? now.date() : QDate::fromString(wanted, Qt::ISODate);
    if (!date.isValid()) {
        done(Error { Error::Code::Refused, u"There is no such date; write it as YYYY-MM-DD."_s });
        return;
    }
    QJsonObject answer = describe(date);
    answer.insert(u"days_from_today"_s, now.date().daysTo(date));
    done(text(answer));
}

}
