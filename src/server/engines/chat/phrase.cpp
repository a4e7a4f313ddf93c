// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/phrase.h"

#include "server/engines/chat/numbers.h"
#include "server/engines/chat/spokentime.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

const QString zh = u"zh"_s;

// Text and pattern are compared as words that each end in one space, so that an optional word takes its space with it.
QString slotExpression(const QString& name, const QString& language)
{
    const bool chinese = language == zh;
    if (name == "number"_L1 || name == "percent"_L1)
        return chinese ? chineseNumberExpression() : englishNumberExpression();
    if (name == "duration"_L1)
        return chinese ? chineseDurationExpression() : englishDurationExpression();
    if (name == "clock"_L1)
        return chinese ? chineseTimeExpression() : englishTimeExpression();
    if (name == "text"_L1)
        return u".+"_s;
    return u"(*FAIL"_s; // an unknown slot makes the expression invalid, which the tests find
}

QString wordExpression(const QString& word, const QString& language)
{
    const QString escaped = QRegularExpression::escape(word);
    return language == zh ? escaped : u"(?:%1 )"_s.arg(escaped);
}

QString expressionOf(const Phrase& phrase)
{
    QString out;
    QString word;
    const auto flush = [&] {
        if (!word.isEmpty())
            out += wordExpression(word, phrase.language);
        word.clear();
    };
    for (qsizetype i = 0; i < phrase.pattern.size(); ++i) {
        const QChar c = phrase.pattern[i];
        if (!u"()[]|<> "_s.contains(c)) {
            word += c;
            continue;
        }
        flush();
        if (c == u'(' || c == u'[')
            out += "(?:"_L1;
        else if (c == u')')
            out += u')';
        else if (c == u']')
            out += ")?"_L1;
        else if (c == u'|')
            out += u'|';
        else if (c == u'<') {
            const qsizetype end = phrase.pattern.indexOf(u'>', i);
            out += u'(' + slotExpression(phrase.pattern.mid(i + 1, end - i - 1), phrase.language) + u')';
            i = end;
        }
    }
    flush();
    const auto frame = phrase.language == zh ? u"^请?(?:%1)(?:吧|啊|呀|呢|吗)?$"_s : u"^(?:please )?(?:%1)(?:please )?$"_s;
    return frame.arg(out);
}

bool isKeptSymbol(const QString& text, qsizetype i)
{
    const QChar c = text[i];
    if (u"+*/×÷%=-"_s.contains(c)) // a hyphen between letters only joins words
        return c != u'-' || i == 0 || !text[i - 1].isLetter();
    const bool betweenDigits = i > 0 && i + 1 < text.size() && text[i - 1].isDigit() && text[i + 1].isDigit();
    return c == u'.' && betweenDigits;
}

}

QString normalisedWords(const QString& text, const QString& language)
{
    const QString folded = text.normalized(QString::NormalizationForm_KC).toLower();
    QString out;
    for (qsizetype i = 0; i < folded.size(); ++i) {
        const QChar c = folded[i];
        if (c == u'\'' || c == u'’') // what's → whats
            continue;
        if (c.isLetterOrNumber() || c.isSurrogate())
            out += c;
        else if (isKeptSymbol(folded, i))
            out += (u"+*/×÷=%"_s.contains(c) && language != zh) ? u' ' + QString(c) + u' ' : QString(c);
        else
            out += u' ';
    }
    static const QRegularExpression minus(u"(?<=[0-9])\\s*-\\s*(?=[0-9])"_s);
    out.replace(minus, u" - "_s);
    out = out.simplified();
    return language == zh ? out.remove(u' ') : out + u' ';
}

PhraseMatcher::PhraseMatcher(const Phrase& phrase)
    : m_expression(expressionOf(phrase))
{
    m_expression.optimize();
}

std::optional<PhraseMatch> PhraseMatcher::match(const QString& normalised, const QString& original) const
{
    const QRegularExpressionMatch found = m_expression.match(normalised);
    if (!found.hasMatch())
        return std::nullopt;
    PhraseMatch out { {}, original };
    for (int i = 1; i <= found.lastCapturedIndex(); ++i) {
        if (found.hasCaptured(i))
            out.values.append(found.captured(i).trimmed());
    }
    return out;
}

}
