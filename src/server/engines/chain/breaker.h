// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <chrono>
#include <optional>

namespace myna::server {

struct BreakerRules
{
    int failures = 3; // in a row
    std::chrono::milliseconds rest { 30000 };
    bool rests = true; // false: what runs here and costs nothing to ask again is always asked
    bool operator==(const BreakerRules&) const = default;
};

// What a failure says about the engine that answered with it.
enum class FaultWeight {
    None, // nothing: cancelled, or the question was wrong
    Counts, // the engine or the way to it
    Final, // it refuses us: asking again does not help until the owner changed something
};
FaultWeight weightOf(const Error& error);

// Whether an engine should be asked: after some failures in a row it rests, then one trial decides. Times are handed in, nothing runs here.
class Breaker
{
public:
    using Time = std::chrono::steady_clock::time_point;
    enum class State {
        Closed, // it is asked
        Resting, // it is not, until a time
        Trial, // one question is under way, everybody else waits for its outcome
        Refused, // it is not, until the owner changed something
    };

    explicit Breaker(BreakerRules rules = {});

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool wouldAllow(Time now) const;
    // True: ask, and tell the outcome. At the end of a rest only the first one hears true.
    bool allow(Time now);
    void succeeded();
    void failed(const Error& error, Time now);
    void abandoned(); // asked, but nobody waited for the outcome
    void restUntil(Time time); // the engine said when it may be asked again (Retry-After)
    void forgiveRefusal(); // the owner changed something

private:
    void rest(Time until);

    BreakerRules m_rules;
    State m_state = State::Closed;
    int m_inARow = 0;
    Time m_until;
};

}
