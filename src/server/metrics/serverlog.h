// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/log.h"
#include "http/request.h"
#include "server/localserver.h"

// What the server writes down besides warnings and errors, in fields. Never what anybody said.
namespace myna::server {

// `error`, `access` (who came, what was answered), `performance` (how long turns took); with the configuration's folder, age and size.
LogSettings serverLogSettings(const LogConfig& config);
QString logFolder(const QString& dataDir, const LogConfig& config);

void logAccess(const http::Answered& answered);
void logSession(const QString& event, const QString& deviceId, const QString& reason);
void logTurn(const TurnReport& report);

// For the owner's programs: time, level, channel, text, fields.
QJsonObject toJson(const LogEntry& entry);

}
