// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/intent/intent.h"

#include "server/engines/chat/phrase.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

class NoIntent final : public Intent
{
public:
    [[nodiscard]] bool offersTools() const override { return false; }
    [[nodiscard]] IntentVerdict judge(const QString&, const QString&, const QVector<mcp::ToolSpec>&) const override
    {
        return IntentVerdict::Model;
    }
};

class RulesIntent final : public Intent
{
public:
    explicit RulesIntent(IntentRules rules)
        : m_rules(std::move(rules))
    {
    }
    [[nodiscard]] bool offersTools() const override { return false; }
    [[nodiscard]] IntentVerdict judge(const QString& utterance, const QString& language, const QVector<mcp::ToolSpec>& tools) const override
    {
        if (isExitWord(utterance, m_rules.exitWords, language))
            return IntentVerdict::Exit;
        return m_rules.isCertain && m_rules.isCertain(utterance, language, tools) ? IntentVerdict::Assistant : IntentVerdict::Model;
    }

private:
    IntentRules m_rules;
};

class FunctionIntent final : public Intent
{
public:
    explicit FunctionIntent(QStringList exitWords)
        : m_exitWords(std::move(exitWords))
    {
    }
    [[nodiscard]] bool offersTools() const override { return true; }
    [[nodiscard]] IntentVerdict judge(const QString& utterance, const QString& language, const QVector<mcp::ToolSpec>&) const override
    {
        return isExitWord(utterance, m_exitWords, language) ? IntentVerdict::Exit : IntentVerdict::Model;
    }

private:
    QStringList m_exitWords;
};

}

std::unique_ptr<Intent> makeIntent(const QString& type, IntentRules rules)
{
    if (type == "nointent"_L1)
        return std::make_unique<NoIntent>();
    if (type == "rules"_L1)
        return std::make_unique<RulesIntent>(std::move(rules));
    if (type == "function_call"_L1)
        return std::make_unique<FunctionIntent>(std::move(rules.exitWords));
    return nullptr;
}

bool isExitWord(const QString& utterance, const QStringList& words, const QString& language)
{
    static const QStringList english { u"goodbye"_s, u"good bye"_s, u"bye"_s, u"bye bye"_s, u"exit"_s, u"quit"_s };
    static const QStringList chinese { u"再见"_s, u"拜拜"_s, u"退出"_s, u"关闭"_s };
    // People mix the two, so both count where the owner named none.
    const QStringList candidates = words.isEmpty() ? english + chinese : words;
    const QString said = normalisedWords(utterance, language);
    return !said.isEmpty() && std::any_of(candidates.cbegin(), candidates.cend(), [&](const QString& word) {
        return normalisedWords(word, language) == said;
    });
}

}
