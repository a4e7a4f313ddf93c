// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/engineregistry.h"
#include "server/routes/admindesk.h"

#include <QJsonArray>
#include <QObject>

namespace myna::server {

QJsonObject toJson(const EngineRow& row); // kind, name, type, selected, state, last_error, first_result_ms{last,p50,p95}, calls, failures
std::optional<EngineKind> engineKindOf(QStringView name); // "VAD", "ASR", …; any case

// GET /admin/engines, POST /admin/engines/KIND/NAME/test {language?}. Tests run on the thread of `context` and end with it; so many at
// once.
inline constexpr int maxEngineTests = 4;
void addEngineRoutes(AdminDesk& desk, EngineRegistry& engines, QObject* context);

}
