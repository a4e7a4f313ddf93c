// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/owntools.h"

#include <QString>

#include <functional>

namespace myna::server {

// What tools may do to the conversation they are called in. On its thread; each may be empty.
struct ConversationHands
{
    std::function<void(const QString& path, const QString& title)> play; // a sound file, after the words of the answer
    std::function<void(const QString& prompt)> takeRole; // from the next question on
    std::function<void()> end; // after the answer
};

// What tools need to know of the conversation they are made for.
struct ToolSituation
{
    QString language; // "en" or "zh"
    OwnTools own;
    ConversationHands hands;
};

}
