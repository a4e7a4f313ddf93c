// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Both ports speak TLS when the owner wants it; before they open. Errors: as TlsDesk::start().
Result<> startTls(Edge& edge, EdgeParts& parts);
// The owner is told once when strangers may come and nothing is encrypted; at the start and whenever access changes.
void warnOfOpenNetwork(Edge& edge, EdgeParts& parts);

ServerAddresses announcedAddresses(const EdgeParts& parts);
// Address and token for programs of this account.
Result<> announceAdmin(EdgeParts& parts, const QUrl& url);

}
