// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/engineregistry.h"

#include "server/engines/configuredengines.h"
#include "server/engines/detector/webrtcdetector.h"
#include "server/engines/enginepool.h"

#include <QCoreApplication>

namespace myna::server {

EngineRegistry::EngineRegistry() = default;
EngineRegistry::~EngineRegistry() = default;

std::unique_ptr<Vision> EngineRegistry::makeVision(const EngineWish&)
{
    return nullptr;
}

std::unique_ptr<Memory> EngineRegistry::makeMemory(const EngineWish&)
{
    return nullptr;
}

Result<std::unique_ptr<VoiceDetector>> EngineRegistry::makeDetector(const EngineWish&)
{
    return WebRtcDetector::create();
}

void EngineRegistry::configure(const ServerConfig&) { }

QVector<PoolFigures> EngineRegistry::pools() const
{
    return {};
}

bool EngineRegistry::isCrowded() const
{
    return false;
}

QVector<EngineRow> EngineRegistry::rows() const
{
    return {};
}

Result<AnyEngine> EngineRegistry::makeSingle(EngineKind, const QString& name, const EngineWish&)
{
    return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no engine called “%1”.").arg(name) };
}

std::shared_ptr<EngineHealth> EngineRegistry::health(EngineKind, const QString&) const
{
    return nullptr;
}

std::unique_ptr<EngineRegistry> makeBuiltinEngines()
{
    return std::make_unique<ConfiguredEngines>(ServerConfig {});
}

std::unique_ptr<EngineRegistry> makeConfiguredEngines(const ServerConfig& config)
{
    return std::make_unique<ConfiguredEngines>(config);
}

}
