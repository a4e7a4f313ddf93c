// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"
#include "server/engines/interfaces.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace myna::server {

struct AssistantOptions
{
    std::function<QDateTime()> now; // local time; empty: the computer's clock
    std::chrono::milliseconds second { 1000 }; // of a timer; tests use less
};

// The built-in assistant: answers from its skills, in English and in Mandarin, without a model, a key or a network. Must be made on the
// conversation's thread, because its timers live there. Answers come after ask() returned.
// Every phrase with its compiled expression: half a megabyte that all conversations share. Immutable, so any thread may read it.
struct PhraseBook
{
    struct Entry
    {
        PhraseMatcher matcher;
        QString language;
        int skill = -1; // its place in the assistant's list; −1: help
        int meaning = 0;
    };
    std::vector<Entry> entries; // in the order they are tried

    static std::shared_ptr<const PhraseBook> make();
};

class Assistant final : public Chat
{
    Q_OBJECT

public:
    // Without a book it makes its own.
    explicit Assistant(const QString& language, AssistantOptions options = {}, std::shared_ptr<const PhraseBook> book = nullptr,
        QObject* parent = nullptr);
    ~Assistant() override;

    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) override;
    void toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result) override;
    void cancel(TurnId turn) override;

    // True when this assistant answers the question better than a language model would: it needs no words for it, only a clock, a timer, a
    // sum or a tool of the device.
    [[nodiscard]] bool isCertainOf(const QString& question, const QString& language, const QVector<mcp::ToolSpec>& tools) const;

    // Everything that may be said to an assistant, in the order it is tried. The recogniser's grammar is made from the spoken ones.
    static QVector<Phrase> allPhrases();

private:
    struct Waiting;
    struct Understood
    {
        const PhraseBook::Entry* entry;
        PhraseMatch match;
        QString language; // it was said in
    };

    [[nodiscard]] std::optional<Understood> understand(const QString& question, const QString& language) const;
    [[nodiscard]] Reply replyTo(const QString& question, const Situation& situation);
    void deliver(TurnId turn, const Reply& reply);
    [[nodiscard]] Reply help(const Situation& situation) const;

    QString m_language;
    AssistantOptions m_options;
    std::vector<std::unique_ptr<Skill>> m_skills;
    std::shared_ptr<const PhraseBook> m_book;
    std::unique_ptr<Waiting> m_waiting; // for a tool's answer
    TurnId m_turn; // the one being answered
    bool m_active = false;
    quint64 m_calls = 0;
};

}
