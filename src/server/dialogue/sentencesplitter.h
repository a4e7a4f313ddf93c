// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace myna::server {

// Without markdown, emoji and line breaks: what a voice can say and a small display can show. Empty when nothing can be said.
QString speakable(const QString& text);

// Cuts an answer that arrives in pieces into speakable sentences, Chinese and English. The first one may also end at a comma, so that the
// first sound comes early.
class SentenceSplitter
{
public:
    static constexpr qsizetype maxCharacters = 200; // of one sentence; a longer one is cut at the last space

    QStringList put(const QString& piece);
    QStringList flush(); // the rest; afterwards a new answer begins

private:
    [[nodiscard]] qsizetype endOfSentence() const;

    QString m_text;
    bool m_first = true;
};

}
