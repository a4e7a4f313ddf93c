// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/assistant.h"
#include "server/engines/intent/intent.h"

namespace myna::server {

// A language model with an intent before it and the built-in assistant beside it: the intent decides who answers. To its owner it is one
// chat engine. Where tools are offered and none of them ends the
// conversation, it adds one that does.
class IntendedChat final : public Chat
{
    Q_OBJECT

public:
    static const QString endTool; // its name

    // `assistant` may be null: then the model answers everything but exit words.
    IntendedChat(std::unique_ptr<Intent> intent, std::unique_ptr<Chat> model, std::unique_ptr<Chat> assistant, QObject* parent = nullptr);
    ~IntendedChat() override;

    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) override;
    void toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result) override;
    void cancel(TurnId turn) override;
    [[nodiscard]] QString engineName() const override;

private:
    void listenTo(Chat& chat);
    void sayFarewell(TurnId turn, const QString& language);
    void onToolCalled(Chat& chat, TurnId turn, const ToolCall& call);
    void onFinished(TurnId turn);

    std::unique_ptr<Intent> m_intent;
    std::unique_ptr<Chat> m_model;
    std::unique_ptr<Chat> m_assistant;
    Chat* m_asked = nullptr; // of the two; null: neither
    TurnId m_turn;
    quint64 m_question = 0;
    bool m_active = false;
    bool m_addedEnd = false; // nobody else offered a way to end
    bool m_ends = false; // the model wished the end
};

// The model with the intent of that type before it and an assistant of its own beside it. Null when there is no such type.
std::unique_ptr<Chat> withIntent(const QString& type, const QStringList& exitWords, std::unique_ptr<Chat> model, const QString& language,
    std::shared_ptr<const PhraseBook> phrases);

}
