// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/checkup.h"
#include "server/localserver.h"

namespace myna::daemon {

// What `mynad doctor` looks at, for the server that these options would start.
QVector<Check> checksFor(const server::ServerOptions& options);

}
