// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpcall.h"
#include "server/engines/synthesiser/remotesynthesiser.h"

namespace myna::server {

struct EngineSpec;
class EngineNetwork;

HttpTiming voiceTiming(); // of services that speak

// `/audio/speech` as OpenAI publishes it, streamed. Types of xiaozhi-esp32-server that speak this: openai, siliconflow.
QString wrongInOpenAiVoice(const EngineSpec& spec); // a sentence without secrets; empty: nothing

// Never null; with a spec that is wrong, every sentence fails with the reason. `voice`: instead of that of the settings.
std::unique_ptr<Synthesiser> makeOpenAiVoice(const EngineSpec& spec, EngineNetwork& network, const QString& voice = {},
    const RestWish& restWished = {}, const HttpTiming& timing = voiceTiming());

}
