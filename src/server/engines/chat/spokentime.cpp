// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/spokentime.h"

#include "server/engines/chat/numbers.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int noon = 12;
constexpr int hoursOfADay = 24;
constexpr int daysOfAWeek = 7;
constexpr int latestAtNight = 4; // o'clock: two at night belongs to the evening before
constexpr int earliestWaking = 4; // before that nobody is woken by "wake me at three"
constexpr int earliestDoing = 7;

enum class Half { Unsaid, Morning, Afternoon, Evening, Night };

const QStringList weekdays { u"monday"_s, u"tuesday"_s, u"wednesday"_s, u"thursday"_s, u"friday"_s, u"saturday"_s, u"sunday"_s };
const QString englishHours = u"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
                             "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|zero"_s;
const QString chineseCount = u"(?:[0-9]{1,2}|[零〇一二两三四五六七八九十]{1,3})"_s;
const QString chineseDay = u"今天|今日|今早|今晚|明天|明日|明早|明晚|大后天|后天|每天|每日|天天|(?:每个?)?工作日|"
                           "(?:每个?|这个?|下个?)?(?:周|星期|礼拜)[一二三四五六日天]"_s;
const QString chineseHalf = u"凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜"_s;

// Which half of the day is meant by a part of it; twelve is noon by day and midnight at night.
std::optional<SpokenTime> placed(int hour, int minute, Half half, bool twentyFour)
{
    if (hour < 0 || hour > hoursOfADay || minute < 0 || minute > 59 || (hour == hoursOfADay && minute > 0))
        return std::nullopt;
    SpokenTime time { .exact = half != Half::Unsaid || twentyFour || hour > noon || hour == 0 };
    time.endOfDay = hour == hoursOfADay;
    hour %= hoursOfADay;
    switch (half) {
    case Half::Unsaid:
        time.exact = time.exact || hour == noon; // twelve alone is noon
        break;
    case Half::Morning:
        hour = hour == noon ? 0 : hour;
        break;
    case Half::Afternoon:
        hour = hour < noon ? hour + noon : hour;
        break;
    case Half::Evening:
    case Half::Night:
        if (hour == noon) {
            hour = 0;
            time.endOfDay = true;
        } else if (hour < noon && (half == Half::Evening || hour > latestAtNight)) {
            hour += noon;
        } else if (hour <= latestAtNight) {
            time.endOfDay = true;
        }
        break;
    }
    time.clock = QTime(hour, minute);
    return time;
}

void sayDay(SpokenTime& time, const QString& repeat, std::optional<int> ahead, int weekday)
{
    time.repeat = repeat;
    time.daysAhead = ahead;
    time.weekday = weekday;
}

// One after the other, as they stand in the sentence.
struct EnglishReading
{
    QVector<int> numbers;
    bool isHalf = false;
    bool isQuarter = false;
    int direction = 0; // 1: past, −1: to
    qsizetype before = 0; // numbers in front of past or to
    bool isNamed = false; // noon, midnight
    bool isDotted = false; // 07:30, which is the 24-hour clock
    Half half = Half::Unsaid;
    bool isTonight = false;
};

bool readNumber(EnglishReading& r, const QString& word)
{
    static const QRegularExpression digits(u"^([0-9]{1,2})(?:[.:]?([0-9]{2}))?(am|pm)?$"_s);
    if (const auto match = digits.match(word); match.hasMatch()) {
        r.isDotted = r.isDotted || (r.numbers.isEmpty() && match.captured(1).startsWith(u'0'));
        r.numbers += match.captured(1).toInt();
        if (!match.captured(2).isEmpty())
            r.numbers += match.captured(2).toInt();
        if (!match.captured(3).isEmpty())
            r.half = match.captured(3) == "am"_L1 ? Half::Morning : Half::Afternoon;
        return true;
    }
    const auto value = word == "a"_L1 ? std::nullopt : englishNumber(word); // a quarter
    if (!value)
        return false;
    // twenty five is one number; seven thirty are two
    const bool joins = !r.numbers.isEmpty() && r.numbers.last() >= 20 && r.numbers.last() % 10 == 0 && *value > 0 && *value < 10;
    if (joins)
        r.numbers.last() += int(*value);
    else
        r.numbers += int(*value);
    return true;
}

