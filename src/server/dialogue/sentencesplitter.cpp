// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/sentencesplitter.h"

#include "protocol/emotions.h"
#include "server/dialogue/sentenceend.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

// Left over behind an end that was not waited for: `好！！”`.
const QString leftOver = u"。！？；…!?”’」』）》】"_s;

}

SentenceSplitter::SentenceSplitter(QString language)
    : m_language(std::move(language))
{
}

QString SentenceSplitter::take(qsizetype length)
{
    const QString taken = m_text.left(length);
    m_text.remove(0, length);
    if (!taken.isEmpty())
        m_lineStart = taken.endsWith(u'\n');
    return taken;
}

std::optional<Sentence> SentenceSplitter::made(const QString& raw)
{
    if (const QString emotion = protocol::emotionOfText(raw); m_emotion.isEmpty())
        m_emotion = emotion;
    Sentence sentence { readable(raw), speakable(raw), {} };
    if (sentence.shown.isEmpty())
        return {};
    sentence.emotion = std::exchange(m_emotion, {});
    m_first = false;
    return sentence;
}

std::optional<Sentence> SentenceSplitter::madeOfCode()
{
    m_fence.clear();
    const QString code = std::exchange(m_code, {}).trimmed();
    if (code.isEmpty())
        return {};
    m_first = false;
    const QString said = m_language == "zh"_L1 ? u"代码写在这里，我就不念了。"_s : u"The code is shown, I do not read it aloud."_s;
    return Sentence { code, said, std::exchange(m_emotion, {}) };
}

std::optional<Sentence> SentenceSplitter::nextOfCode(bool last)
{
    while (!m_text.isEmpty()) {
        const qsizetype newline = m_text.indexOf(u'\n');
        const bool isLong = m_text.size() >= maxLine && (newline < 0 || newline >= maxLine);
        if (newline < 0 && !isLong && !last)
            return {};
        const bool whole = m_lineStart && !isLong;
        const QString line = take(isLong ? maxLine : newline < 0 ? m_text.size() : newline + 1);
        const QString mark = line.trimmed();
        if (whole && mark.startsWith(m_fence) && mark.count(m_fence[0]) == mark.size())
            return madeOfCode();
        m_code += line.left(maxLine - m_code.size());
    }
    return last ? madeOfCode() : std::nullopt;
}

// The beginning and the end of code, and the rows of a table, can only be told by the whole line.
SentenceSplitter::Line SentenceSplitter::takeSpecialLine(bool last, std::optional<Sentence>& sentence)
{
    qsizetype blanks = 0;
    while (blanks < m_text.size() && m_text[blanks] != u'\n' && m_text[blanks].isSpace())
        ++blanks;
    m_text.remove(0, blanks);
    const bool mayBeFence = m_text.startsWith(u'`') || m_text.startsWith(u'~');
    if (!mayBeFence && !m_text.startsWith(u'|'))
        return Line::Text;
    const qsizetype newline = m_text.indexOf(u'\n');
    if (m_text.size() >= maxLine && (newline < 0 || newline >= maxLine))
        return Line::Text;
    qsizetype marks = 0;
    while (mayBeFence && marks < m_text.size() && m_text[marks] == m_text[0])
        ++marks;
    if (mayBeFence && marks < 3 && marks < m_text.size())
        return Line::Text; // `code` within a sentence
    if (newline < 0 && !last)
        return Line::Incomplete;
    if (mayBeFence) {
        const QString info = m_text.left(newline < 0 ? m_text.size() : newline).mid(marks);
        if (marks < 3 || info.contains(m_text[0]))
            return Line::Text;
        m_fence = m_text.left(marks);
        take(newline < 0 ? m_text.size() : newline + 1);
        return Line::Taken;
    }
    sentence = made(tableRow(take(newline < 0 ? m_text.size() : newline + 1)));
    return Line::Taken;
}

std::optional<Sentence> SentenceSplitter::next(bool last)
{
    while (!m_text.isEmpty() || (last && !m_fence.isEmpty())) {
        if (!m_fence.isEmpty()) {
            const auto code = nextOfCode(last);
            if (code || !m_fence.isEmpty())
                return code;
            continue;
        }
        if (m_lineStart) {
            std::optional<Sentence> sentence;
            const Line line = takeSpecialLine(last, sentence);
            if (sentence || line == Line::Incomplete)
                return sentence;
            if (line == Line::Taken)
                continue;
        }
        while (!m_lineStart && !m_text.isEmpty() && leftOver.contains(m_text[0]))
            m_text.remove(0, 1);
        const qsizetype end = endOfSentence();
        if (end < 0 && !last)
            return {};
        if (auto sentence = made(take(end < 0 ? m_text.size() : end)))
            return sentence;
    }
    return {};
}

qsizetype SentenceSplitter::endOfSentence() const
{
    return sentenceEnd(m_text, { .atComma = m_first, .atLineStart = m_lineStart, .longest = maxCharacters });
}

QVector<Sentence> SentenceSplitter::put(const QString& piece)
{
    m_text += piece;
    QVector<Sentence> out;
    while (const auto sentence = next(false))
        out += *sentence;
    return out;
}

QString SentenceSplitter::pendingEmotion() const
{
    return m_emotion.isEmpty() ? protocol::emotionOfText(m_text) : m_emotion;
}

QVector<Sentence> SentenceSplitter::flush()
{
    QVector<Sentence> out;
    while (const auto sentence = next(true))
        out += *sentence;
    *this = SentenceSplitter(m_language);
    return out;
}

}
