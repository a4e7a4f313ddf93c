// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"

#include <optional>

namespace myna::server {

QLatin1String kindName(EngineKind kind); // "ASR", as the sections of the configuration are called
std::optional<EngineKind> kindFromName(QStringView name);
const QVector<EngineKind>& everyEngineKind();

// Whether an entry may have this `type` here; any case.
[[nodiscard]] bool isEngineTypeHere(EngineKind kind, const QString& type);
QStringList engineTypesHere(EngineKind kind);
// A type of xiaozhi-esp32-server, here or not.
[[nodiscard]] bool isReferenceEngineType(EngineKind kind, const QString& type);

// The names `selected_module` may use without an entry; the first is what is used when nothing is selected.
QStringList builtInEngines(EngineKind kind);

// An entry the shipped configuration of xiaozhi-esp32-server has: its owner's file says the key only, the rest comes from here.
struct EnginePreset
{
    EngineKind kind = EngineKind::Chat;
    QString name;
    QString type;
    QJsonObject settings; // without secrets
};
const EnginePreset* findEnginePreset(EngineKind kind, const QString& name); // null: there is none

}
