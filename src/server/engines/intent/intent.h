// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"

#include <functional>
#include <memory>

namespace myna::server {

enum class IntentVerdict {
    Model, // the language model answers
    Assistant, // the built-in assistant answers, without the model
    Exit, // the person wants to go: a farewell, then the end
};

// What is done with an utterance before a language model sees it. Belongs to one conversation and keeps nothing of it.
class Intent
{
public:
    Intent() = default;
    virtual ~Intent() = default;
    Intent(const Intent&) = delete;
    Intent& operator=(const Intent&) = delete;

    [[nodiscard]] virtual bool offersTools() const = 0; // to the model
    [[nodiscard]] virtual IntentVerdict judge(
        const QString& utterance, const QString& language, const QVector<mcp::ToolSpec>& tools) const = 0;
};

// Whether the built-in assistant is certain of an utterance.
using AssistantCertainty = std::function<bool(const QString& utterance, const QString& language, const QVector<mcp::ToolSpec>& tools)>;

struct IntentRules
{
    QStringList exitWords; // `exit_commands`; empty: the language's own
    AssistantCertainty isCertain; // may be empty: nobody is
};

// nointent: everything goes to the model, which gets no tools · rules: exit words and what the assistant is certain of stay here, the model
// gets no tools · function_call: the model gets the tools and decides. Null: there is no such type.
std::unique_ptr<Intent> makeIntent(const QString& type, IntentRules rules);

// True when that is all that was said, whatever the case and punctuation.
bool isExitWord(const QString& utterance, const QStringList& words, const QString& language);

}
