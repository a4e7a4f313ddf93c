// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"

#include <deque>

namespace myna::server {

// The last things said by both sides. Bounded in number and in length.
class History
{
public:
    static constexpr size_t maxUtterances = 40;
    static constexpr qsizetype maxCharacters = 2000; // of one utterance

    void add(Utterance::Speaker speaker, const QString& text);
    [[nodiscard]] QVector<Utterance> utterances(qsizetype atMost = qsizetype(maxUtterances)) const; // the latest
    [[nodiscard]] bool hasUser() const; // somebody asked something

private:
    std::deque<Utterance> m_utterances;
};

}
