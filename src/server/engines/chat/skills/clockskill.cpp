// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/clockskill.h"

#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

enum Meaning { Time, Date, Weekday };

QString englishTime(const QTime& time)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(time, u"h:mm AP"_s);
}

QString chineseTime(const QTime& time)
{
    const QString part = time.hour() < 6 ? u"凌晨"_s : time.hour() < 12 ? u"上午"_s : time.hour() < 18 ? u"下午"_s : u"晚上"_s;
    const int hour = time.hour() > 12 ? time.hour() - 12 : time.hour();
    return time.minute() == 0 ? u"%1%2点整"_s.arg(part).arg(hour) : u"%1%2点%3分"_s.arg(part).arg(hour).arg(time.minute());
}

}

QVector<Phrase> ClockSkill::phrases() const
{
    return {
        { Time, u"en"_s, u"(what time is it|what is the time|tell me the time) [now]"_s },
        { Time, u"en"_s, u"(whats the time|time|what time is it right now)"_s, false },
        { Date, u"en"_s, u"(what is the date|what is todays date|what date is it|tell me the date) [today]"_s, false },
        { Date, u"en"_s, u"(what is the date|what date is it|tell me the date) [today]"_s },
        { Date, u"en"_s, u"(whats the date|date)"_s, false },
        { Weekday, u"en"_s, u"(what day is it|what day is today|what is the day) [today]"_s },
        { Time, u"zh"_s, u"[现在|请问|请问现在](几点[钟][了]|是几点|什么时间|什么时候了|时间是多少)"_s },
        { Date, u"zh"_s, u"[今天|请问今天](几号[了]|是几号|几月几号|是几月几号|什么日期|是什么日期|的日期)"_s },
        { Weekday, u"zh"_s, u"[今天|请问今天](星期几|是星期几|周几|是周几|礼拜几|是礼拜几)"_s },
    };
}

QString ClockSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"报时间和日期"_s : u"tell you the time and the date"_s;
}

Reply ClockSkill::answer(int meaning, const PhraseMatch&, const Situation& s)
{
    const QDate date = s.now.date();
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QString chineseDay = u"星期"_s + u"一二三四五六日"_s[date.dayOfWeek() - 1];
    switch (Meaning(meaning)) {
    case Time:
        return { inLanguage(s, u"It is %1."_s.arg(englishTime(s.now.time())), u"现在是%1。"_s.arg(chineseTime(s.now.time()))), u"happy"_s };
    case Date:
        return { inLanguage(s, u"Today is %1."_s.arg(english.toString(date, u"dddd, MMMM d, yyyy"_s)),
                     u"今天是%1年%2月%3日，%4。"_s.arg(date.year()).arg(date.month()).arg(date.day()).arg(chineseDay)),
            u"happy"_s };
    case Weekday:
        return { inLanguage(s, u"It is %1."_s.arg(english.dayName(date.dayOfWeek())), u"今天是%1。"_s.arg(chineseDay)), u"happy"_s };
    }
    return {};
}

}