void readWord(EnglishReading& r, const QString& word)
{
    if (word == "half"_L1)
        r.isHalf = true;
    else if (word == "quarter"_L1)
        r.isQuarter = true;
    else if (word == "past"_L1 || word == "after"_L1 || word == "to"_L1 || word == "before"_L1) {
        r.direction = word == "past"_L1 || word == "after"_L1 ? 1 : -1;
        r.before = r.numbers.size();
    } else if (word == "am"_L1 || word == "morning"_L1)
        r.half = Half::Morning;
    else if (word == "pm"_L1 || word == "afternoon"_L1)
        r.half = Half::Afternoon;
    else if (word == "evening"_L1)
        r.half = Half::Evening;
    else if (word == "night"_L1 || word == "tonight"_L1) {
        r.half = Half::Night;
        r.isTonight = r.isTonight || word == "tonight"_L1;
    } else if (word == "noon"_L1 || word == "midday"_L1 || word == "midnight"_L1) {
        r.isNamed = true;
        r.numbers += noon;
        r.half = word == "midnight"_L1 ? Half::Night : Half::Unsaid;
    }
}

std::optional<SpokenTime> clockOf(const EnglishReading& r)
{
    if (r.direction != 0) { // half past six, quarter to seven, twenty to five
        const bool isFraction = r.isHalf || r.isQuarter;
        if (r.numbers.size() != (isFraction ? 1 : 2) || r.before != (isFraction ? 0 : 1) || (r.isHalf && r.direction < 0))
            return std::nullopt;
        const int minutes = r.isHalf ? 30 : r.isQuarter ? 15 : r.numbers.first();
        auto time = placed(r.numbers.last(), 0, r.half, false);
        if (!time || minutes < 1 || minutes > 59 || r.numbers.last() > hoursOfADay)
            return std::nullopt;
        time->endOfDay = time->endOfDay && r.direction > 0; // a quarter to twelve at night is still that day
        time->clock = time->clock.addSecs(60 * minutes * r.direction);
        return time;
    }
    if (r.isQuarter || r.numbers.isEmpty() || r.numbers.size() > 2 || (r.isNamed && r.numbers.size() > 1))
        return std::nullopt;
    if (r.half == Half::Morning && r.numbers.first() > noon)
        return std::nullopt; // 13 am
    if (r.isHalf && r.numbers.size() > 1)
        return std::nullopt;
    return placed(r.numbers.first(), r.isHalf ? 30 : r.numbers.value(1), r.half, r.isDotted); // half seven is half past seven
}

std::optional<SpokenTime> readEnglishTime(const QString& text)
{
    static const QRegularExpression parted(u"\\b([ap]) m\\b"_s); // a.m. lost its points
    EnglishReading reading;
    QString repeat;
    std::optional<int> ahead;
    int weekday = 0;
    bool isEvery = false;
    for (const QString& word : QString(text).replace(parted, u"\\1m"_s).split(u' ', Qt::SkipEmptyParts)) {
        QString day = word;
        if (day.endsWith(u's'))
            day.chop(1);
        if (const qsizetype named = weekdays.indexOf(day); named >= 0)
            weekday = int(named) + 1;
        else if (word == "every"_L1 || word == "each"_L1)
            isEvery = true;
        else if (day == "weekday"_L1)
            repeat = u"weekdays"_s;
        else if (word == "day"_L1 || word == "daily"_L1)
            repeat = u"daily"_s;
        else if (word == "tomorrow"_L1)
            ahead = 1;
        else if (word == "today"_L1)
            ahead = 0;
        else if (!readNumber(reading, word))
            readWord(reading, word);
        if (isEvery && (word == "morning"_L1 || word == "evening"_L1 || word == "night"_L1))
            repeat = u"daily"_s;
    }
    if (isEvery && weekday > 0)
        repeat = u"weekly"_s;
    if (reading.isTonight)
        ahead = 0;
    auto time = clockOf(reading);
    if (time)
        sayDay(*time, repeat, ahead, weekday);
    return time;
}

int chineseWhole(const QString& text)
{
    return int(chineseNumber(text).value_or(-1));
}

Half chineseHalfOf(const QString& day, const QString& part)
{
    if (part == u"凌晨" || part == u"清晨" || part == u"早上" || part == u"早晨" || part == u"上午")
        return Half::Morning;
    if (part == u"中午" || part == u"下午")
        return Half::Afternoon;
    if (part == u"傍晚")
        return Half::Evening;
    if (!part.isEmpty() || day.endsWith(u'晚'))
        return Half::Night;
    return day.endsWith(u'早') ? Half::Morning : Half::Unsaid;
}

