// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "mcp/tool.h"
#include "server/engines/chat/phrase.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QVector>

#include <functional>
#include <optional>

namespace myna::server {

// What a skill may look at while it answers.
struct Situation
{
    QString language; // "en" or "zh"
    QDateTime now; // local time
    QVector<mcp::ToolSpec> tools; // of this device
};

// What the assistant says, or does first.
struct Reply
{
    struct Call
    {
        QString tool;
        QJsonObject arguments;
        std::function<Reply(const Result<QString>&)> then; // the reply once the device answered
    };

    QString text;
    QString emotion = QStringLiteral("neutral"); // one of the 21 names
    bool endsConversation = false;
    std::optional<Call> call; // when set, text is not said; `then` is
};

// One family of things the assistant can do. Its phrases are the only list of what may be said: the recogniser's grammar, the matcher of
// typed text and the tests are made from it.
class Skill
{
public:
    Skill() = default;
    virtual ~Skill() = default;
    Skill(const Skill&) = delete;
    Skill& operator=(const Skill&) = delete;

    [[nodiscard]] virtual QVector<Phrase> phrases() const = 0;
    // What "what can you do" says of it; empty: nothing worth mentioning.
    [[nodiscard]] virtual QString summary(const QString& language) const = 0;
    // True when nobody knows better what to answer, not even a language model: the clock, the timers kept here, a device that has the tool.
    [[nodiscard]] virtual bool isCertain(int /*meaning*/, const Situation& /*situation*/) const { return false; }
    virtual Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) = 0;
};

// The device's tool of that name; null: it has none.
inline const mcp::ToolSpec* toolOf(const Situation& situation, const QString& name)
{
    for (const mcp::ToolSpec& tool : situation.tools) {
        if (tool.name == name)
            return &tool;
    }
    return nullptr;
}

// The sentence in the language of the conversation.
inline QString inLanguage(const Situation& situation, const QString& english, const QString& chinese)
{
    return situation.language == QLatin1String("zh") ? chinese : english;
}

// The device is asked first; `then` makes the reply of its answer.
inline Reply afterCall(const QString& tool, const QJsonObject& arguments, const std::function<Reply(const Result<QString>&)>& then)
{
    return { {}, QStringLiteral("neutral"), false, Reply::Call { tool, arguments, then } };
}

// It was not done yet: the person is asked, after the reply.
inline bool isForThePersonToSay(const Error& error)
{
    return error.code == Error::Code::Cancelled;
}

// Why the device did not do it.
inline Reply refusal(const Situation& situation, const Error& error)
{
    if (isForThePersonToSay(error))
        return { inLanguage(situation, QStringLiteral("I need your word for that."), QStringLiteral("这需要你同意。")) };
    const QString words = inLanguage(situation, QStringLiteral("The device refused: %1"), QStringLiteral("设备拒绝了：%1"));
    return { words.arg(error.text), QStringLiteral("sad") };
}

}
