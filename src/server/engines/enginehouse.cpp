// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/enginehouse.h"

namespace myna::server {

EngineHouse::EngineHouse(int threads)
    : phrases(PhraseBook::make())
    , sphinx(makeGrammar(Assistant::allPhrases()))
    , pool(threads > 0 ? threads : QThread::idealThreadCount())
    , voiceWorker(1)
{
}

EngineHouse::~EngineHouse() = default;

}
