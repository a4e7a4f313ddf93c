// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace myna::history {

// What somebody typed, as the words to look for: at most eight, each at most 100 characters.
QStringList searchWords(const QString& typed);
// SQLite's index knows three characters in a row; shorter words, as many Chinese ones are, have to be looked for in the text itself.
bool isIndexed(const QString& word);
// For MATCH: every word is in it, as it is written. Empty when no word is indexed.
QString matchExpression(const QStringList& words);
// For LIKE … ESCAPE '\': anywhere.
QString likePattern(const QString& word);
// The piece of `text` around the first of the words that is in it, on one line; its beginning when none is.
QString excerpt(const QString& text, const QStringList& words);

}
