// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace myna::server {

// What the server itself says, whatever engines answer. `language`: "zh" is Mandarin, everything else English.
enum class Phrase {
    HeardNothing,
    NotUnderstood,
    SomethingWrong, // in the middle of an answer
    TooLong, // an answer without end
    Stopped, // by the owner, for all devices
    Fine, // in the place of an answer without words
    Farewell, // nobody spoke for long
    GoodBye, // somebody said so
    Done, // what was asked about
    NotDone, // the same, after a no
};
QString phrase(Phrase phrase, const QString& language);
const QStringList& wakeReplies(const QString& language);

// Lower case, without punctuation, spaces as one and none beside Chinese: how commands are compared.
QString plainWords(const QString& text);
// Word for word one of `commands`; when there are none, of the language's own.
bool isExitCommand(const QString& text, const QStringList& commands, const QString& language);
bool isOneOf(const QString& text, const QStringList& phrases);

}
