// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chain/relay.h"
#include "server/engines/enginehouse.h"
#include "server/engines/engineplan.h"
#include "server/engines/engineregistry.h"

#include <QMutex>

namespace myna::server {

// Engines as the owner configured them: those that are selected, in chains with limits and breakers.
class ConfiguredEngines final : public EngineRegistry
{
public:
    explicit ConfiguredEngines(const ServerConfig& config);
    ~ConfiguredEngines() override;

    std::unique_ptr<Recogniser> makeRecogniser(const EngineWish& wish) override;
    std::unique_ptr<Chat> makeChat(const EngineWish& wish) override;
    std::unique_ptr<Synthesiser> makeSynthesiser(const EngineWish& wish) override;
    std::unique_ptr<Vision> makeVision(const EngineWish& wish) override;
    std::unique_ptr<Memory> makeMemory(const EngineWish& wish) override;
    Result<std::unique_ptr<VoiceDetector>> makeDetector(const EngineWish& wish) override;

    void configure(const ServerConfig& config) override;
    [[nodiscard]] QVector<EngineRow> rows() const override;
    [[nodiscard]] QVector<PoolFigures> pools() const override;
    [[nodiscard]] bool isCrowded() const override;
    Result<AnyEngine> makeSingle(EngineKind kind, const QString& name, const EngineWish& wish) override;
    [[nodiscard]] std::shared_ptr<EngineHealth> health(EngineKind kind, const QString& name) const override;

private:
    using Plan = std::shared_ptr<const EnginePlan>;
    [[nodiscard]] Plan plan() const;
    Result<AnyEngine> make(const Plan& plan, EngineKind kind, const QString& name, const EngineWish& wish);
    std::unique_ptr<Chat> makeModel(const Plan& plan, const QString& name, const EngineWish& wish);
    template<typename Engine>
    std::vector<Link<Engine>> linksOf(const Plan& plan, EngineKind kind, const QStringList& names, const EngineWish& wish);

    EngineHouse m_house;
    mutable QMutex m_mutex;
    Plan m_plan; // guarded
};

}
