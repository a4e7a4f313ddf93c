// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/numbers.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

const QStringList units { u"zero"_s, u"one"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s, u"six"_s, u"seven"_s, u"eight"_s, u"nine"_s,
    u"ten"_s, u"eleven"_s, u"twelve"_s, u"thirteen"_s, u"fourteen"_s, u"fifteen"_s, u"sixteen"_s, u"seventeen"_s, u"eighteen"_s,
    u"nineteen"_s };
const QStringList tens { u"twenty"_s, u"thirty"_s, u"forty"_s, u"fifty"_s, u"sixty"_s, u"seventy"_s, u"eighty"_s, u"ninety"_s };
const QString chineseDigits = u"零一二三四五六七八九"_s;

int chineseDigit(QChar c)
{
    if (c == u'两')
        return 2;
    if (c == u'〇')
        return 0;
    return int(chineseDigits.indexOf(c));
}

std::optional<double> plainNumber(QStringView text)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok && std::isfinite(value) && std::abs(value) <= largestNumber ? std::optional(value) : std::nullopt;
}

// The words before "point": a running group below a thousand, closed by "thousand" or "million".
std::optional<double> wholeEnglish(const QStringList& words)
{
    double total = 0;
    double group = 0;
    for (const QString& word : words) {
        if (word == "and"_L1)
            continue;
        if (const qsizetype unit = units.indexOf(word); unit >= 0)
            group += double(unit);
        else if (const qsizetype ten = tens.indexOf(word); ten >= 0)
            group += 20 + 10 * double(ten);
        else if (word == "a"_L1)
            group += 1;
        else if (word == "hundred"_L1)
            group = std::max(group, 1.0) * 100;
        else if (word == "thousand"_L1 || word == "million"_L1) {
            total += std::max(group, 1.0) * (word == "thousand"_L1 ? 1e3 : 1e6);
            group = 0;
        } else if (const auto digits = plainNumber(word))
            group += *digits;
        else
            return std::nullopt;
    }
    return total + group;
}

std::optional<double> wholeChinese(QStringView text)
{
    double total = 0;
    double section = 0;
    double digit = 0;
    bool any = false;
    for (const QChar c : text) {
        any = true;
        if (const int value = chineseDigit(c); value >= 0)
            digit = digit * (digit > 0 ? 10 : 1) + value; // 二五 is read as 25
        else if (c == u'十' || c == u'百' || c == u'千') {
            section += (digit == 0 ? 1 : digit) * (c == u'十' ? 10 : c == u'百' ? 100 : 1000);
            digit = 0;
        } else if (c == u'万') {
            total = (total + section + digit) * 1e4;
            section = digit = 0;
        } else
            return std::nullopt;
    }
    return any ? std::optional(total + section + digit) : std::nullopt;
}

std::chrono::seconds unitOf(QStringView unit)
{
    if (unit.startsWith(u"hour") || unit == u"小时" || unit == u"钟头")
        return std::chrono::hours(1);
    if (unit.startsWith(u"min") || unit == u"分钟" || unit == u"分")
        return std::chrono::minutes(1);
    return std::chrono::seconds(1);
}

std::optional<std::chrono::seconds> accepted(double seconds)
{
    if (seconds < 1 || seconds > 86400)
        return std::nullopt;
    return std::chrono::seconds(std::llround(seconds));
}

}

std::optional<double> englishNumber(QStringView words)
{
    const QString text = words.toString().toLower().replace(u'-', u' ').simplified();
    if (const auto plain = plainNumber(words.trimmed()))
        return plain;
    QStringList list = text.split(u' ', Qt::SkipEmptyParts);
    const bool negative = !list.isEmpty() && (list.first() == "minus"_L1 || list.first() == "negative"_L1);
    if (negative)
        list.removeFirst();
    if (list.isEmpty())
        return std::nullopt;
    const qsizetype point = list.indexOf(u"point"_s);
    auto value = wholeEnglish(point < 0 ? list : list.mid(0, point));
    if (!value)
        return std::nullopt;
    double place = 0.1;
    for (qsizetype i = point + 1; point >= 0 && i < list.size(); ++i, place /= 10) {
        const qsizetype digit = units.indexOf(list[i]);
        if (digit < 0 || digit > 9)
            return std::nullopt;
        *value += place * double(digit);
    }
    return std::abs(*value) <= largestNumber ? std::optional(negative ? -*value : *value) : std::nullopt;
}

