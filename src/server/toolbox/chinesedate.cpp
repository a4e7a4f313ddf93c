// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/chinesedate.h"

#include <QDateTime>
#include <QStringList>

#include <memory>

#include <unicode/ucal.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

struct CalendarDeleter
{
    void operator()(UCalendar* calendar) const { ucal_close(calendar); }
};

constexpr int firstYear = 1901;
constexpr int lastYear = 2099;
constexpr int stems = 10;
constexpr int branches = 12;

QString dayText(int day)
{
    static const QString digits = u"一二三四五六七八九十"_s;
    if (day == 20)
        return u"二十"_s;
    if (day == 30)
        return u"三十"_s;
    return u"初十廿"_s.mid((day - 1) / 10, 1) + digits[(day - 1) % 10];
}

}

std::optional<ChineseDate> chineseDate(const QDate& date)
{
    if (!date.isValid() || date.year() < firstYear || date.year() > lastYear)
        return std::nullopt;
    static constexpr char16_t zone[] = u"Asia/Shanghai";
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCalendar, CalendarDeleter> calendar(ucal_open(zone, -1, "zh@calendar=chinese", UCAL_TRADITIONAL, &status));
    // Noon there, whatever its clocks were set to.
    const QDateTime noon(date, QTime(4, 0), Qt::UTC);
    ucal_setMillis(calendar.get(), UDate(noon.toMSecsSinceEpoch()), &status);
    const int year = ucal_get(calendar.get(), UCAL_YEAR, &status) - 1; // of a cycle of sixty
    ChineseDate chinese;
    chinese.month = ucal_get(calendar.get(), UCAL_MONTH, &status) + 1;
    chinese.day = ucal_get(calendar.get(), UCAL_DAY_OF_MONTH, &status);
    chinese.leap = ucal_get(calendar.get(), UCAL_IS_LEAP_MONTH, &status) != 0;
    const bool sane = year >= 0 && chinese.month >= 1 && chinese.month <= 12 && chinese.day >= 1 && chinese.day <= 30;
    if (U_FAILURE(status) || !sane)
        return std::nullopt;
    chinese.year = u"甲乙丙丁戊己庚辛壬癸"_s.mid(year % stems, 1) + u"子丑寅卯辰巳午未申酉戌亥"_s.mid(year % branches, 1);
    chinese.animal = u"鼠牛虎兔龙蛇马羊猴鸡狗猪"_s.mid(year % branches, 1);
    return chinese;
}

QString chineseDateText(const ChineseDate& date)
{
    static const QStringList months { u"正"_s, u"二"_s, u"三"_s, u"四"_s, u"五"_s, u"六"_s, u"七"_s, u"八"_s, u"九"_s, u"十"_s, u"冬"_s,
        u"腊"_s };
    return date.year + u'年' + (date.leap ? u"闰"_s : QString()) + months.value(date.month - 1) + u'月' + dayText(date.day);
}

}
