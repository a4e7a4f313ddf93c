// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/assistant.h"

#include "base/invoke.h"
#include "server/engines/chat/skills/alarmskill.h"
#include "server/engines/chat/skills/arithmeticskill.h"
#include "server/engines/chat/skills/clockskill.h"
#include "server/engines/chat/skills/deviceskill.h"
#include "server/engines/chat/skills/musicskill.h"
#include "server/engines/chat/skills/repeatskill.h"
#include "server/engines/chat/skills/serverskill.h"
#include "server/engines/chat/skills/smalltalkskill.h"
#include "server/engines/chat/skills/timerskill.h"

#include <QPointer>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int maxToolRounds = 5; // tools one answer may call, as other servers allow
constexpr qsizetype maxQuestion = 1000; // characters looked at

QVector<Phrase> helpPhrases()
{
    return {
        { 0, u"en"_s, u"(what can you do|help|help me|what can i say|what can i ask)"_s },
        { 0, u"zh"_s, u"(你(会|能)(做什么|干什么|干嘛|做些什么|什么)|帮助|帮帮我|有什么功能|你有什么功能)"_s },
    };
}

std::vector<std::unique_ptr<Skill>> makeSkills(std::chrono::milliseconds second)
{
    std::vector<std::unique_ptr<Skill>> skills;
    skills.push_back(std::make_unique<ClockSkill>());
    skills.push_back(std::make_unique<TimerSkill>(second));
    skills.push_back(std::make_unique<AlarmSkill>());
    skills.push_back(std::make_unique<DeviceSkill>());
    skills.push_back(std::make_unique<MusicSkill>());
    skills.push_back(std::make_unique<ServerSkill>());
    skills.push_back(std::make_unique<ArithmeticSkill>());
    skills.push_back(std::make_unique<SmallTalkSkill>());
    skills.push_back(std::make_unique<RepeatSkill>()); // last: it takes any text
    return skills;
}

}

std::shared_ptr<const PhraseBook> PhraseBook::make()
{
    auto book = std::make_shared<PhraseBook>();
    for (const Phrase& phrase : helpPhrases())
        book->entries.push_back({ PhraseMatcher(phrase), phrase.language, -1, phrase.meaning });
    const auto skills = makeSkills(std::chrono::seconds(1));
    for (size_t i = 0; i < skills.size(); ++i) {
        for (const Phrase& phrase : skills[i]->phrases())
            book->entries.push_back({ PhraseMatcher(phrase), phrase.language, int(i), phrase.meaning });
    }
    return book;
}

struct Assistant::Waiting
{
    QString id;
    int round;
    std::function<Reply(const Result<QString>&)> then;
};

QVector<Phrase> Assistant::allPhrases()
{
    QVector<Phrase> all = helpPhrases();
    for (const auto& skill : makeSkills(std::chrono::seconds(1)))
        all += skill->phrases();
    return all;
}

Assistant::Assistant(const QString& language, AssistantOptions options, std::shared_ptr<const PhraseBook> book, QObject* parent)
    : Chat(parent)
    , m_language(language)
    , m_options(std::move(options))
    , m_skills(makeSkills(m_options.second))
    , m_book(book ? std::move(book) : PhraseBook::make())
{
    if (!m_options.now)
        m_options.now = [] { return QDateTime::currentDateTime(); };
    for (const auto& skill : m_skills) {
        if (auto* timers = dynamic_cast<TimerSkill*>(skill.get())) {
            connect(timers, &TimerSkill::wentOff, this, [this](const QString& text) { emit spokeFirst(text, u"surprised"_s); });
            connect(timers, &TimerSkill::busyChanged, this, &Chat::busyChanged);
        }
    }
}

Assistant::~Assistant() = default;

void Assistant::ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools)
{
    m_turn = turn;
    m_active = true;
    m_waiting.reset();
    const QString question = conversation.utterances.isEmpty() ? QString() : conversation.utterances.last().text.left(maxQuestion);
    const Situation situation { conversation.language.isEmpty() ? m_language : conversation.language, m_options.now(), tools };
    onThreadOf(this, [this, turn, question, situation] {
        if (m_active && m_turn == turn)
            deliver(turn, replyTo(question, situation));
    });
}