std::optional<double> chineseNumber(QStringView characters)
{
    QString text = characters.trimmed().toString();
    if (const auto plain = plainNumber(text))
        return plain;
    const bool negative = text.startsWith(u'负');
    if (negative)
        text.remove(0, 1);
    if (const auto plain = plainNumber(text))
        return negative ? -*plain : *plain;
    const qsizetype point = text.indexOf(u'点');
    auto value = wholeChinese(point < 0 ? QStringView(text) : QStringView(text).left(point));
    if (!value)
        return std::nullopt;
    double place = 0.1;
    for (qsizetype i = point + 1; point >= 0 && i < text.size(); ++i, place /= 10) {
        const int digit = chineseDigit(text[i]);
        if (digit < 0)
            return std::nullopt;
        *value += place * digit;
    }
    return std::abs(*value) <= largestNumber ? std::optional(negative ? -*value : *value) : std::nullopt;
}

std::optional<double> numberOf(const QString& text, const QString& language)
{
    return language == "zh"_L1 ? chineseNumber(text) : englishNumber(text);
}

QString englishWords(int number)
{
    if (number < 20)
        return units.value(std::max(number, 0));
    if (number < 100)
        return tens[number / 10 - 2] + (number % 10 ? u' ' + units[number % 10] : QString());
    if (number < 1000)
        return units[number / 100] + u" hundred"_s + (number % 100 ? u' ' + englishWords(number % 100) : QString());
    return englishWords(number / 1000) + u" thousand"_s + (number % 1000 ? u' ' + englishWords(number % 1000) : QString());
}

QString digitsOf(double number)
{
    QString text = QString::number(number, 'f', 4);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text == "-0"_L1 ? u"0"_s : text;
}

std::optional<std::chrono::seconds> durationOf(const QString& text, const QString& language)
{
    const bool chinese = language == "zh"_L1;
    if (!chinese && text.startsWith("half an hour"_L1))
        return std::chrono::minutes(30);
    static const QRegularExpression english(
        u"(half an |an? |%1)(and a half )?(second|sec|minute|min|hour)s? ?(and a half(?! \\w))?"_s.arg(englishNumberExpression()));
    static const QRegularExpression mandarin(u"(半|%1)个?(半)?(小时|钟头|分钟|分|秒钟|秒)(半)?"_s.arg(chineseNumberExpression()));
    double seconds = 0;
    const QString words = chinese ? text : text.simplified() + u' ';
    for (auto it = (chinese ? mandarin : english).globalMatch(words); it.hasNext();) {
        const auto part = it.next();
        const QString amount = part.captured(1).trimmed();
        const bool one = amount == "a"_L1 || amount == "an"_L1;
        const auto count = one                          ? std::optional(1.0)
            : amount == u"半" || amount == "half an"_L1 ? std::optional(0.5)
                                                        : numberOf(amount, language);
        if (!count)
            return std::nullopt;
        const bool half = !part.captured(2).isEmpty() || !part.captured(4).isEmpty();
        seconds += (*count + (half ? 0.5 : 0)) * double(unitOf(part.captured(3)).count());
    }
    return accepted(seconds);
}

QString durationText(std::chrono::seconds duration, const QString& language)
{
    const bool chinese = language == "zh"_L1;
    const qint64 all = duration.count();
    const qint64 parts[] = { all / 3600, all / 60 % 60, all % 60 };
    const QString names[] = { chinese ? u"小时"_s : u"hour"_s, chinese ? u"分钟"_s : u"minute"_s, chinese ? u"秒"_s : u"second"_s };
    QStringList out;
    for (int i = 0; i < 3; ++i) {
        if (parts[i] == 0 && !(i == 2 && out.isEmpty()))
            continue;
        out += chinese ? QString::number(parts[i]) + names[i]
                       : u"%1 %2%3"_s.arg(parts[i]).arg(names[i], parts[i] == 1 ? QString() : u"s"_s);
    }
    return chinese ? out.join(QString()) : out.join(u" and "_s);
}

QString englishNumberExpression()
{
    static const QString words
        = u"(?:[-]?[0-9]+(?:\\.[0-9]+)? |(?:minus |negative )?(?:(?:%1|%2|hundred|thousand|million|point|and(?! a ))(?:[ -]))+)"_s.arg(
            units.join(u'|'), tens.join(u'|'));
    return words;
}

QString englishDurationExpression()
{
    return u"half an hour |(?:(?:an? |%1)(?:and a half )?(?:seconds?|secs?|minutes?|mins?|hours?) (?:and a half )?(?:and )?)+"_s.arg(
        englishNumberExpression());
}

QString chineseNumberExpression()
{
    return u"(?:[-负]?[0-9]+(?:\\.[0-9]+)?|负?[零〇一二两三四五六七八九十百千万]+(?:点[零一二三四五六七八九]+)?)"_s;
}

QString chineseDurationExpression()
{
    return u"(?:(?:半|%1)个?半?(?:小时|钟头|分钟|分|秒钟|秒)半?)+"_s.arg(chineseNumberExpression());
}

}
