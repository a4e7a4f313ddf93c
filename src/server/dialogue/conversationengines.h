// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/turn.h"
#include "server/engines/engineregistry.h"

#include <QObject>

#include <memory>

namespace myna::server {

// The engines of one conversation, made when they are first needed: a device that only stays connected costs none.
class ConversationEngines final : public QObject
{
    Q_OBJECT

public:
    // `registry` outlives it.
    ConversationEngines(EngineRegistry& registry, EngineWish wish, QObject* parent = nullptr);
    ~ConversationEngines() override;

    TurnEngines get();
    [[nodiscard]] TurnEngines made() const { return { m_recogniser.get(), m_chat.get(), m_synthesiser.get() }; } // so far
    // What the conversation hears with; each call makes another. Errors: Unavailable.
    Result<std::unique_ptr<VoiceDetector>> makeDetector() { return m_registry.makeDetector(m_wish); }
    [[nodiscard]] bool isChatBusy() const { return m_chatBusy; } // something is pending: a timer

signals:
    void spokeFirst(const QString& text, const QString& emotion); // the chat engine, unasked

private:
    EngineRegistry& m_registry;
    EngineWish m_wish;
    std::unique_ptr<Recogniser> m_recogniser;
    std::unique_ptr<Chat> m_chat;
    std::unique_ptr<Synthesiser> m_synthesiser;
    bool m_chatBusy = false;
};

}
