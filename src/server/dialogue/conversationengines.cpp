// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/conversationengines.h"

#include <utility>

namespace myna::server {

ConversationEngines::ConversationEngines(EngineRegistry& registry, EngineWish wish, QObject* parent)
    : QObject(parent)
    , m_registry(registry)
    , m_wish(std::move(wish))
{
}

ConversationEngines::~ConversationEngines() = default;

TurnEngines ConversationEngines::get()
{
    if (!m_chat) {
        m_recogniser = m_registry.makeRecogniser(m_wish);
        m_synthesiser = m_registry.makeSynthesiser(m_wish);
        m_chat = m_registry.makeChat(m_wish);
        connect(m_chat.get(), &Chat::spokeFirst, this, &ConversationEngines::spokeFirst);
        connect(m_chat.get(), &Chat::busyChanged, this, [this](bool busy) { m_chatBusy = busy; });
    }
    return made();
}

}

#include "moc_conversationengines.cpp"
