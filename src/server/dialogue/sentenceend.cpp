// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/sentenceend.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

const QString wideEnds = u"。！？；…"_s; // need nothing behind them
const QString narrowEnds = u".!?;"_s; // only with a space behind them
const QString widePauses = u"，、："_s;
const QString narrowPauses = u",:"_s;
const QString openers = u"“‘「『（《【([{"_s;
const QString closers = u"”’」』）》】)]}"_s;
constexpr qsizetype shortestFirstChinese = 4; // characters: a piece shorter than this sounds chopped
constexpr qsizetype shortestFirstLatin = 14;
constexpr qsizetype undecided = -1;
constexpr qsizetype longestEntity = 10;

bool isChinese(QChar c)
{
    return c.script() == QChar::Script_Han;
}

bool isWide(QChar c)
{
    return isChinese(c) || (c >= QChar(0x3000) && c <= QChar(0x303F)) || c >= QChar(0xFF00);
}

// "Dr.", "e.g." and "J. Smith" do not end a sentence, nor does the number of a list.
bool isAbbreviation(const QString& text, qsizetype dot, bool atLineStart)
{
    static const QStringList known { u"mr"_s, u"mrs"_s, u"ms"_s, u"dr"_s, u"prof"_s, u"st"_s, u"no"_s, u"nos"_s, u"vs"_s, u"fig"_s,
        u"approx"_s, u"jr"_s, u"sr"_s, u"inc"_s, u"ltd"_s, u"dept"_s, u"est"_s, u"vol"_s, u"cf"_s };
    static const QRegularExpression initials(u"^(\\p{L}\\.)*\\p{L}$"_s);
    qsizetype start = dot;
    while (start > 0 && (text[start - 1].isLetterOrNumber() || text[start - 1] == u'.') && !isChinese(text[start - 1]))
        --start;
    const QString word = text.mid(start, dot - start);
    if (atLineStart && start == 0 && !word.isEmpty() && word.size() <= 3
        && std::all_of(word.cbegin(), word.cend(), [](QChar c) { return c.isDigit(); }))
        return true;
    const bool initial = initials.match(word).hasMatch() && (word.size() > 1 || word[0].isUpper());
    return initial || known.contains(word.toLower());
}

bool isEndOfEntity(const QString& text, qsizetype semicolon)
{
    qsizetype i = semicolon - 1;
    while (i >= 0 && semicolon - i <= longestEntity && (text[i].isLetterOrNumber() || text[i] == u'#'))
        --i;
    return i >= 0 && i < semicolon - 1 && text[i] == u'&';
}

bool startsAddress(const QString& text, qsizetype i)
{
    if (i > 0 && text[i - 1].isLetterOrNumber() && !isChinese(text[i - 1]))
        return false;
    const QStringView rest = QStringView(text).mid(i, 8);
    return rest.startsWith(u"http://", Qt::CaseInsensitive) || rest.startsWith(u"https://", Qt::CaseInsensitive)
        || rest.startsWith(u"www.", Qt::CaseInsensitive);
}

qsizetype endOfAddress(const QString& text, qsizetype i)
{
    while (i < text.size() && !text[i].isSpace() && !isWide(text[i]) && text[i] != u'"' && text[i] != u'<' && text[i] != u'>')
        ++i;
    return i;
}

// A bracket or quotation mark is still open before `end`.
bool isOpen(const QString& text, qsizetype end)
{
    int depth = 0;
    int straight = 0;
    for (qsizetype i = 0; i < end; ++i) {
        depth += openers.contains(text[i]) ? 1 : 0;
        depth -= closers.contains(text[i]) && depth > 0 ? 1 : 0;
        straight += text[i] == u'"';
    }
    return depth > 0 || straight % 2 == 1;
}

bool follows(QChar c)
{
    return wideEnds.contains(c) || narrowEnds.contains(c) || closers.contains(c) || c == u'"' || c == u'*' || c == u'_';
}

qsizetype cutAt(const QString& text, qsizetype longest)
{
    for (qsizetype i = longest - 1; i > longest / 2; --i) {
        if (text[i].isSpace() || widePauses.contains(text[i]))
            return i + 1;
    }
    return text[longest - 1].isHighSurrogate() ? longest - 1 : longest;
}

// A new sentence does not begin with a small letter: `etc. and`. Undecided: it has not begun.
qsizetype startOfNext(const QString& text, qsizetype i)
{
    while (i < text.size() && text[i].isSpace() && text[i] != u'\n')
        ++i;
    return i < text.size() ? i : undecided;
}

// The end at a mark that may have others behind it, like `?"` and `...`; 0: it is none.
qsizetype endAtMark(const QString& text, qsizetype i, const SentenceRules& rules)
{
    const bool wide = wideEnds.contains(text[i]);
    if (wide && !isOpen(text, i))
        return i + 1;
    qsizetype end = i + 1;
    while (end < text.size() && end < rules.longest && follows(text[end]))
        ++end;
    if (end >= rules.longest)
        return cutAt(text, rules.longest);
    if (end == text.size())
        return undecided;
    if (wide)
        return end;
    if (!text[end].isSpace() && !isWide(text[end]))
        return 0;
    if (text[i] == u';')
        return isEndOfEntity(text, i) ? 0 : end;
    if (text[i] != u'.')
        return end;
    if (isAbbreviation(text, i, rules.atLineStart))
        return 0;
    const qsizetype next = startOfNext(text, end);
    if (next == undecided)
        return text.size() >= rules.longest ? end : undecided;
    return next < rules.longest && text[next].isLower() ? 0 : end;
}

// The same at a comma or colon.
qsizetype endAtPause(const QString& text, qsizetype i)
{
    const bool wide = widePauses.contains(text[i]);
    if (wide && (i == 0 || !text[i - 1].isDigit()))
        return i + 1;
    if (i + 1 == text.size())
        return undecided;
    const bool pause = wide ? !text[i + 1].isDigit() : text[i + 1].isSpace();
    return pause ? i + 1 : 0;
}

}

qsizetype sentenceEnd(const QString& text, const SentenceRules& rules)
{
    qsizetype chinese = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (startsAddress(text, i)) {
            const qsizetype end = endOfAddress(text, i);
            if (end >= rules.longest)
                return cutAt(text, rules.longest);
            if (end == text.size())
                return undecided;
            i = end - 1;
            while (narrowEnds.contains(text[i]) || narrowPauses.contains(text[i]))
                --i; // what follows an address is no part of it
            continue;
        }
        const QChar c = text[i];
        if (c == u'\n')
            return i + 1;
        if (i + 1 >= rules.longest)
            return cutAt(text, rules.longest);
        chinese += isChinese(c);
        const bool mayPause = rules.atComma && i >= (chinese > 0 ? shortestFirstChinese : shortestFirstLatin)
            && (widePauses.contains(c) || narrowPauses.contains(c));
        qsizetype end = 0;
        if (wideEnds.contains(c) || narrowEnds.contains(c))
            end = endAtMark(text, i, rules);
        else if (mayPause)
            end = endAtPause(text, i);
        if (end != 0)
            return end;
    }
    return undecided;
}

}
