// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"

#include <memory>

namespace myna::server {

// Keeps a short text about the people of one device, which a language model writes anew after each conversation.
class LocalShort final : public Memory
{
    Q_OBJECT

public:
    static constexpr qsizetype maxKnown = 2000; // characters kept
    static constexpr qsizetype maxConversation = 12000; // characters told; the newest

    // `chat` is a language model of its own, not the conversation's.
    explicit LocalShort(std::unique_ptr<Chat> chat, QObject* parent = nullptr);
    ~LocalShort() override;

    void fold(TurnId turn, const QString& known, const QVector<Utterance>& conversation) override;
    void cancel(TurnId turn) override;

private:
    std::unique_ptr<Chat> m_chat;
    TurnId m_turn;
    bool m_active = false;
    QString m_words;
};

// Remembers nothing new, and forgets nothing that was known.
class NoMemory final : public Memory
{
    Q_OBJECT

public:
    using Memory::Memory;
    void fold(TurnId turn, const QString& known, const QVector<Utterance>& conversation) override;
    void cancel(TurnId turn) override;

private:
    quint64 m_asked = 0;
    TurnId m_turn;
};

// At most `most` characters, cut after a sentence or a line where there is one.
QString shortened(const QString& text, qsizetype most);

}
