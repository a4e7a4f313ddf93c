// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QSqlError>

namespace myna::history {

// What the store could not do, in words: what happened and what to do.
Error notWritable(const QString& folder, const QString& words); // Refused
Error failure(const QSqlError& error); // Invalid: damaged; otherwise Unavailable

}
