// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/checkup.h"
#include "server/localserver.h"

namespace myna::daemon {

// Whether what is said is protected on its way, and how the certificate does.
QVector<Finding> lookAtTls(const server::ServerOptions& options, const QDateTime& now);

}
