// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeroutes.h"

#include "server/devices/deviceprofile.h"
#include "server/edgeguard.h"
#include "server/edgemetrics.h"
#include "server/metrics/serverlog.h"
#include "server/routes/adminconfig.h"
#include "server/routes/admindevices.h"
#include "server/routes/adminengines.h"
#include "server/routes/adminoperations.h"
#include "server/routes/adminturns.h"
#include "server/routes/otaroutes.h"
#include "server/routes/statusroutes.h"

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

void addDeviceRoutes(EdgeParts* p)
{
    p->sessionRouter.setFallback([](const http::Request&) { return http::textResponse(u"Server is running\n"_s); });
    OtaDesk ota { *p->gatekeeper, *p->tokens, p->clock, [p] { return p->sessionPort.serverPort(); },
        [p] { return p->webPort.serverPort(); } };
    ota.secure = p->tls.isOn();
    ota.firmware = &p->firmware;
    ota.firmwareChoice = [p](const QString& deviceId) {
        const DeviceRecord* const device = p->registry->find(deviceId);
        return device ? device->firmware : u"none"_s;
    };
    addOtaRoutes(p->webRouter, ota);
    p->vision.emplace(*p->gatekeeper, p->engines, [p](const QString& deviceId) {
        const DeviceRecord* const device = p->registry->find(deviceId);
        return personaOf(device ? device->profile : QJsonObject(), standardPersona(p->options));
    });
    p->vision->setStopped(p->emergencyStop);
    p->vision->addRoutes(p->webRouter);
}

void addStatusPages(EdgeParts* p)
{
    StatusDesk status;
    status.metrics = [p] { return metricsOf(*p); };
    status.troubles = [p] { return troublesOf(*p); };
    status.sessions = [p] { return p->sessions.count(); };
    status.uptimeSeconds = [p] { return p->uptime.elapsed() / 1000; };
    addStatusRoutes(p->webRouter, status);
}

void addOwnerRoutes(Edge& edge, EdgeParts* p)
{
    OwnerDesk desk { *p->gatekeeper, p->audit };
    desk.rows = [p] { return deviceRows(*p); };
    desk.pending = [p] { return p->activation->pending(); };
    desk.close = [p](const QString& deviceId, int code, const QString& reason) { p->sessions.closeDevice(deviceId, code, reason); };
    desk.say = [p](const QString& deviceId, const QString& text) { p->sessions.say(deviceId, text); };
    desk.ask = [p](const QString& deviceId, const QString& text) { p->sessions.ask(deviceId, text); };
    desk.forget = [p](const QString& deviceId) {
        p->store->write(WriteKind::Other, [deviceId](Store& store) { return store.removeMemory(deviceId); });
    };
    desk.hasFirmware = [p](const QString& name) { return p->firmware.open(name).has_value(); };
    desk.isStopped = [p] { return p->emergencyStop; };
    desk.setStopped = [&edge, p](bool on) { setEmergencyStop(edge, *p, on); };
    desk.whenKept = [p](const std::function<void()>& then) { p->store->settled(&p->live, [then](const Result<>&) { then(); }); };
    addDeviceAdminRoutes(p->adminDesk, desk);
    addFirmwareRoute(p->adminDesk, p->firmware);
    addAuditRoute(p->adminDesk, [p](const RecordQuery& query, const AuditRecords& then) {
        p->store->ask<QVector<AuditRecord>>(
            &p->live, [query](Store& store) { return store.audit(query); }, then);
    });
    addTurnRoute(p->adminDesk, [p](const RecordQuery& query, const TurnRecords& then) {
        p->store->ask<QVector<TurnRecord>>(
            &p->live, [query](Store& store) { return store.turns(query); }, then);
    });
    addEngineRoutes(p->adminDesk, p->engines, &p->engineTests);
    addOperationRoutes(
        p->adminDesk, [p] { return metricsOf(*p); }, [p] { return logFolder(p->options.dataDir, p->options.config.log); });
    addConfigRoutes(p->adminDesk, *p->configuration);
}

}

void addEdgeRoutes(Edge& edge, EdgeParts& parts)
{
    addDeviceRoutes(&parts);
    addStatusPages(&parts);
    addOwnerRoutes(edge, &parts);
}

}
