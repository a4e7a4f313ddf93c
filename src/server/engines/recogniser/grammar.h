// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/phrase.h"

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QVector>

namespace myna::server {

// What the recogniser listens for: a JSGF grammar and the words in it.
struct Grammar {
    QByteArray jsgf;
    QSet<QString> words;
};

// Sounds of English as the model names them. A loop of them stands beside the commands, so that speech which is no command has something
// better to be than the nearest command.
const QStringList& speechSounds();
// The dictionary's word for one of them. No English word begins like it.
QString soundWord(const QString& sound);

// The grammar holds one path beside the commands, of these two words that nobody says: the loop is put between them when it is compiled,
// because JSGF scales its weights and could not hold the loop's price.
inline constexpr QLatin1String loopEntryWord("xxentry");
inline constexpr QLatin1String loopExitWord("xxexit");

// From the spoken English phrases.
Grammar makeGrammar(const QVector<Phrase>& phrases);

}
