// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/enginetypes.h"

#include <array>
#include <memory>
#include <vector>

namespace myna::server {

inline constexpr std::array engineKinds { EngineKind::Detector, EngineKind::Recogniser, EngineKind::Chat, EngineKind::Synthesiser,
    EngineKind::Vision, EngineKind::Memory, EngineKind::Intent };

// One engine by name: what it is, how it does.
struct PlannedEngine
{
    EngineSpec spec;
    const EngineType* type = nullptr; // null: a type this program does not have
    std::shared_ptr<EngineHealth> health;
};

// What a configuration means for engines; does not change any more.
class EnginePlan
{
public:
    // Engines that are the same in `before` (may be null) keep their health, but one that was refused is asked again.
    EnginePlan(const ServerConfig& config, const EnginePlan* before);

    [[nodiscard]] const EngineLimits& limits() const { return m_limits; }
    [[nodiscard]] int toolRounds() const { return m_toolRounds; }
    [[nodiscard]] const QStringList& exitWords() const { return m_exitWords; }
    // Of the selected intent.
    [[nodiscard]] QString intentType(const EngineSelection& wish) const;
    // Those of these chat engines that are language models.
    [[nodiscard]] QStringList models(QStringList names) const;
    [[nodiscard]] QStringList selected(EngineKind kind, const EngineSelection& wish) const;
    [[nodiscard]] const PlannedEngine* find(EngineKind kind, const QString& name) const; // null: there is none
    [[nodiscard]] const std::vector<PlannedEngine>& all() const { return m_engines; }
    [[nodiscard]] const EngineSelection& selection() const { return m_selection; }

private:
    void add(const EngineSpec& spec, const EnginePlan* before);

    EngineLimits m_limits;
    int m_toolRounds;
    QStringList m_exitWords;
    EngineSelection m_selection; // of every kind that has an engine
    std::vector<PlannedEngine> m_engines;
};

}
