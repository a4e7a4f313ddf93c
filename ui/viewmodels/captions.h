// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/turnid.h"
#include "protocol/timeline.h"

#include <QString>

namespace myna::viewmodels {

class TranscriptModel;

// Turns what is said and typed into words to read: the large ones of the moment, and the rows of the transcript.
class Captions
{
public:
    explicit Captions(TranscriptModel& transcript); // outlives this

    [[nodiscard]] const QString& assistant() const { return m_assistant; } // empty: nothing since the last question
    [[nodiscard]] const QString& user() const { return m_user; }

    void typed(const QString& words);
    void heard(const QString& text); // as the server recognised it; it echoes typed words, too
    void sentence(TurnId turn, const QString& text);
    void notice(const QString& text);
    // Its next sentence, should there be one, is another row.
    void finished(TurnId turn, const protocol::Timeline& timeline);
    void clear() { m_assistant.clear(); }

private:
    TranscriptModel& m_transcript;
    QString m_assistant;
    QString m_user;
    QString m_typed; // what was typed last and not yet echoed by the server
    TurnId m_turn;
    bool m_answering = false; // sentences of m_turn continue the last row
};

}
