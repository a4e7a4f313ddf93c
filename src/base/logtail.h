// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/log.h"

namespace myna {

// The last lines of a channel's file, oldest first; lines that are none are passed over. Reads at most `maxBytes` from the end.
QVector<LogEntry> logTail(const QString& folder, const QString& channel, int limit, qint64 maxBytes = 1024 * 1024);

}
