// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QMetaType>
#include <QString>

#include <functional>

namespace myna::pairing {
class Pairing;
}
namespace myna::session {
class VoiceSession;
}

namespace myna::control {

// What is controlled. All functions are called on the main thread.
struct ControlledClient
{
    std::function<session::VoiceSession*()> session; // lives on the network thread; null before it is made and after it has gone
    pairing::Pairing* pairing = nullptr; // null: a client that needs none
    std::function<Result<>()> beginPairing; // with the chosen server; an error says why there is nothing to pair with
    std::function<bool()> isMuted; // may be empty: never
};

// What the sound side counted, as far as it is told.
struct SoundFigures
{
    quint64 lost = 0; // packets concealed
    quint64 late = 0; // packets after their time
    quint64 underruns = 0;
    QString inputProblem; // empty: none
    QString outputProblem;
    bool operator==(const SoundFigures&) const = default;
};

}
