// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/toolbox.h"

#include <QJsonArray>

namespace myna::server {

// The tools of `source` as the owner's programs see them: [{"name","description","inputSchema","source","allowed"}].
// `kind`: device, iot or server.
QJsonArray shownTools(const ToolSource& source, const QString& kind, const Gate& gate);

// How a call that somebody made by hand went: {"tool","ok","text","code","ms"}.
QJsonObject shownCall(const QString& tool, const Result<QString>& result, qint64 ms);

}