// Nothing of the day changes nothing.
void readChineseDay(SpokenTime& time, const QString& day)
{
    if (day.isEmpty())
        return;
    const bool every = day.startsWith(u'每') || day == u"天天";
    if (day.endsWith(u"工作日"_s))
        return sayDay(time, u"weekdays"_s, {}, 0);
    if (day.contains(u'周') || day.contains(u"星期"_s) || day.contains(u"礼拜"_s)) {
        const qsizetype which = u"一二三四五六日"_s.indexOf(day.back());
        return sayDay(time, every ? u"weekly"_s : QString(), {}, which < 0 ? daysOfAWeek : int(which) + 1);
    }
    if (every)
        return sayDay(time, u"daily"_s, {}, 0);
    sayDay(time, {}, day.startsWith(u'今') ? 0 : day.startsWith(u'明') ? 1 : day.startsWith(u'大') ? 3 : 2, 0);
}

std::optional<SpokenTime> chineseClock(const QRegularExpressionMatch& m, Half half)
{
    if (const QString named = m.captured(u"named"_s); !named.isEmpty())
        return named == u"零点" ? placed(0, 0, half, true) : placed(noon, 0, named == u"正午" ? Half::Unsaid : Half::Night, true);
    if (const QString plain = m.captured(u"plain"_s); !plain.isEmpty()) // 7:30 lost its colon
        return placed(plain.chopped(2).toInt(), plain.right(2).toInt(), half, plain.startsWith(u'0'));
    const int hour = chineseWhole(m.captured(u"hour"_s));
    const QString rest = m.captured(u"rest"_s);
    if (const QString less = m.captured(u"less"_s) + (rest.startsWith(u'差') ? rest.mid(1) : QString()); !less.isEmpty()) {
        const int minutes = less == u"一刻" ? 15 : chineseWhole(QString(less).remove(u'分'));
        auto time = placed(hour, 0, half, false);
        if (!time || minutes < 1 || minutes > 59)
            return std::nullopt;
        time->endOfDay = false;
        time->clock = time->clock.addSecs(-60 * minutes);
        return time;
    }
    const int minute = rest.isEmpty() ? 0
        : rest == u"半"               ? 30
        : rest == u"一刻"             ? 15
        : rest == u"三刻"             ? 45
                                      : chineseWhole(QString(rest).remove(u'分'));
    if (half == Half::Morning && hour > noon)
        return std::nullopt;
    // One o'clock at noon is in the afternoon, eleven is not; twelve in the forenoon is noon.
    const QString part = m.captured(u"part"_s);
    if ((part == u"中午" && hour >= 10 && hour <= noon) || (part == u"上午" && hour == noon))
        return placed(hour, minute, Half::Unsaid, true);
    return placed(hour, minute, half, false);
}

std::optional<SpokenTime> readChineseTime(const QString& text)
{
    static const QRegularExpression whole(u"^(?<day>%1)?的?(?<part>%2)?(?:(?<named>正午|午夜|零点)|差?(?<less>(?<=差)(?:一刻|%3分?))?钟?到?"
                                          u"(?<hour>%3)[点时]钟?整?(?<rest>半|一刻|三刻|差一刻|差?%3分?)?|"
                                          "(?<plain>[0-9]{3,4}))$"_s.arg(chineseDay, chineseHalf, chineseCount));
    const auto match = whole.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString day = match.captured(u"day"_s);
    auto time = chineseClock(match, chineseHalfOf(day, match.captured(u"part"_s)));
    if (time)
        readChineseDay(*time, day);
    return time;
}

// Morning or evening, of a day that is not now.
QTime likely(const SpokenTime& time, bool waking)
{
    if (time.exact)
        return time.clock;
    const int hour = time.clock.hour() % noon;
    const bool early = hour >= (waking ? earliestWaking : earliestDoing);
    return QTime(early ? hour : hour + noon, time.clock.minute());
}

QDateTime onDay(const QDate& day, const SpokenTime& time, const QTime& clock)
{
    return QDateTime(day.addDays(time.endOfDay ? 1 : 0), clock);
}

QString chinesePart(const QTime& clock)
{
    const int hour = clock.hour();
    return hour < 6   ? u"凌晨"_s
        : hour < 9    ? u"早上"_s
        : hour < noon ? u"上午"_s
        : hour < 13   ? u"中午"_s
        : hour < 18   ? u"下午"_s
                      : u"晚上"_s;
}

