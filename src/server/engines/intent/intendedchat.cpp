// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/intent/intendedchat.h"

#include "base/invoke.h"

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

mcp::ToolSpec endToolSpec()
{
    mcp::ToolSpec spec;
    spec.name = IntendedChat::endTool;
    spec.description = u"Ends this conversation. Call it when the person says good-bye or wants you to stop, then say a short farewell."_s;
    return spec;
}

}

const QString IntendedChat::endTool = u"end_conversation"_s;

IntendedChat::IntendedChat(std::unique_ptr<Intent> intent, std::unique_ptr<Chat> model, std::unique_ptr<Chat> assistant, QObject* parent)
    : Chat(parent)
    , m_intent(std::move(intent))
    , m_model(std::move(model))
    , m_assistant(std::move(assistant))
{
    listenTo(*m_model);
    if (m_assistant)
        listenTo(*m_assistant);
}

IntendedChat::~IntendedChat() = default;

void IntendedChat::listenTo(Chat& chat)
{
    const auto mine = [this, &chat](TurnId turn) { return m_active && m_asked == &chat && turn == m_turn; };
    connect(&chat, &Chat::text, this, [this, mine](TurnId turn, const QString& piece) {
        if (mine(turn))
            emit text(turn, piece);
    });
    connect(&chat, &Chat::emotion, this, [this, mine](TurnId turn, const QString& name) {
        if (mine(turn))
            emit emotion(turn, name);
    });
    connect(&chat, &Chat::toolCalled, this, [this, mine, &chat](TurnId turn, const ToolCall& call) {
        if (mine(turn))
            onToolCalled(chat, turn, call);
    });
    connect(&chat, &Chat::conversationEnded, this, [this, mine](TurnId turn) {
        if (mine(turn))
            m_ends = true;
    });
    connect(&chat, &Chat::finished, this, [this, mine](TurnId turn) {
        if (mine(turn))
            onFinished(turn);
    });
    connect(&chat, &Chat::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (!mine(turn))
            return;
        m_active = false;
        emit failed(turn, error);
    });
    connect(&chat, &Chat::spokeFirst, this, &Chat::spokeFirst);
    connect(&chat, &Chat::busyChanged, this, &Chat::busyChanged); // only the assistant has timers
}

void IntendedChat::ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools)
{
    if (m_active && m_asked)
        m_asked->cancel(m_turn);
    m_turn = turn;
    m_active = true;
    m_ends = false;
    m_asked = nullptr;
    ++m_question;
    const QString question = conversation.utterances.isEmpty() ? QString() : conversation.utterances.last().text;
    switch (m_intent->judge(question, conversation.language, tools)) {
    case IntentVerdict::Exit:
        sayFarewell(turn, conversation.language);
        return;
    case IntentVerdict::Assistant:
        if (m_assistant) {
            m_asked = m_assistant.get();
            m_assistant->ask(turn, conversation, tools);
            return;
        }
        break;
    case IntentVerdict::Model:
        break;
    }
    m_asked = m_model.get();
    if (!m_intent->offersTools()) {
        m_model->ask(turn, conversation, {});
        return;
    }
    m_addedEnd = std::none_of(tools.cbegin(), tools.cend(), [](const mcp::ToolSpec& tool) { return tool.name == endTool; });
    m_model->ask(turn, conversation, m_addedEnd ? tools + QVector<mcp::ToolSpec> { endToolSpec() } : tools);
}

void IntendedChat::sayFarewell(TurnId turn, const QString& language)
{
    onThreadOf(this, [this, turn, language, asked = m_question] {
        const QPointer<IntendedChat> self(this);
        const auto isOn = [&] { return self && m_active && asked == m_question; };
        if (!isOn())
            return;
        emit emotion(turn, u"happy"_s);
        if (!isOn())
            return;
        emit text(turn, language == "zh"_L1 ? u"再见！"_s : u"Good-bye!"_s);
        if (!isOn())
            return;
        m_ends = true;
        onFinished(turn);
    });
}

void IntendedChat::onToolCalled(Chat& chat, TurnId turn, const ToolCall& call)
{
    if (call.name != endTool || !m_addedEnd) {
        emit toolCalled(turn, call);
        return;
    }
    m_ends = true;
    chat.toolAnswered(turn, call.id, u"The conversation ends after your farewell."_s);
}

void IntendedChat::onFinished(TurnId turn)
{
    m_active = false;
    const QPointer<IntendedChat> self(this);
    const quint64 asked = m_question;
    if (m_ends)
        emit conversationEnded(turn);
    if (self && asked == m_question)
        emit finished(turn);
}

void IntendedChat::toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result)
{
    if (m_active && m_asked && turn == m_turn)
        m_asked->toolAnswered(turn, callId, result);
}

void IntendedChat::cancel(TurnId turn)
{
    if (turn != m_turn || !std::exchange(m_active, false))
        return;
    ++m_question;
    if (m_asked)
        m_asked->cancel(turn);
}

QString IntendedChat::engineName() const
{
    return m_asked ? m_asked->engineName() : QString();
}

std::unique_ptr<Chat> withIntent(const QString& type, const QStringList& exitWords, std::unique_ptr<Chat> model, const QString& language,
    std::shared_ptr<const PhraseBook> phrases)
{
    auto assistant = std::make_unique<Assistant>(language, AssistantOptions {}, std::move(phrases));
    const auto isCertain = [helper = assistant.get()](const QString& utterance, const QString& spoken,
                               const QVector<mcp::ToolSpec>& tools) { return helper->isCertainOf(utterance, spoken, tools); };
    auto intent = makeIntent(type, { exitWords, isCertain });
    if (!intent)
        return nullptr;
    return std::make_unique<IntendedChat>(std::move(intent), std::move(model), std::move(assistant));
}

}

#include "moc_intendedchat.cpp"
