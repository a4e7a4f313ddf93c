// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/engines/interfaces.h"

#include <functional>
#include <memory>

namespace myna::server {

// Makes the engines of one conversation. What is heavy (models, voices, the bounded worker pool) is loaded once, behind it, and shared.
// Made on the main thread; the make functions may be called on any network thread.
class EngineRegistry
{
public:
    EngineRegistry();
    virtual ~EngineRegistry();
    EngineRegistry(const EngineRegistry&) = delete;
    EngineRegistry& operator=(const EngineRegistry&) = delete;

    // Never null. An engine that cannot work here answers every turn with failed() and the reason.
    virtual std::unique_ptr<Recogniser> makeRecogniser(const QString& language) = 0;
    virtual std::unique_ptr<Chat> makeChat(const QString& language) = 0;
    virtual std::unique_ptr<Synthesiser> makeSynthesiser(const QString& language) = 0;
};

// PocketSphinx, the built-in assistant and espeak-ng: works without keys, network or downloads.
std::unique_ptr<EngineRegistry> makeBuiltinEngines();

}
