// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/engineregistry.h"
#include "server/engines/net/httpfailure.h"

#include <functional>
#include <vector>

namespace myna::server {

struct EngineHouse;

// What an engine is made of.
struct EngineContext
{
    const EngineSpec& spec; // only during the call
    const EngineWish& wish; // only during the call
    EngineHouse& house; // outlives the engine
    RestWish rest; // kept by engines whose service may ask to be left alone
    int toolRounds = 5; // of one turn
    // A language model of that name for engines that need one, with the server's limits; empty: the selected ones. Null: there is none,
    // for the built-in assistant is none.
    std::function<std::unique_ptr<Chat>(const QString& name)> model;
};

// One implementation of a stage. Adding an engine is a line in engineTypes(); resources/manual/engines.md has the other steps.
struct EngineType
{
    EngineKind kind = EngineKind::Chat;
    QLatin1String type; // as configurations write it
    QLatin1String builtin; // not empty: needs no settings, and may be selected under this name without being defined
    bool isHere = false; // runs in this process: it never rests, and is not asked twice
    // Why these settings cannot work, as a sentence without secrets; empty: nothing is wrong. May be missing.
    std::function<QString(const EngineSpec& spec)> wrong;
    // May be called on any network thread. An Error: it cannot serve this wish (a language it does not know). Missing: no engine, but a
    // way of doing without one (no memory, an intent).
    std::function<Result<AnyEngine>(const EngineContext& context)> make;
};

const std::vector<EngineType>& engineTypes();
const EngineType* findEngineType(EngineKind kind, QStringView type); // any case; null: there is none
const EngineType* builtinEngine(EngineKind kind, QStringView name); // any case; null: there is none

}
