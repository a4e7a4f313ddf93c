// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/speakable.h"

#include <QString>
#include <QVector>

#include <optional>

namespace myna::server {

// A piece of an answer that is said at once.
struct Sentence
{
    QString shown; // never empty
    QString spoken; // may be less: an address, code
    QString emotion; // one of the 21 names, by the first emoji of it; empty: none
    bool operator==(const Sentence&) const = default;
};

// Cuts an answer that arrives in pieces into sentences, Chinese and English, and makes them readable and speakable. The first one may also
// end at a comma, so that the first sound comes early. How the text was cut into pieces makes no difference.
class SentenceSplitter
{
public:
    static constexpr qsizetype maxCharacters = 200; // of one sentence; a longer one is cut at the last pause
    static constexpr qsizetype maxLine = 1000; // of code and of a table's row; what is longer is not shown

    explicit SentenceSplitter(QString language = QStringLiteral("en")); // "en" or "zh": of what is said in the place of code

    QVector<Sentence> put(const QString& piece);
    [[nodiscard]] QString pendingEmotion() const; // of emoji that no words have followed yet
    QVector<Sentence> flush(); // the rest; afterwards a new answer begins

private:
    std::optional<Sentence> next(bool last);
    std::optional<Sentence> nextOfCode(bool last);
    enum class Line { Text, Taken, Incomplete };
    Line takeSpecialLine(bool last, std::optional<Sentence>& sentence);
    std::optional<Sentence> made(const QString& raw);
    std::optional<Sentence> madeOfCode();
    [[nodiscard]] qsizetype endOfSentence() const;
    QString take(qsizetype length);

    QString m_language;
    QString m_text; // not said yet
    QString m_code; // of the block we are in
    QString m_fence; // that ends this block; empty: we are in none
    QString m_emotion; // of a piece without words, for the next one
    bool m_lineStart = true;
    bool m_first = true;
};

}
