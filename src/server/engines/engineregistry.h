// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/serverconfig.h"
#include "server/engines/interfaces.h"

#include <functional>
#include <memory>

namespace myna::server {

// What a conversation wants of its engines.
struct EngineWish
{
    QString language = QStringLiteral("en"); // "en" or "zh"
    QString voice; // of the synthesiser; empty: its own choice
    EngineSelection selection; // kinds that are missing here: the server's
};

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
    virtual std::unique_ptr<Recogniser> makeRecogniser(const EngineWish& wish) = 0;
    virtual std::unique_ptr<Chat> makeChat(const EngineWish& wish) = 0;
    virtual std::unique_ptr<Synthesiser> makeSynthesiser(const EngineWish& wish) = 0;
};

// PocketSphinx, the built-in assistant and espeak-ng: works without keys, network or downloads.
std::unique_ptr<EngineRegistry> makeBuiltinEngines();

}
