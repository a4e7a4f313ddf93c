// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/history.h"

namespace myna::server {

void History::add(Utterance::Speaker speaker, const QString& text)
{
    if (text.isEmpty())
        return;
    m_utterances.push_back({ speaker, text.left(maxCharacters) });
    if (m_utterances.size() > maxUtterances)
        m_utterances.pop_front();
}

QVector<Utterance> History::utterances() const
{
    return { m_utterances.cbegin(), m_utterances.cend() };
}

}
