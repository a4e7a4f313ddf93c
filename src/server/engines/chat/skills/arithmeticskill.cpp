// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/arithmeticskill.h"

#include "server/engines/chat/numbers.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

enum Meaning { Plus, Minus, Times, DividedBy };

struct Wording
{
    Meaning meaning;
    const char16_t* spoken;
    const char16_t* typed;
    const char16_t* chinese;
    const char16_t* english; // in the answer
    const char16_t* mandarin;
};
constexpr Wording wordings[] = {
    { Plus, u"plus", u"(+|and|added to)", u"(加上|加|+)", u"plus", u"加" },
    { Minus, u"minus", u"(-|less)", u"(减去|减|-)", u"minus", u"减" },
    { Times, u"(times|multiplied by)", u"(*|x|×)", u"(乘以|乘|×|*|x)", u"times", u"乘以" },
    { DividedBy, u"divided by", u"(/|÷|over)", u"(除以|÷|/)", u"divided by", u"除以" },
};

double resultOf(Meaning meaning, double a, double b)
{
    switch (meaning) {
    case Plus:
        return a + b;
    case Minus:
        return a - b;
    case Times:
        return a * b;
    case DividedBy:
        return a / b;
    }
    return 0;
}

}

QVector<Phrase> ArithmeticSkill::phrases() const
{
    QVector<Phrase> out;
    for (const Wording& wording : wordings) {
        const auto text = [](const char16_t* words) { return QString::fromUtf16(words); };
        const QString frame = u"[what is|how much is|whats|calculate] <number> %1 <number> [=|equals]"_s;
        out += Phrase { wording.meaning, u"en"_s, u"(what is|how much is) <number> %1 <number>"_s.arg(text(wording.spoken)) };
        out += Phrase { wording.meaning, u"en"_s, frame.arg(text(wording.spoken)), false };
        out += Phrase { wording.meaning, u"en"_s, frame.arg(text(wording.typed)), false };
        out += Phrase { wording.meaning, u"zh"_s, u"[计算|算一下|请问]<number>%1<number>[=|等于|是][多少|几]"_s.arg(text(wording.chinese)),
            false };
    }
    return out;
}

QString ArithmeticSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"做简单的算术"_s : u"do simple sums"_s;
}

Reply ArithmeticSkill::answer(int meaning, const PhraseMatch& match, const Situation& s)
{
    const auto first = numberOf(match.values.value(0), s.language);
    const auto second = numberOf(match.values.value(1), s.language);
    if (!first || !second)
        return { inLanguage(s, u"I did not understand the numbers."_s, u"我没听懂这些数字。"_s), u"confused"_s };
    if (meaning == DividedBy && *second == 0)
        return { inLanguage(s, u"Nothing can be divided by 0."_s, u"不能除以0。"_s), u"silly"_s };
    const double result = resultOf(Meaning(meaning), *first, *second);
    if (!std::isfinite(result) || std::abs(result) > 1e15)
        return { inLanguage(s, u"That is too large for me."_s, u"这个数太大了，我算不了。"_s), u"embarrassed"_s };
    const bool exact = std::abs(result * 1e4 - std::round(result * 1e4)) < 1e-6 * std::max(1.0, std::abs(result * 1e4));
    const Wording& wording = wordings[meaning];
    const QString english = exact ? u"%1 %2 %3 is %4."_s : u"%1 %2 %3 is about %4."_s;
    const QString chinese = exact ? u"%1%2%3等于%4。"_s : u"%1%2%3约等于%4。"_s;
    return { inLanguage(s, english, chinese)
                 .arg(digitsOf(*first), QString::fromUtf16(s.language == "zh"_L1 ? wording.mandarin : wording.english), digitsOf(*second),
                     digitsOf(result)),
        u"confident"_s };
}

}
