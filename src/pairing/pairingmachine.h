// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QMetaType>
#include <QObject>

#include <optional>

namespace myna::pairing {
Q_NAMESPACE

enum class State { Unknown, Checking, AwaitingUser, Confirming, Paired, Failed };
Q_ENUM_NS(State)

enum class Event {
    CheckWanted, // start, try again, or a new code is wanted
    CodeOffered, // the version check answered with an activation
    ProfileGiven, // the version check answered with where to connect, and no activation
    CheckFailed,
    Bound, // 200: the user typed the code
    TriesUsedUp,
    CancelWanted,
    Revoked, // the server does not know us any more
    SessionRefused, // it knows us when asked, and yet refuses our sessions
};
Q_ENUM_NS(Event)

// Which step pairing is in: a pure table. Confirming is the second version check, after the server said "bound".
std::optional<State> nextState(State from, Event event);
QLatin1String stateName(State state);

}
