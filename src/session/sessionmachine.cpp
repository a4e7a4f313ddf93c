// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionmachine.h"

#include "base/enumtable.h"

#include <array>

namespace myna::session {
namespace {

// Where a rule leads: a state, or a choice by what the user wants and whether the session stands.
enum class Target {
    Idle,
    Connecting,
    Speaking,
    Reconnecting,
    Failed,
    Wished, // to what was asked for: a question, listening, or just the link
    Resting, // after an answer: on with listening, or idle
    Released, // manual: the question is asked · else the conversation ends
    Recognised, // auto: the question is asked · realtime and manual go on listening
};

struct Rule
{
    State from;
    Event event;
    Target target;
};

constexpr auto rules = std::to_array<Rule>({
    { State::Idle, Event::TalkWanted, Target::Wished },
    { State::Idle, Event::TextWanted, Target::Wished },
    { State::Idle, Event::SpeechStarted, Target::Speaking },
    { State::Idle, Event::LinkLost, Target::Reconnecting },
    { State::Idle, Event::GaveUp, Target::Failed },

    { State::Connecting, Event::HelloReceived, Target::Wished },
    { State::Connecting, Event::HangUpWanted, Target::Idle },
    { State::Connecting, Event::LinkClosed, Target::Idle },
    { State::Connecting, Event::LinkLost, Target::Reconnecting },
    { State::Connecting, Event::GaveUp, Target::Failed },

    { State::Listening, Event::TalkWanted, Target::Wished },
    { State::Listening, Event::TextWanted, Target::Wished },
    { State::Listening, Event::ReleaseWanted, Target::Released },
    { State::Listening, Event::HangUpWanted, Target::Idle },
    { State::Listening, Event::Recognised, Target::Recognised },
    { State::Listening, Event::SpeechStarted, Target::Speaking },
    { State::Listening, Event::LinkClosed, Target::Idle },
    { State::Listening, Event::LinkLost, Target::Reconnecting },
    { State::Listening, Event::GaveUp, Target::Failed },

    { State::Thinking, Event::TalkWanted, Target::Wished },
    { State::Thinking, Event::TextWanted, Target::Wished },
    { State::Thinking, Event::InterruptWanted, Target::Resting },
    { State::Thinking, Event::HangUpWanted, Target::Idle },
    { State::Thinking, Event::SpeechStarted, Target::Speaking },
    { State::Thinking, Event::AnswerOverdue, Target::Resting },
    { State::Thinking, Event::LinkClosed, Target::Idle },
    { State::Thinking, Event::LinkLost, Target::Reconnecting },
    { State::Thinking, Event::GaveUp, Target::Failed },

    // LinkClosed is not here: a good-bye that was received is played to its end.
    { State::Speaking, Event::TalkWanted, Target::Wished },
    { State::Speaking, Event::TextWanted, Target::Wished },
    { State::Speaking, Event::InterruptWanted, Target::Resting },
    { State::Speaking, Event::HangUpWanted, Target::Idle },
    { State::Speaking, Event::SpeechDrained, Target::Resting },
    { State::Speaking, Event::LinkLost, Target::Reconnecting },
    { State::Speaking, Event::GaveUp, Target::Failed },

    { State::Reconnecting, Event::TalkWanted, Target::Connecting },
    { State::Reconnecting, Event::TextWanted, Target::Connecting },
    { State::Reconnecting, Event::HangUpWanted, Target::Idle },
    { State::Reconnecting, Event::RetryDue, Target::Connecting },
    { State::Reconnecting, Event::GaveUp, Target::Failed },

    { State::Failed, Event::TalkWanted, Target::Connecting },
    { State::Failed, Event::TextWanted, Target::Connecting },
    { State::Failed, Event::HangUpWanted, Target::Idle },
    { State::Failed, Event::RetryDue, Target::Connecting },
});

constexpr auto names = std::to_array<Word<State>>({
    { State::Idle, QLatin1String("idle") },
    { State::Connecting, QLatin1String("connecting") },
    { State::Listening, QLatin1String("listening") },
    { State::Thinking, QLatin1String("thinking") },
    { State::Speaking, QLatin1String("speaking") },
    { State::Reconnecting, QLatin1String("reconnecting") },
    { State::Failed, QLatin1String("failed") },
});

State wished(const Intent& intent, bool linked)
{
    if (!linked)
        return State::Connecting;
    if (intent.asked)
        return State::Thinking;
    return intent.listen ? State::Listening : State::Idle;
}

std::optional<State> resolved(Target target, const Intent& intent, bool linked)
{
    switch (target) {
    case Target::Idle:
        return State::Idle;
    case Target::Connecting:
        return State::Connecting;
    case Target::Speaking:
        return State::Speaking;
    case Target::Reconnecting:
        return State::Reconnecting;
    case Target::Failed:
        return State::Failed;
    case Target::Wished:
        return wished(intent, linked);
    case Target::Resting:
        return linked && intent.listen ? State::Listening : State::Idle;
    case Target::Released:
        return intent.listen == protocol::ListenMode::Manual ? State::Thinking : State::Idle;
    case Target::Recognised:
        if (intent.listen == protocol::ListenMode::Auto)
            return State::Thinking;
        return std::nullopt;
    }
    return std::nullopt;
}

}

std::optional<State> nextState(State from, Event event, const Intent& intent, bool linked)
{
    for (const Rule& rule : rules) {
        if (rule.from == from && rule.event == event)
            return resolved(rule.target, intent, linked);
    }
    return std::nullopt;
}

QLatin1String stateName(State state)
{
    return wordOf(names, state);
}

}

#include "moc_sessionmachine.cpp"
