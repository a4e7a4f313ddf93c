// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/routes/admindesk.h"
#include "server/store/store.h"

#include <functional>

namespace myna::server {

template<typename Record>
using RecordsTold = std::function<void(const Result<QVector<Record>>&)>;
// Answers later, on the same thread, the newest first.
template<typename Record>
using RecordSource = std::function<void(const RecordQuery& query, const RecordsTold<Record>& then)>;

// GET …?device=&before=&limit= of what is kept: /admin/turns, what was asked and answered, and /admin/audit, what was done on devices.
void addTurnRoute(AdminDesk& admin, const RecordSource<TurnRecord>& source);
void addAuditRoute(AdminDesk& admin, const RecordSource<AuditRecord>& source);

}
