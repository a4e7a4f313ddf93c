// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"
#include "support/patience.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

// What every chat engine keeps, whoever made it. A test program runs each of these bodies with its own engine.
namespace myna::test {

using namespace myna::server;

// An engine with what makes it answer: a question it answers in words, one for which it calls the tool.
struct ChatSample
{
    std::function<std::unique_ptr<Chat>()> make;
    QString question;
    QString toolQuestion;
    mcp::ToolSpec tool;
    QJsonObject arguments; // it is called with
};

// Everything one engine tells, in order.
struct ChatLog
{
    struct Entry
    {
        enum Kind { Text, Call, Finished, Failed } kind;
        TurnId turn;
        QString text;
        ToolCall call;
    };

    explicit ChatLog(Chat& chat)
    {
        QObject::connect(&chat, &Chat::text, &chat, [this](TurnId turn, const QString& t) { add({ Entry::Text, turn, t, {} }); });
        QObject::connect(&chat, &Chat::toolCalled, &chat, [this](TurnId turn, const ToolCall& c) { add({ Entry::Call, turn, {}, c }); });
        QObject::connect(&chat, &Chat::finished, &chat, [this](TurnId turn) { add({ Entry::Finished, turn, {}, {} }); });
        QObject::connect(&chat, &Chat::failed, &chat, [this](TurnId turn, const Error& error) {
            add({ Entry::Failed, turn, error.text, {} });
        });
    }
    [[nodiscard]] int count(Entry::Kind kind, TurnId turn) const
    {
        return int(std::count_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.kind == kind && e.turn == turn; }));
    }
    [[nodiscard]] int of(TurnId turn) const
    {
        return int(std::count_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.turn == turn; }));
    }
    [[nodiscard]] QString words(TurnId turn) const
    {
        QString all;
        for (const Entry& e : entries) {
            if (e.kind == Entry::Text && e.turn == turn)
                all += e.text;
        }
        return all;
    }
    [[nodiscard]] ToolCall call(TurnId turn) const
    {
        for (const Entry& e : entries) {
            if (e.kind == Entry::Call && e.turn == turn)
                return e.call;
        }
        return {};
    }
    void add(const Entry& entry)
    {
        if (inside)
            ++fromInside;
        entries.push_back(entry);
        if (then)
            then(entry);
    }

    std::vector<Entry> entries;
    bool inside = false; // a call into the engine is under way
    int fromInside = 0;
    std::function<void(const Entry&)> then;
};

inline Conversation conversationOf(const QString& question, const QString& prompt = {})
{
    return { .deviceId = QStringLiteral("device"),
        .language = QStringLiteral("en"),
        .prompt = prompt,
        .utterances = { { Utterance::Speaker::User, question } } };
}

class ChatConformance
{
public:
    using Entry = ChatLog::Entry;

    explicit ChatConformance(ChatSample sample)
        : m_sample(std::move(sample))
        , m_chat(m_sample.make())
        , m_log(*m_chat)
    {
    }

    void answersOnceAndLater()
    {
        ask(one, m_sample.question);
        QTRY_COMPARE(m_log.count(Entry::Finished, one), 1);
        QVERIFY(!m_log.words(one).trimmed().isEmpty());
        ask(two, m_sample.question);
        QTRY_COMPARE(m_log.count(Entry::Finished, two), 1);
        QCOMPARE(m_log.count(Entry::Finished, one), 1);
        QCOMPARE(m_log.count(Entry::Failed, one) + m_log.count(Entry::Failed, two), 0);
        QCOMPARE(m_log.entries.back().kind, Entry::Finished);
        QCOMPARE(m_log.fromInside, 0);
    }

    void callsToolAndGoesOn()
    {
        ask(one, m_sample.toolQuestion);
        QTRY_COMPARE(m_log.count(Entry::Call, one), 1);
        const ToolCall call = m_log.call(one);
        QCOMPARE(call.name, m_sample.tool.name);
        QCOMPARE(call.arguments, m_sample.arguments);
        QVERIFY(!call.id.isEmpty());
        answer(one, QStringLiteral("another call"));
        answer(two, call.id); // of another turn
        QCOMPARE(m_log.count(Entry::Finished, one), 0);
        answer(one, call.id);
        answer(one, call.id); // twice
        QTRY_COMPARE(m_log.count(Entry::Finished, one), 1);
        QVERIFY(!m_log.words(one).trimmed().isEmpty());
        QCOMPARE(m_log.count(Entry::Call, one), 1);
        QCOMPARE(m_log.fromInside, 0);
    }

