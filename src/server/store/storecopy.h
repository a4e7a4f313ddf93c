// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "database/sqlconnection.h"

namespace myna::server {

// Copies every row of every table of the store into another, empty one, whatever databases they are. The caller holds the transactions.
// Errors: Unavailable, Invalid.
Result<> copyTables(const database::SqlConnection& from, const database::SqlConnection& to);

}
