// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/serverconfig.h"
#include "server/engines/chain/enginehealth.h"
#include "server/engines/detector/voicedetector.h"
#include "server/engines/interfaces.h"

#include <functional>
#include <memory>
#include <variant>

namespace myna::server {

struct PoolFigures;

// What a conversation wants of its engines.
struct EngineWish
{
    QString language = QStringLiteral("en"); // "en" or "zh"
    QString voice; // of the synthesiser; empty: its own choice
    EngineSelection selection; // kinds that are missing here: the server's
};

// One engine of any kind, never null.
using AnyEngine = std::variant<std::unique_ptr<VoiceDetector>, std::unique_ptr<Recogniser>, std::unique_ptr<Chat>,
    std::unique_ptr<Synthesiser>, std::unique_ptr<Vision>, std::unique_ptr<Memory>>;

// An engine the owner configured or that comes with the program, and how it does.
struct EngineRow
{
    EngineKind kind = EngineKind::Chat;
    QString name;
    QString type;
    int selected = 0; // its place in the server's chain, from 1; 0: it is not in it
    bool canBeTested = true; // false: it stands for doing without an engine
    EngineFigures figures;
    bool operator==(const EngineRow&) const = default;
};

// Makes the engines of one conversation. What is heavy (models, voices, the bounded worker pool) is loaded once, behind it, and shared.
// Made on the main thread; all other functions may be called on any network thread. Outlives what it makes.
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
    // Null: none is selected.
    virtual std::unique_ptr<Vision> makeVision(const EngineWish& wish);
    virtual std::unique_ptr<Memory> makeMemory(const EngineWish& wish);
    virtual Result<std::unique_ptr<VoiceDetector>> makeDetector(const EngineWish& wish); // Errors: Unavailable

    // For engines that are made from now on; those that exist stay as they are.
    virtual void configure(const ServerConfig& config);
    [[nodiscard]] virtual QVector<EngineRow> rows() const;
    // The workers behind them, and whether these have more to do than they get done in time.
    [[nodiscard]] virtual QVector<PoolFigures> pools() const;
    [[nodiscard]] virtual bool isCrowded() const;
    // One engine by itself, without chain and limits, for a test. Errors: NotFound, or why it cannot be made.
    virtual Result<AnyEngine> makeSingle(EngineKind kind, const QString& name, const EngineWish& wish);
    [[nodiscard]] virtual std::shared_ptr<EngineHealth> health(EngineKind kind, const QString& name) const; // null: there is none
};

// PocketSphinx, the built-in assistant and espeak-ng: works without keys, network or downloads.
std::unique_ptr<EngineRegistry> makeBuiltinEngines();
// Those the configuration selects, in chains.
std::unique_ptr<EngineRegistry> makeConfiguredEngines(const ServerConfig& config);

// What in the configuration of engines cannot work.
struct EngineFinding
{
    QString key; // as the file writes it: "LLM.DeepSeekLLM.type", "selected_module.ASR"
    QString text; // a sentence
    bool operator==(const EngineFinding&) const = default;
};
QVector<EngineFinding> wrongEngines(const ServerConfig& config);

}