QString chineseTimeWords(const QDateTime& time, const QString& repeat, const QDateTime& now)
{
    const qint64 days = now.date().daysTo(time.date());
    const QString weekday = u"星期"_s + u"一二三四五六日"_s[time.date().dayOfWeek() - 1];
    const QString day = repeat == "daily"_L1 ? u"每天"_s
        : repeat == "weekdays"_L1            ? u"每个工作日"_s
        : repeat == "weekly"_L1              ? u"每"_s + weekday
        : days == 0                          ? u"今天"_s
        : days == 1                          ? u"明天"_s
        : days == 2                          ? u"后天"_s
        : days < daysOfAWeek                 ? weekday
                                             : u"%1月%2日"_s.arg(time.date().month()).arg(time.date().day());
    const int hour = time.time().hour() > noon ? time.time().hour() - noon : time.time().hour();
    const int minute = time.time().minute();
    const QString rest = minute == 0 ? QString() : minute == 30 ? u"半"_s : u"%1分"_s.arg(minute);
    return u"%1%2%3点%4"_s.arg(day, chinesePart(time.time())).arg(hour).arg(rest);
}

}

std::optional<SpokenTime> spokenTime(const QString& text, const QString& language)
{
    return language == "zh"_L1 ? readChineseTime(text) : readEnglishTime(text.simplified().toLower());
}

std::optional<QDateTime> nextSuch(const SpokenTime& time, const QDateTime& now, bool waking)
{
    const QDate today = now.date();
    if (time.weekday > 0) {
        QDate day = today.addDays((time.weekday - today.dayOfWeek() + daysOfAWeek) % daysOfAWeek);
        if (onDay(day, time, likely(time, waking)) <= now)
            day = day.addDays(daysOfAWeek);
        return onDay(day, time, likely(time, waking));
    }
    if (time.daysAhead && *time.daysAhead > 0)
        return onDay(today.addDays(*time.daysAhead), time, likely(time, waking));
    const bool settled = time.exact || !time.repeat.isEmpty() || (waking && time.clock.hour() % noon >= earliestWaking && !time.daysAhead);
    const QTime first = settled ? likely(time, waking) : QTime(time.clock.hour() % noon, time.clock.minute());
    QVector<QDateTime> all { onDay(today, time, first) };
    if (!settled)
        all += onDay(today, time, first.addSecs(noon * 3600));
    if (!time.daysAhead) {
        // Midnight "of today" may have been the one that was; for one that is not of a day the next is meant.
        all.prepend(QDateTime(today, first));
        all += QDateTime(today.addDays(1), first);
    }
    for (QDateTime& one : all) {
        while (time.repeat == "weekdays"_L1 && (one <= now || one.date().dayOfWeek() > Qt::Friday))
            one = one.addDays(1);
        if (one > now)
            return one;
    }
    return std::nullopt;
}

QString timeWords(const QDateTime& time, const QString& repeat, const QDateTime& now, const QString& language)
{
    if (language == "zh"_L1)
        return chineseTimeWords(time, repeat, now);
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const qint64 days = now.date().daysTo(time.date());
    const QString weekday = english.dayName(time.date().dayOfWeek());
    const QString day = repeat == "daily"_L1 ? u"every day"_s
        : repeat == "weekdays"_L1            ? u"on weekdays"_s
        : repeat == "weekly"_L1              ? u"every "_s + weekday
        : days == 0                          ? u"today"_s
        : days == 1                          ? u"tomorrow"_s
        : days < daysOfAWeek                 ? u"on "_s + weekday
                                             : u"on "_s + english.toString(time.date(), u"dddd, MMMM d,"_s);
    return u"%1 at %2"_s.arg(day, english.toString(time.time(), u"h:mm AP"_s));
}

QString englishTimeExpression()
{
    static const QString expression
        = u"(?:(?:[0-9]{1,2}(?:[.:]?[0-9]{2})?(?:am|pm)?|%1|half|a quarter|quarter|past|after|to|before|minutes|oclock|o clock|am|pm|a m|p "
          u"m|"
          "noon|midday|midnight|in the morning|in the afternoon|in the evening|this morning|this afternoon|this evening|at night|tonight|"
          "today|tomorrow|morning|afternoon|evening|at|on|next|every|each|day|daily|weekdays?|(?:%2)s?) )+"_s.arg(
              englishHours, weekdays.join(u'|'));
    return expression;
}

QString chineseTimeExpression()
{
    static const QString expression
        = u"(?:(?:%1)?的?(?:%2)?(?:正午|午夜|零点|(?:差(?:一刻|%3分?)钟?到?)?%3[点时]钟?整?(?:半|一刻|三刻|差一刻|差?%3分?)?|[0-9]{3,4}))"_s
              .arg(chineseDay, chineseHalf, chineseCount);
    return expression;
}

}
