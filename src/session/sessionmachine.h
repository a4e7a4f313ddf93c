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
    Recognised, // `stt`: in auto mode the server has ended the utterance
    SpeechStarted, // `tts` start
    SpeechDrained, // `tts` stop was received and the last sample was played
    AnswerOverdue, // no answer will come any more
    LinkClosed, // the server ended the session properly
    LinkLost, // anything else that ends a connection
    RetryDue, // the back-off has passed
    GaveUp, // all tries are used up, or the server refuses us
};
Q_ENUM_NS(Event)

// What the conversation was started for: kept while connecting, resumed after a reconnect.
struct Intent
{
    std::optional<protocol::ListenMode> listen; // nothing: connected, but not listening
    bool asked = false; // a question waits to be sent: typed, or spoken to its end before there was a link
    bool operator==(const Intent&) const = default;
};

// Which step a conversation is in: a pure table of (state, event, intent, whether the session stands) → state. Nothing: the event means
// nothing there. The same state: it is entered anew, for example to listen in another mode. For ReleaseWanted the intent is the one
// released.
std::optional<State> nextState(State from, Event event, const Intent& intent, bool linked);

// Lower case, as JSON events and logs spell it.
QLatin1String stateName(State state);

}
