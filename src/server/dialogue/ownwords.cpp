// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/ownwords.h"

namespace myna::server {

void OwnWords::speak(Turn& turn, const OwnWord& word)
{
    const auto known = word.often && m_cache ? m_cache->find(m_voice, word.text) : std::nullopt;
    if (known || !word.packets.isEmpty()) {
        turn.play(word.text, known ? *known : word.packets, word.emotion);
        return;
    }
    if (word.often && m_cache)
        m_recorder.begin(m_voice, word.text);
    turn.say(word.text, word.emotion);
}

void OwnWords::ended(bool whole)
{
    if (whole && m_cache)
        m_recorder.finish(*m_cache);
    m_recorder.drop();
}

void OwnWords::wait(const OwnWord& word)
{
    if (m_waiting.size() < maxWaiting)
        m_waiting.push_back(word);
}

std::optional<OwnWord> OwnWords::takeNext()
{
    if (m_waiting.empty())
        return std::nullopt;
    OwnWord next = std::move(m_waiting.front());
    m_waiting.pop_front();
    return next;
}

}
