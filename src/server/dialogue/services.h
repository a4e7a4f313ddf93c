// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"

namespace myna::server {

class LoadGauge;
class MemoryFolds;
class ReplyCache;
class SpokenBudget;
class ToolHouse;

// What conversations share. Each may be missing; all outlive the conversations.
struct DialogueServices
{
    ReplyCache* replies = nullptr;
    SpokenBudget* budget = nullptr;
    MemoryFolds* memories = nullptr; // of this thread
    ToolHouse* tools = nullptr; // the server's own, and what all conversations together may do with tools
    LoadGauge* load = nullptr; // asked before every turn that asks engines
    qint64 audioBufferBytes = Limits().audioBufferBytes; // of one session, before it is known what to do with it
};

}
