// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pairingmachine.h"

#include "base/enumtable.h"

#include <algorithm>
#include <array>

namespace myna::pairing {

namespace {

struct Rule
{
    State from;
    Event event;
    State to;
};

constexpr auto rules = std::to_array<Rule>({
    { State::Unknown, Event::CheckWanted, State::Checking },

    { State::Checking, Event::CheckWanted, State::Checking },
    { State::Checking, Event::CodeOffered, State::AwaitingUser },
    { State::Checking, Event::ProfileGiven, State::Paired },
    { State::Checking, Event::CheckFailed, State::Failed },
    { State::Checking, Event::CancelWanted, State::Unknown },

    { State::AwaitingUser, Event::CheckWanted, State::Checking },
    { State::AwaitingUser, Event::CodeOffered, State::AwaitingUser }, // the server changed its code
    { State::AwaitingUser, Event::ProfileGiven, State::Paired }, // without a challenge the version check itself confirms
    { State::AwaitingUser, Event::CheckFailed, State::Failed }, // accepted, but with nowhere to connect
    { State::AwaitingUser, Event::Bound, State::Confirming },
    { State::AwaitingUser, Event::TriesUsedUp, State::Failed },
    { State::AwaitingUser, Event::CancelWanted, State::Unknown },

    { State::Confirming, Event::CheckWanted, State::Checking },
    { State::Confirming, Event::CodeOffered, State::AwaitingUser }, // said "bound" and still wants the code
    { State::Confirming, Event::ProfileGiven, State::Paired },
    { State::Confirming, Event::CheckFailed, State::Failed },
    { State::Confirming, Event::CancelWanted, State::Unknown },

    { State::Paired, Event::CheckWanted, State::Checking },
    { State::Paired, Event::CodeOffered, State::AwaitingUser }, // on the session itself
    { State::Paired, Event::Revoked, State::Checking },
    { State::Paired, Event::SessionRefused, State::Failed },

    { State::Failed, Event::CheckWanted, State::Checking },
    { State::Failed, Event::CancelWanted, State::Unknown },
});

constexpr auto names = std::to_array<Word<State>>({
    { State::Unknown, QLatin1String("unknown") },
    { State::Checking, QLatin1String("checking") },
    { State::AwaitingUser, QLatin1String("awaitinguser") },
    { State::Confirming, QLatin1String("confirming") },
    { State::Paired, QLatin1String("paired") },
    { State::Failed, QLatin1String("failed") },
});

}

std::optional<State> nextState(State from, Event event)
{
    const auto rule = std::find_if(
        rules.begin(), rules.end(), [from, event](const Rule& candidate) { return candidate.from == from && candidate.event == event; });
    if (rule == rules.end())
        return std::nullopt;
    return rule->to;
}

QLatin1String stateName(State state)
{
    return wordOf(names, state);
}

}

#include "moc_pairingmachine.cpp"
