// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/history.h"

#include <algorithm>

namespace myna::server {

void History::add(Utterance::Speaker speaker, const QString& text)
{
    if (text.isEmpty())
        return;
    m_utterances.push_back({ speaker, text.left(maxCharacters) });
    if (m_utterances.size() > maxUtterances)
        m_utterances.pop_front();
}

QVector<Utterance> History::utterances(qsizetype atMost) const
{
    const auto count = std::min(std::max<qsizetype>(0, atMost), qsizetype(m_utterances.size()));
    return { m_utterances.cend() - count, m_utterances.cend() };
}

bool History::hasUser() const
{
    return std::any_of(
        m_utterances.begin(), m_utterances.end(), [](const Utterance& said) { return said.speaker == Utterance::Speaker::User; });
}

}
