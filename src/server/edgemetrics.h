// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Everything the server counts, at this moment.
MetricsSnapshot metricsOf(const EdgeParts& parts);
// Why it does not serve as it should, as sentences; none: it is well. Nothing that a stranger must not know.
QStringList troublesOf(const EdgeParts& parts);
// The figures go to whoever listens to the live feed, each second.
void connectMetrics(Edge& edge, EdgeParts& parts);

}
