// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/assistant.h"
#include "server/engines/enginepool.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/recogniser/sphinxmodel.h"
#include "server/engines/synthesiser/aliyuntokens.h"
#include "server/engines/synthesiser/espeakvoice.h"

namespace myna::server {

// What engines share and what is heavy: models, voices, workers, the way to the network. There once, whatever the configuration becomes; it
// outlives every engine. May be used from any thread.
struct EngineHouse
{
    explicit EngineHouse(int threads); // of the pool; 0: one for each core
    ~EngineHouse();

    std::shared_ptr<const PhraseBook> phrases;
    EngineNetwork network;
    AliyunTokens aliyunTokens;
    // Models before the workers that use them, so that the workers end first.
    SphinxModel sphinx;
    EspeakVoice espeak;
    EnginePool pool;
    EnginePool voiceWorker; // one thread: espeak-ng is one state machine
};

}
