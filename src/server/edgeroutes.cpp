// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeroutes.h"

#include "server/routes/adminroutes.h"
#include "server/routes/otaroutes.h"
#include "server/routes/statusroutes.h"
#include "server/routes/visionroutes.h"

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

void addDeviceRoutes(EdgeParts* p)
{
    p->sessionRouter.setFallback([](const http::Request&) { return http::textResponse(u"Server is running\n"_s); });
    addOtaRoutes(p->webRouter,
        { *p->gatekeeper, *p->tokens, p->clock, [p] { return p->sessionPort.serverPort(); }, [p] { return p->webPort.serverPort(); } });
    addVisionRoutes(p->webRouter, *p->gatekeeper);
}

void addStatusPages(EdgeParts* p)
{
    StatusDesk status { p->counters };
    status.sessions = [p] { return p->sessions.count(); };
    status.connections = [p] { return p->budget.used(); };
    status.boundDevices = [p] { return int(p->registry->all().size()); };
    status.waitingDevices = [p] { return int(p->activation->pending().size()); };
    status.suspiciousAddresses = [p] { return p->admission.suspicious(); };
    status.uptimeSeconds = [p] { return p->uptime.elapsed() / 1000; };
    addStatusRoutes(p->webRouter, status);
}

void addOwnerRoutes(EdgeParts* p)
{
    addAdminRoutes(p->webRouter,
        { *p->gatekeeper, [p] { return deviceRows(*p); }, [p] { return p->activation->pending(); }, p->adminToken,
            p->options.bind.toString() });
}

}

void addEdgeRoutes(EdgeParts& parts)
{
    addDeviceRoutes(&parts);
    addStatusPages(&parts);
    addOwnerRoutes(&parts);
}

}
