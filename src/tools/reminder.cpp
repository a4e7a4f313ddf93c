// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminder.h"

#include "base/enumtable.h"
#include "tools/calendarfile.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr auto kindTable = std::to_array<Word<ReminderKind>>({
    { ReminderKind::Timer, "timer"_L1 },
    { ReminderKind::Alarm, "alarm"_L1 },
    { ReminderKind::Reminder, "reminder"_L1 },
    { ReminderKind::Entry, "entry"_L1 },
});
constexpr auto repeatTable = std::to_array<Word<Repeat>>({
    { Repeat::Once, "once"_L1 },
    { Repeat::Daily, "daily"_L1 },
    { Repeat::Weekdays, "weekdays"_L1 },
    { Repeat::Weekly, "weekly"_L1 },
});

constexpr int farthestYears = 10;
constexpr int daysOfAWeek = 7;

bool fallsOn(const QDate& day, Repeat repeat, const QDate& first)
{
    switch (repeat) {
    case Repeat::Once:
        return false;
    case Repeat::Daily:
        return true;
    case Repeat::Weekdays:
        return day.dayOfWeek() <= Qt::Friday;
    case Repeat::Weekly:
        return day.dayOfWeek() == first.dayOfWeek();
    }
    return false;
}

bool isChinese(const QString& language)
{
    return language.startsWith("zh"_L1);
}

QString counted(qint64 count, const QString& one, const QString& many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

QString headOf(const Reminder& r, const QString& language)
{
    const bool chinese = isChinese(language);
    switch (r.kind) {
    case ReminderKind::Timer:
        return chinese ? u"定时器时间到了"_s : u"Your timer is up"_s;
    case ReminderKind::Alarm: {
        const QString time = r.due.toLocalTime().toString(u"HH:mm"_s);
        return chinese ? u"闹钟响了，现在是%1"_s.arg(time) : u"Your alarm for %1"_s.arg(time);
    }
    case ReminderKind::Reminder:
        return chinese ? u"提醒你"_s : u"A reminder"_s;
    case ReminderKind::Entry: {
        const QString time = r.due.toLocalTime().toString(u"HH:mm"_s);
        return chinese ? u"%1有日程"_s.arg(time) : u"In your calendar at %1"_s.arg(time);
    }
    }
    return {};
}

}

QLatin1String kindName(ReminderKind kind)
{
    return wordOf(kindTable, kind);
}

std::optional<ReminderKind> kindFromName(QStringView name)
{
    return valueOf<ReminderKind>(kindTable, name);
}

QLatin1String repeatName(Repeat repeat)
{
    return wordOf(repeatTable, repeat);
}

std::optional<Repeat> repeatFromName(QStringView name)
{
    return valueOf<Repeat>(repeatTable, name);
}

QDateTime nextTime(const Reminder& reminder, const QDateTime& after)
{
    if (!reminder.rule.isEmpty())
        return nextByRule(reminder.rule, after);
    if (reminder.repeat == Repeat::Once)
        return {};
    const QDate first = reminder.due.toLocalTime().date();
    const QTime clock = reminder.clock.isValid() ? reminder.clock : reminder.due.toLocalTime().time();
    QDate day = std::max(after.toLocalTime().date(), first);
    for (int i = 0; i <= daysOfAWeek; ++i, day = day.addDays(1)) {
        const QDateTime time = QDateTime(day, clock).toUTC(); // a time that the clocks jump over comes an hour later on that day
        if (fallsOn(day, reminder.repeat, first) && time > after)
            return time;
    }
    return {};
}

Result<QDateTime> timeFrom(const QString& text, const QDateTime& now)
{
    static const QRegularExpression clockOnly(u"^(\\d{1,2}):(\\d{2})(?::\\d{2})?$"_s);
    const QString words = text.trimmed();
    QDateTime time;
    if (const auto match = clockOnly.match(words); match.hasMatch()) {
        const QTime clock(match.captured(1).toInt(), match.captured(2).toInt());
        if (clock.isValid()) {
            time = QDateTime(now.toLocalTime().date(), clock);
            if (time <= now)
                time = QDateTime(time.date().addDays(1), clock);
        }
    } else if (words.size() <= 35) {
        time = QDateTime::fromString(QString(words).replace(u' ', u'T'), Qt::ISODate);
    }
    if (!time.isValid())
        return Error { Error::Code::Invalid,
            u"The time \"%1\" cannot be read. Write 07:30 or 2026-12-24T18:00, in local time."_s.arg(words.left(40)) };
    if (time <= now)
        return Error { Error::Code::Invalid,
            u"The time %1 is past; it is %2 now."_s.arg(words.left(40), now.toLocalTime().toString(u"yyyy-MM-ddTHH:mm"_s)) };
    if (time > now.addYears(farthestYears))
        return Error { Error::Code::Invalid, u"The time %1 is more than ten years away."_s.arg(words.left(40)) };
    return time.toUTC();
}

QString lengthWords(std::chrono::seconds length, const QString& language)
{
    using namespace std::chrono_literals;
    const bool chinese = isChinese(language);
    const qint64 seconds = length.count();
    if (length < 2min)
        return chinese ? u"%1秒"_s.arg(seconds) : counted(seconds, u"second"_s, u"seconds"_s);
    if (length < 2h)
        return chinese ? u"%1分钟"_s.arg(seconds / 60) : counted(seconds / 60, u"minute"_s, u"minutes"_s);
    if (length < 48h)
        return chinese ? u"%1小时"_s.arg(seconds / 3600) : counted(seconds / 3600, u"hour"_s, u"hours"_s);
    return chinese ? u"%1天"_s.arg(seconds / 86400) : counted(seconds / 86400, u"day"_s, u"days"_s);
}

QString ringWords(const Reminder& reminder, std::chrono::seconds late, const QString& language)
{
    const bool chinese = isChinese(language);
    QString words = headOf(reminder, language);
    if (!reminder.text.isEmpty())
        words += (chinese ? u"："_s : u": "_s) + reminder.text;
    if (late.count() > 0)
        words += (chinese ? u"（已过%1）"_s : u" (%1 ago)"_s).arg(lengthWords(late, language));
    return words;
}

QString spokenRequest(const QString& words, const QString& language)
{
    return (isChinese(language) ? u"跟我说："_s : u"Repeat after me: "_s) + words;
}

bool isSpokenRequest(const QString& text)
{
    static const QRegularExpression request(
        u"^(?:Repeat after me:? ?(?:Your timer is up|Your alarm for \\d\\d:\\d\\d|A reminder:|In your calendar at \\d\\d:\\d\\d)"
        "|跟我说：?(?:定时器时间到了|闹钟响了，现在是|提醒你：|\\d\\d:\\d\\d有日程))"_s);
    return request.match(text.simplified()).hasMatch();
}

}
