// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"
#include "server/metrics/metrics.h"

#include <QStringList>

#include <functional>

namespace myna::server {

struct StatusDesk
{
    std::function<MetricsSnapshot()> metrics;
    std::function<QStringList()> troubles; // why it does not serve as it should; none: it is well
    std::function<int()> sessions; // now
    std::function<qint64()> uptimeSeconds;
};

// `/healthz` for people and balancers, `/metrics` in Prometheus' text format.
void addStatusRoutes(http::Router& router, const StatusDesk& desk);

}
