// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chain/breaker.h"

#include <QMutex>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace myna::server {

enum class EngineState { Ready, Resting, Failed, Unknown };

// How one engine has done since it was configured.
struct EngineFigures
{
    EngineState state = EngineState::Unknown; // unknown: never asked
    qint64 calls = 0;
    qint64 failures = 0;
    QString lastError; // without secrets; empty after a success
    std::optional<int> lastMs; // question → first result
    std::optional<int> p50Ms;
    std::optional<int> p95Ms;
    bool operator==(const EngineFigures&) const = default;
};

// The health of one named engine, shared by all conversations that ask it. May be used from any thread.
class EngineHealth : public std::enable_shared_from_this<EngineHealth>
{
public:
    static constexpr size_t keptTimes = 256; // for the percentiles
    static constexpr std::chrono::hours longestRest { 1 }; // whatever the engine asks for

    using Clock = std::function<Breaker::Time()>;
    explicit EngineHealth(BreakerRules rules, Clock clock = {}); // empty: the steady clock

    // One question put to the engine. Its outcome is told once; without one it counts as abandoned.
    class Call
    {
    public:
        explicit Call(std::shared_ptr<EngineHealth> health);
        ~Call();
        Call(Call&& other) noexcept = default;
        Call& operator=(Call&& other) noexcept;
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;

        void restart(); // the time counts from here: the question is complete
        void firstResult(); // it answers: the time is taken, and the breaker closes
        void failed(const Error& error);

    private:
        std::shared_ptr<EngineHealth> m_health; // null: told
        Breaker::Time m_begun;
    };

    [[nodiscard]] bool isAvailable() const;
    [[nodiscard]] std::optional<Call> begin(); // nothing: it rests
    [[nodiscard]] Call beginTest(); // the owner's wish, whatever the breaker says
    void restFor(std::chrono::milliseconds time); // for the engine itself: it was told to come back later
    void brokeOff(const Error& error); // it failed after its first result
    void forgiveRefusal(); // the owner changed something
    [[nodiscard]] EngineFigures figures() const;

private:
    void noteResult(Breaker::Time begun);
    void noteFailure(const Error& error);
    void noteAbandoned();

    Clock m_clock;
    mutable QMutex m_mutex;
    Breaker m_breaker; // guarded, like everything below
    qint64 m_calls = 0;
    qint64 m_failures = 0;
    QString m_lastError;
    std::vector<int> m_times; // a ring, in ms
    size_t m_nextTime = 0;
    std::optional<int> m_lastMs;
};

}
