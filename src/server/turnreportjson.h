// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"
#include "server/store/store.h"

#include <QJsonObject>

// A turn as the world outside sees it: `mynad`'s event, the live feed, the admin interface and the store say the same.
namespace myna::server {

// As configuration and admin interface call it: "VAD", "ASR", "LLM", "TTS", "VLLM", "Memory", "Intent".
QLatin1String nameOf(EngineKind kind);

// Keys: device, heard, said, and those of turnDetails().
QJsonObject toJson(const TurnReport& report);
// Without who and what was said: time, timeline, engines, tools, failure, interrupted, frames, frames_late, own_ms.
QJsonObject turnDetails(const TurnReport& report);

TurnRecord toRecord(const TurnReport& report); // id 0
// The same shape as toJson(TurnReport), and id.
QJsonObject toJson(const TurnRecord& record);

}
