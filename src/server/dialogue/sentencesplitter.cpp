// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/sentencesplitter.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

const QString hardEnds = u"。！？!?；;\n…"_s;
const QString commas = u"，、,：:"_s;
constexpr qsizetype shortestFirstChinese = 4; // characters: a piece shorter than this sounds chopped
constexpr qsizetype shortestFirstLatin = 14;

bool isChinese(QChar c)
{
    return c.script() == QChar::Script_Han;
}

// "Dr." and "e.g." do not end a sentence, nor does a single capital as in "J. Smith".
bool isAbbreviation(const QString& text, qsizetype dot)
{
    static const QStringList known { u"mr"_s, u"mrs"_s, u"ms"_s, u"dr"_s, u"prof"_s, u"st"_s, u"no"_s, u"vs"_s, u"etc"_s, u"e.g"_s,
        u"i.e"_s, u"approx"_s, u"a.m"_s, u"p.m"_s };
    qsizetype start = dot;
    while (start > 0 && (text[start - 1].isLetter() || text[start - 1] == u'.'))
        --start;
    const QString word = text.mid(start, dot - start);
    return known.contains(word.toLower()) || (word.size() == 1 && word[0].isUpper());
}

bool isEmoji(char32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || c == 0x200D
        || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F);
}

}

QString speakable(const QString& text)
{
    static const QRegularExpression link(u"!?\\[([^\\]]*)\\]\\([^)]*\\)"_s);
    static const QRegularExpression lineStart(u"(^|\n)\\s*(#{1,6}|[-*+>])\\s+"_s);
    static const QRegularExpression marks(u"[*_`~|]{1,3}(?=\\S)|(?<=\\S)[*_`~|]{1,3}"_s);
    QString plain = text;
    plain.replace(link, u"\\1"_s).replace(lineStart, u"\\1"_s).replace(marks, QString());
    QString out;
    for (const char32_t c : plain.toUcs4()) {
        if (!isEmoji(c))
            out += QString::fromUcs4(&c, 1);
    }
    out = out.simplified();
    const bool sayable = std::any_of(out.cbegin(), out.cend(), [](QChar c) { return c.isLetterOrNumber(); });
    return sayable ? out : QString();
}

// One past the last character of the first sentence; -1: it is not complete yet.
qsizetype SentenceSplitter::endOfSentence() const
{
    qsizetype chinese = 0;
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        const QChar c = m_text[i];
        chinese += isChinese(c);
        if (hardEnds.contains(c))
            return i + 1;
        const bool last = i + 1 == m_text.size(); // what follows decides, and it is not here yet
        if (c == u'.' && !last && m_text[i + 1].isSpace() && !isAbbreviation(m_text, i))
            return i + 1;
        const qsizetype shortest = chinese > 0 ? shortestFirstChinese : shortestFirstLatin;
        const bool pause = commas.contains(c) && (c == u'，' || c == u'、' || c == u'：' || (!last && m_text[i + 1].isSpace()));
        if (m_first && pause && i >= shortest)
            return i + 1;
        if (i + 1 >= maxCharacters) {
            const qsizetype space = m_text.lastIndexOf(u' ', i);
            return space > maxCharacters / 2 ? space + 1 : i + 1;
        }
    }
    return -1;
}

QStringList SentenceSplitter::put(const QString& piece)
{
    m_text += piece;
    QStringList out;
    for (qsizetype end = endOfSentence(); end > 0; end = endOfSentence()) {
        const QString sentence = speakable(m_text.left(end));
        m_text.remove(0, end);
        if (sentence.isEmpty())
            continue;
        out += sentence;
        m_first = false;
    }
    return out;
}

QStringList SentenceSplitter::flush()
{
    QStringList out = put(QString());
    if (const QString rest = speakable(m_text); !rest.isEmpty())
        out += rest;
    m_text.clear();
    m_first = true;
    return out;
}

}
