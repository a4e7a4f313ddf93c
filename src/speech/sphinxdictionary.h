// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayList>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QVector>

// The English model that PocketSphinx listens with, as files: where it is, and which words its dictionary can pronounce.
// Everything here reads files: not for the audio thread.
namespace myna::speech {

// Code Unavailable, with a sentence marked by QT_TRANSLATE_NOOP("myna", …).
Error unavailable(const char* sentence);

// The folder of the English model, searched when asked · Errors: Unavailable, naming the package.
Result<QString> findSphinxModel();

struct Pronunciation
{
    QString word;
    QByteArray line; // of the dictionary: "hello HH AH L OW\n", a second way to say it "hello(2) HH EH L OW\n"
    [[nodiscard]] QByteArrayList sounds() const { return line.mid(line.indexOf(' ')).simplified().split(' '); }
};

// How `words` are pronounced, in the dictionary's order; a word it does not know is missing. Lower case, apostrophes kept.
// Errors: Unavailable.
Result<QVector<Pronunciation>> pronunciations(const QSet<QString>& words);

// Words of the dictionary that are spelled much like `word`, the nearest first; at most `limit`, perhaps none.
QStringList wordsLike(const QString& word, int limit);

}
