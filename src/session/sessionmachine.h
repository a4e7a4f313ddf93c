// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"

#include <QMetaType>
#include <QObject>

#include <optional>

namespace myna::session {
Q_NAMESPACE

enum class State { Idle, Connecting, Listening, Thinking, Speaking, Reconnecting, Failed };
Q_ENUM_NS(State)

// Everything that can happen to a conversation.
enum class Event {
    TalkWanted, // the user wants to speak
    TextWanted, // the user typed
    ReleaseWanted, // the user let go of the button, or ends listening
    InterruptWanted,
    HangUpWanted, // the user wants no connection
    HelloReceived, // the server accepted the session
    SpeechStarted, // `tts` start
    SpeechDrained, // `tts` stop was received and the last sample was played
    LinkClosed, // the server ended the session properly
    LinkLost, // anything else that ends a connection
    RetryDue, // the back-off has passed
    GaveUp, // all tries are used up, or the server refuses us
};
Q_ENUM_NS(Event)

// What the conversation was started for: kept while connecting, resumed after a reconnect.
struct Intent {
    std::optional<protocol::ListenMode> listen; // nothing: connected, but not listening
    bool operator==(const Intent&) const = default;
};

// Which step a conversation is in: a pure table of (state, event, mode) → state. Nothing: the event means nothing there.
std::optional<State> nextState(State from, Event event, const Intent& intent);

// Lower case, as JSON events and logs spell it.
QLatin1String stateName(State state);

}
