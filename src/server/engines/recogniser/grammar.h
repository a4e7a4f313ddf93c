// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/phrase.h"

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QVector>

namespace myna::server {

// What the recogniser listens for: a JSGF grammar and the words in it.
struct Grammar
{
    QByteArray jsgf;
    QSet<QString> words;
};

// Sounds of English as the model names them. Any of them in any order are the yardstick for what was heard: speech that is no command fits
// them much better than it fits the nearest command.
const QStringList& speechSounds();
// The dictionary's word for one of them. No English word begins like it.
QString soundWord(const QString& sound);

// From the spoken English phrases.
Grammar makeGrammar(const QVector<Phrase>& phrases);

}
