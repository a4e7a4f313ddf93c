// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/dialogue/turn.h"

#include <QString>

#include <chrono>

namespace myna::server {

// What the edge knows of a device before its first word.
struct DeviceFacts
{
    QString deviceId;
    QString clientId;
    QString boardName;
    QString activationCode; // not empty: unbound; it is told this code and nothing else
    bool pushBinding = false; // when unbound, also in a `verify` of its own
    QString websocketUrl; // by which it came here; for `bind-status`
    Persona persona; // the owner's wishes for this device, over those for all
    DialogueRules rules;
    QString visionUrl; // where it shows pictures; empty: nobody looks at them
    QString visionToken; // a secret
    ToolConfig tools; // what may be called
    std::chrono::milliseconds toolCall = EngineLimits().toolCall; // and for how long
    bool operator==(const DeviceFacts&) const = default;
};

struct DialogueTiming
{
    std::chrono::milliseconds hello { 10000 }; // a client that says nothing is closed
    std::chrono::milliseconds codeEvery { 60000 }; // an unbound device hears its code again
    std::chrono::milliseconds pushedCode { 300000 }; // for so long an unbound device that said `auth` may wait for its owner
    // Whoever calls by the wake phrase and then says nothing for so long is greeted; who goes on talking is not interrupted. Many wait for
    // the sign that they are listened to before they ask, and sound is on its way for a while: less would talk into their question.
    std::chrono::milliseconds greetAfter { 1500 };
    std::chrono::milliseconds consent { 20000 }; // who was asked whether a tool may be used has so long to say yes
    TurnPatience patience;
};

}
