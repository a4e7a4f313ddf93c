// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/enginehealth.h"

#include "base/nearestrank.h"
#include "base/redaction.h"

#include <QMutexLocker>

#include <algorithm>

namespace myna::server {

namespace {

constexpr qsizetype maxErrorCharacters = 300;

}

EngineHealth::EngineHealth(BreakerRules rules, Clock clock)
    : m_clock(clock ? std::move(clock) : [] { return std::chrono::steady_clock::now(); })
    , m_breaker(rules)
{
}

EngineHealth::Call::Call(std::shared_ptr<EngineHealth> health)
    : m_health(std::move(health))
    , m_begun(m_health->m_clock())
{
}

EngineHealth::Call::~Call()
{
    if (m_health)
        m_health->noteAbandoned();
}

EngineHealth::Call& EngineHealth::Call::operator=(Call&& other) noexcept
{
    std::swap(m_health, other.m_health);
    std::swap(m_begun, other.m_begun);
    return *this;
}

void EngineHealth::Call::restart()
{
    if (m_health)
        m_begun = m_health->m_clock();
}

void EngineHealth::Call::firstResult()
{
    if (const auto health = std::exchange(m_health, nullptr))
        health->noteResult(m_begun);
}

void EngineHealth::Call::failed(const Error& error)
{
    if (const auto health = std::exchange(m_health, nullptr))
        health->noteFailure(error);
}

bool EngineHealth::isAvailable() const
{
    const QMutexLocker lock(&m_mutex);
    return m_breaker.wouldAllow(m_clock());
}

std::optional<EngineHealth::Call> EngineHealth::begin()
{
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_breaker.allow(m_clock()))
            return std::nullopt;
        ++m_calls;
    }
    return Call(shared_from_this());
}

EngineHealth::Call EngineHealth::beginTest()
{
    {
        const QMutexLocker lock(&m_mutex);
        ++m_calls;
    }
    return Call(shared_from_this());
}

void EngineHealth::restFor(std::chrono::milliseconds time)
{
    const QMutexLocker lock(&m_mutex);
    m_breaker.restUntil(m_clock() + std::min<std::chrono::milliseconds>(time, longestRest));
}

void EngineHealth::brokeOff(const Error& error)
{
    noteFailure(error);
}

void EngineHealth::forgiveRefusal()
{
    const QMutexLocker lock(&m_mutex);
    m_breaker.forgiveRefusal();
}

EngineFigures EngineHealth::figures() const
{
    const QMutexLocker lock(&m_mutex);
    EngineFigures figures { EngineState::Ready, m_calls, m_failures, m_lastError, m_lastMs, {}, {} };
    switch (m_breaker.state()) {
    case Breaker::State::Closed:
        if (!m_lastError.isEmpty())
            figures.state = EngineState::Failed;
        else if (!m_lastMs)
            figures.state = EngineState::Unknown;
        break;
    case Breaker::State::Resting:
    case Breaker::State::Trial:
        figures.state = EngineState::Resting;
        break;
    case Breaker::State::Refused:
        figures.state = EngineState::Failed;
        break;
    }
    if (!m_times.empty()) {
        std::vector<int> times = m_times; // m_times stays in the order measured
        figures.p50Ms = nearestRank(times, 0.50);
        figures.p95Ms = nearestRank(times, 0.95);
    }
    return figures;
}

void EngineHealth::noteResult(Breaker::Time begun)
{
    const QMutexLocker lock(&m_mutex);
    m_breaker.succeeded();
    m_lastError.clear();
    const int ms = int(std::chrono::duration_cast<std::chrono::milliseconds>(m_clock() - begun).count());
    m_lastMs = ms;
    if (m_times.size() < keptTimes)
        m_times.push_back(ms);
    else
        m_times[m_nextTime++ % keptTimes] = ms;
}

void EngineHealth::noteFailure(const Error& error)
{
    const QMutexLocker lock(&m_mutex);
    m_breaker.failed(error, m_clock());
    if (weightOf(error) == FaultWeight::None)
        return;
    ++m_failures;
    m_lastError = redacted(error.text).left(maxErrorCharacters);
}

void EngineHealth::noteAbandoned()
{
    const QMutexLocker lock(&m_mutex);
    m_breaker.abandoned();
}

}
