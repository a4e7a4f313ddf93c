// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace myna::server {

// One way to say something. The pattern is a small language shared by the recogniser's grammar and the matcher of typed text:
// words, (a|b) choices, [optional] parts and <slots>: <number>, <percent>, <duration>, <clock>, <text>. Chinese patterns have no spaces.
struct Phrase
{
    int meaning = 0; // of the skill that lists it
    QString language; // "en" or "zh"
    QString pattern;
    bool spoken = true; // part of the recogniser's grammar; false: typed only
};

struct PhraseMatch
{
    QStringList values; // texts of the <slots>, in the order of the pattern
    QString original; // what was said, untouched
    bool operator==(const PhraseMatch&) const = default;
};

// What is compared: lower case, without punctuation, single spaces (none at all in Chinese).
QString normalisedWords(const QString& text, const QString& language);

// A compiled phrase.
class PhraseMatcher
{
public:
    explicit PhraseMatcher(const Phrase& phrase);

    [[nodiscard]] bool isValid() const { return m_expression.isValid(); }
    // `normalised` comes from normalisedWords().
    [[nodiscard]] std::optional<PhraseMatch> match(const QString& normalised, const QString& original) const;

private:
    QRegularExpression m_expression;
};

}
