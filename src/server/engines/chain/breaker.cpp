// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/breaker.h"

#include <algorithm>

namespace myna::server {

FaultWeight weightOf(const Error& error)
{
    switch (error.code) {
    case Error::Code::Cancelled:
    case Error::Code::Invalid:
        return FaultWeight::None;
    case Error::Code::Refused:
        return FaultWeight::Final;
    case Error::Code::Timeout:
    case Error::Code::Network:
    case Error::Code::Protocol:
    case Error::Code::Unavailable:
    case Error::Code::NotFound: // a model or address that is not there: somebody may be putting it there
        return FaultWeight::Counts;
    }
    return FaultWeight::None;
}

Breaker::Breaker(BreakerRules rules)
    : m_rules(rules)
{
}

bool Breaker::wouldAllow(Time now) const
{
    return m_state == State::Closed || (m_state == State::Resting && now >= m_until);
}

bool Breaker::allow(Time now)
{
    if (!wouldAllow(now))
        return false;
    if (m_state == State::Resting)
        m_state = State::Trial;
    return true;
}

void Breaker::succeeded()
{
    m_state = State::Closed;
    m_inARow = 0;
}

void Breaker::failed(const Error& error, Time now)
{
    const FaultWeight weight = weightOf(error);
    if (weight == FaultWeight::None) {
        abandoned();
        return;
    }
    ++m_inARow;
    if (!m_rules.rests || m_state == State::Refused)
        return;
    if (weight == FaultWeight::Final)
        m_state = State::Refused;
    else if (m_state == State::Trial || m_inARow >= m_rules.failures)
        rest(now + m_rules.rest);
}

// A trial without outcome leaves the next one to somebody else, at once.
void Breaker::abandoned()
{
    if (m_state == State::Trial)
        m_state = State::Resting;
}

void Breaker::restUntil(Time time)
{
    if (m_rules.rests && m_state != State::Refused)
        rest(time);
}

void Breaker::forgiveRefusal()
{
    if (m_state == State::Refused)
        succeeded();
}

void Breaker::rest(Time until)
{
    m_until = m_state == State::Resting ? std::max(m_until, until) : until;
    m_state = State::Resting;
}

}
