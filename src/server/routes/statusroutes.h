// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"
#include "server/edgecounters.h"
#include "server/store/storeworker.h"

namespace myna::server {

struct StatusDesk
{
    const EdgeCounters& counters;
    std::function<int()> sessions; // now
    std::function<int()> connections; // now, HTTP and sessions
    std::function<int()> boundDevices;
    std::function<int()> waitingDevices;
    std::function<int()> suspiciousAddresses; // since the start
    std::function<qint64()> uptimeSeconds;
    std::function<StoreHealth()> store;
};

// `/healthz` for people and balancers, `/metrics` in Prometheus' text format.
void addStatusRoutes(http::Router& router, const StatusDesk& desk);

}
