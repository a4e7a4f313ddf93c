// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/routes/admindesk.h"
#include "server/store/store.h"

#include <functional>

namespace myna::server {

using TurnRecords = std::function<void(const Result<QVector<TurnRecord>>&)>;

// GET /admin/turns?device=&before=&limit=: what was asked and answered, newest first. `ask` answers later, on the same thread.
void addTurnRoute(AdminDesk& admin, const std::function<void(const RecordQuery& query, const TurnRecords& then)>& ask);

}
