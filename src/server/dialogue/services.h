// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"

#include <functional>

namespace myna::server {

class MemoryFolds;
class ReplyCache;
class SpokenBudget;

// What conversations share. Each may be missing; all outlive the conversations.
struct DialogueServices
{
    ReplyCache* replies = nullptr;
    SpokenBudget* budget = nullptr;
    MemoryFolds* memories = nullptr; // of this thread
    std::function<bool()> isBusy; // asked before every turn, on its thread: the engines have more to do than they can
    std::function<bool()> isStopped; // the same: the owner wants silence
    qint64 audioBufferBytes = Limits().audioBufferBytes; // of one session, before it is known what to do with it
};

}