    void survivesAToolThatFails()
    {
        ask(one, m_sample.toolQuestion);
        QTRY_COMPARE(m_log.count(Entry::Call, one), 1);
        m_chat->toolAnswered(one, m_log.call(one).id, Error { Error::Code::Timeout, QStringLiteral("The lamp did not answer.") });
        QTRY_COMPARE(m_log.count(Entry::Finished, one) + m_log.count(Entry::Failed, one), 1);
    }

    void takesAnAnswerFromWithinTheCall()
    {
        m_log.then = [this](const Entry& entry) {
            if (entry.kind == Entry::Call)
                m_chat->toolAnswered(entry.turn, entry.call.id, QStringLiteral("done"));
        };
        ask(one, m_sample.toolQuestion);
        QTRY_COMPARE(m_log.count(Entry::Finished, one), 1);
    }

    void isSilentAfterCancel()
    {
        ask(one, m_sample.question);
        m_chat->cancel(one);
        checkSilence(one, 0);

        // in the middle of the words
        m_log.then = [this](const Entry& entry) {
            if (entry.kind == Entry::Text && entry.turn == TurnId { 11 })
                m_chat->cancel(entry.turn);
        };
        ask({ 11 }, m_sample.question);
        QTRY_COMPARE(m_log.count(Entry::Text, { 11 }), 1);
        checkSilence({ 11 }, 1);

        // while the tool works, and from within its call
        ask({ 21 }, m_sample.toolQuestion);
        QTRY_COMPARE(m_log.count(Entry::Call, { 21 }), 1);
        m_chat->cancel({ 21 });
        answer({ 21 }, m_log.call({ 21 }).id);
        checkSilence({ 21 }, m_log.of({ 21 }));
        m_log.then = [this](const Entry& entry) {
            if (entry.kind == Entry::Call && entry.turn == TurnId { 31 })
                m_chat->cancel(entry.turn);
        };
        ask({ 31 }, m_sample.toolQuestion);
        QTRY_COMPARE(m_log.count(Entry::Call, { 31 }), 1);
        checkSilence({ 31 }, m_log.of({ 31 }));

        // an old number touches nobody
        ask({ 41 }, m_sample.question);
        m_chat->cancel({ 31 });
        QTRY_COMPARE(m_log.count(Entry::Finished, { 41 }), 1);
    }

    void aNewQuestionReplacesTheOld()
    {
        ask(one, m_sample.question);
        ask(two, m_sample.question);
        QTRY_COMPARE(m_log.count(Entry::Finished, two), 1);
        QCOMPARE(m_log.of(one), 0);
        ask({ 3 }, m_sample.toolQuestion);
        QTRY_COMPARE(m_log.count(Entry::Call, { 3 }), 1);
        ask({ 4 }, m_sample.question);
        answer({ 3 }, m_log.call({ 3 }).id);
        QTRY_COMPARE(m_log.count(Entry::Finished, { 4 }), 1);
        QCOMPARE(m_log.count(Entry::Finished, { 3 }) + m_log.count(Entry::Failed, { 3 }), 0);
    }

    // The owner may end the conversation from within any signal.
    void mayBeDeletedWhileItTells()
    {
        for (const Entry::Kind kind : { Entry::Text, Entry::Call, Entry::Finished }) {
            std::unique_ptr<Chat> chat = m_sample.make();
            const QPointer<Chat> watched = chat.get();
            ChatLog log(*chat);
            log.then = [&](const Entry& entry) {
                if (entry.kind == kind)
                    chat.release()->deleteLater();
            };
            chat->ask(one, conversationOf(kind == Entry::Call ? m_sample.toolQuestion : m_sample.question), { m_sample.tool });
            QTRY_VERIFY(!watched);
            QCOMPARE(log.entries.empty(), false);
        }
    }

    void answersAnEmptyConversation()
    {
        m_chat->ask(one, { .language = QStringLiteral("en") }, {});
        QTRY_COMPARE(m_log.count(Entry::Finished, one) + m_log.count(Entry::Failed, one), 1);
    }

private:
    static constexpr TurnId one { 1 };
    static constexpr TurnId two { 2 };

    void ask(TurnId turn, const QString& question)
    {
        m_log.inside = true;
        m_chat->ask(turn, conversationOf(question), { m_sample.tool });
        m_log.inside = false;
    }
    void answer(TurnId turn, const QString& callId)
    {
        m_log.inside = true;
        m_chat->toolAnswered(turn, callId, QStringLiteral("done"));
        m_log.inside = false;
    }
    // A whole further turn goes by without a word of the cancelled one.
    void checkSilence(TurnId cancelled, int told)
    {
        const TurnId next { cancelled.number + 1 };
        ask(next, m_sample.question);
        QTRY_COMPARE(m_log.count(Entry::Finished, next), 1);
        QCOMPARE(m_log.of(cancelled), told);
    }

    ChatSample m_sample;
    std::unique_ptr<Chat> m_chat;
    ChatLog m_log;
};

}
