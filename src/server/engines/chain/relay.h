// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/turnid.h"
#include "server/engines/chain/enginehealth.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace myna::server {

// One engine of a chain: made when it is first needed. An Error means that it cannot serve this conversation; that is no failure of it.
template<typename Engine>
struct Link
{
    QString name;
    std::shared_ptr<EngineHealth> health;
    std::function<Result<std::unique_ptr<Engine>>()> make;
    bool again = true; // asking it once more may help; not so for what runs here
};

Error nobodyToAsk(); // every engine rests, or there is none

// Which engine of a chain is being asked. Every attempt has a number of its own, so that nothing of an earlier one is mistaken for an
// answer, even when the same engine is asked again for the same turn.
template<typename Engine>
class Relay
{
public:
    using Links = std::vector<Link<Engine>>;

    // `introduce` connects the signals of an engine that was just made.
    Relay(Links links, std::function<void(Engine&)> introduce)
        : m_links(std::move(links))
        , m_members(m_links.size())
        , m_introduce(std::move(introduce))
    {
        if (!m_links.empty())
            engineAt(0); // models are loaded before the first question
    }

    // Begins an attempt at the first engine at or after `from` that can be asked; false: there is none.
    bool ask(size_t from)
    {
        drop();
        for (size_t i = from; i < m_links.size(); ++i) {
            Engine* const engine = engineAt(i);
            auto call = engine ? m_links[i].health->begin() : std::nullopt;
            if (!call)
                continue;
            m_call = std::move(call);
            m_index = i;
            m_engine = engine;
            m_attempt = m_attempt.next();
            return true;
        }
        return false;
    }

    [[nodiscard]] Engine* engine() const { return m_engine; } // null: nobody is being asked
    [[nodiscard]] TurnId attempt() const { return m_attempt; }
    [[nodiscard]] bool isMine(TurnId attempt) const { return m_engine && attempt == m_attempt; }
    [[nodiscard]] size_t index() const { return m_index; } // of the engine that is or was asked last
    [[nodiscard]] QString name() const { return m_index < m_links.size() ? m_links[m_index].name : QString(); }
    [[nodiscard]] size_t size() const { return m_links.size(); }
    [[nodiscard]] bool mayHelpAgain() const { return m_index < m_links.size() && m_links[m_index].again; }
    // Why there is no answer: the last failure since forgetFailure(), or why nobody was asked.
    [[nodiscard]] Error reason() const
    {
        if (m_failure)
            return *m_failure;
        for (const Member& member : m_members) {
            if (member.unsuitable)
                return *member.unsuitable;
        }
        return nobodyToAsk();
    }
    void forgetFailure() { m_failure.reset(); }

    // Somebody after the present engine could be asked.
    [[nodiscard]] bool hasFollower()
    {
        for (size_t i = m_index + 1; i < m_links.size(); ++i) {
            if (m_links[i].health->isAvailable() && engineAt(i))
                return true;
        }
        return false;
    }

    void restartTime() // the question is complete
    {
        if (m_call)
            m_call->restart();
    }
    void answered() // with its first piece
    {
        if (m_call)
            m_call->firstResult();
        m_answered = true;
    }
    void finished() // it said all it had to say
    {
        answered();
        forget();
    }
    void failed(const Error& error)
    {
        m_failure = error;
        if (m_answered)
            m_links[m_index].health->brokeOff(error);
        else if (m_call)
            m_call->failed(error);
        forget();
    }
    void drop() // nobody waits for it any more
    {
        if (Engine* const engine = m_engine) {
            const TurnId attempt = m_attempt;
            forget();
            engine->cancel(attempt);
        }
    }
    // As failed(), for one that does not answer.
    void failedSilently(const Error& error)
    {
        Engine* const engine = m_engine;
        const TurnId attempt = m_attempt;
        failed(error);
        if (engine)
            engine->cancel(attempt);
    }

private:
    struct Member
    {
        std::unique_ptr<Engine> engine;
        std::optional<Error> unsuitable; // for this conversation
    };

    Engine* engineAt(size_t index)
    {
        Member& member = m_members[index];
        if (!member.engine && !member.unsuitable) {
            if (auto made = m_links[index].make()) {
                member.engine = std::move(made).value();
                m_introduce(*member.engine);
            } else {
                member.unsuitable = made.error();
            }
        }
        return member.engine.get();
    }
    void forget()
    {
        m_call.reset();
        m_engine = nullptr;
        m_answered = false;
    }

    Links m_links;
    std::vector<Member> m_members;
    std::function<void(Engine&)> m_introduce;
    std::optional<EngineHealth::Call> m_call;
    Engine* m_engine = nullptr;
    size_t m_index = 0;
    TurnId m_attempt;
    bool m_answered = false; // the present attempt gave something
    std::optional<Error> m_failure;
};

}
