// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/searchwords.h"

#include <algorithm>

namespace myna::history {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype mostWords = 8;
constexpr qsizetype longestWord = 100;
constexpr qsizetype excerptLength = 160; // two lines of the list
constexpr qsizetype excerptLead = 24; // characters before what was found
constexpr int indexedLength = 3; // of the trigram tokeniser

qsizetype firstPlace(const QString& text, const QStringList& words)
{
    qsizetype first = -1;
    for (const QString& word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0 && (first < 0 || at < first))
            first = at;
    }
    return first;
}

// Never between the halves of one character.
qsizetype wholeCharacter(const QString& text, qsizetype at)
{
    return at > 0 && at < text.size() && text.at(at).isLowSurrogate() ? at - 1 : at;
}

}

QStringList searchWords(const QString& typed)
{
    QString clean = typed;
    clean.remove(QChar::Null);
    QStringList words = clean.simplified().split(u' ', Qt::SkipEmptyParts);
    words.removeDuplicates();
    words = words.mid(0, mostWords);
    for (QString& word : words)
        word.truncate(wholeCharacter(word, longestWord));
    return words;
}

bool isIndexed(const QString& word)
{
    return word.toUcs4().size() >= indexedLength;
}

QString matchExpression(const QStringList& words)
{
    QStringList phrases;
    for (const QString& word : words) {
        if (isIndexed(word))
            phrases << u'"' + QString(word).replace(u'"', u"\"\""_s) + u'"';
    }
    return phrases.join(u" AND "_s);
}

QString likePattern(const QString& word)
{
    QString pattern = word;
    pattern.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + pattern + u'%';
}

QString excerpt(const QString& text, const QStringList& words)
{
    const QString line = text.simplified();
    const qsizetype found = std::max<qsizetype>(0, firstPlace(line, words));
    const qsizetype from = found <= excerptLead ? 0 : wholeCharacter(line, found - excerptLead);
    const qsizetype to = wholeCharacter(line, std::min(line.size(), from + excerptLength));
    QString piece = line.mid(from, to - from);
    if (from > 0)
        piece.prepend(u'…');
    if (to < line.size())
        piece.append(u'…');
    return piece;
}

}