void Assistant::toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result)
{
    if (!m_active || turn != m_turn || !m_waiting || m_waiting->id != callId)
        return;
    m_waiting->id.clear(); // a second answer to the same call is nobody's
    onThreadOf(this, [this, turn, result] {
        if (!m_active || turn != m_turn || !m_waiting)
            return;
        const auto then = m_waiting->then;
        deliver(turn, then(result));
    });
}

void Assistant::cancel(TurnId turn)
{
    if (turn != m_turn)
        return;
    m_active = false;
    m_waiting.reset();
}

// A question in the other language is understood, too.
std::optional<Assistant::Understood> Assistant::understand(const QString& question, const QString& language) const
{
    const QString other = language == "zh"_L1 ? u"en"_s : u"zh"_s;
    for (const QString& spoken : { language, other }) {
        const QString words = normalisedWords(question, spoken);
        for (const PhraseBook::Entry& known : m_book->entries) {
            if (known.language != spoken)
                continue;
            if (const auto match = known.matcher.match(words, question))
                return Understood { &known, *match, spoken };
        }
    }
    return std::nullopt;
}

bool Assistant::isCertainOf(const QString& question, const QString& language, const QVector<mcp::ToolSpec>& tools) const
{
    const auto understood = understand(question.left(maxQuestion), language.isEmpty() ? m_language : language);
    if (!understood || understood->entry->skill < 0)
        return false;
    const Situation situation { understood->language, m_options.now(), tools };
    return m_skills[size_t(understood->entry->skill)]->isCertain(understood->entry->meaning, situation);
}

Reply Assistant::replyTo(const QString& question, const Situation& situation)
{
    if (const auto understood = understand(question, situation.language)) {
        Situation here = situation;
        here.language = understood->language;
        const int skill = understood->entry->skill;
        return skill < 0 ? help(here) : m_skills[size_t(skill)]->answer(understood->entry->meaning, understood->match, here);
    }
    const bool inChinese = std::ranges::any_of(question, [](QChar c) { return c.script() == QChar::Script_Han; });
    const Situation here = inChinese ? Situation { u"zh"_s, situation.now, situation.tools } : situation;
    return { inLanguage(
                 here, u"Sorry, I did not understand that. Ask me: what can you do?"_s, u"对不起，我没听懂。你可以问我：你会做什么？"_s),
        u"confused"_s };
}

Reply Assistant::help(const Situation& s) const
{
    QStringList parts;
    for (const auto& skill : m_skills) {
        if (const QString summary = skill->summary(s.language); !summary.isEmpty())
            parts += summary;
    }
    if (s.language == "zh"_L1)
        return { u"我可以%1。比如说：现在几点了？"_s.arg(parts.join(u"、"_s)), u"happy"_s };
    const QString last = parts.takeLast();
    return { u"I can %1, and %2. For example, ask: what time is it?"_s.arg(parts.join(u", "_s), last), u"happy"_s };
}

void Assistant::deliver(TurnId turn, const Reply& reply)
{
    if (reply.call) {
        const int round = m_waiting ? m_waiting->round + 1 : 1;
        if (round > maxToolRounds) {
            m_active = false;
            emit failed(turn, { Error::Code::Invalid, tr("The assistant called too many tools for one answer. Ask again more simply.") });
            return;
        }
        m_waiting = std::make_unique<Waiting>(Waiting { u"call-%1"_s.arg(++m_calls), round, reply.call->then });
        emit toolCalled(turn, { m_waiting->id, reply.call->tool, reply.call->arguments });
        return;
    }
    m_waiting.reset();
    // Who is told may cancel, ask anew, or end the conversation.
    const QPointer<Assistant> self(this);
    const auto goesOn = [&] { return self && m_active && m_turn == turn; };
    emit emotion(turn, reply.emotion);
    if (goesOn())
        emit text(turn, reply.text);
    if (goesOn() && reply.endsConversation)
        emit conversationEnded(turn);
    if (!goesOn())
        return;
    m_active = false;
    emit finished(turn);
}

}

#include "moc_assistant.cpp"
