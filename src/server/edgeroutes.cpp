// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeroutes.h"

#include "server/devices/deviceprofile.h"
#include "server/edgeguard.h"
#include "server/edgemetrics.h"
#include "server/metrics/serverlog.h"
#include "server/routes/adminconfig.h"
#include "server/routes/admindescription.h"
#include "server/routes/admindevices.h"
#include "server/routes/adminengines.h"
#include "server/routes/adminoperations.h"
#include "server/routes/adminrecords.h"
#include "server/routes/admintoolservers.h"
#include "server/routes/otaroutes.h"
#include "server/routes/statusroutes.h"

#include <QJsonArray>

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

// What programs of the owner use as tools, and who offers tools to us.
void addMcpRoutes(EdgeParts* p, const OwnerDesk& desk)
{
    p->ownerTools.emplace(desk, [p] {
        return QJsonObject { { u"version"_s, QStringLiteral(MYNA_VERSION) }, { u"sessions"_s, p->sessions.count() },
            { u"uptime_seconds"_s, p->uptime.elapsed() / 1000 }, { u"emergency_stop"_s, p->emergencyStop },
            { u"troubles"_s, QJsonArray::fromStringList(troublesOf(*p)) } };
    });
    p->mcp.emplace(*p->ownerTools, [p] {
        const ServerConfig& config = p->options.config;
        GateLimits limits;
        limits.call = config.engineLimits.toolCall;
        limits.callsPerMinute = config.tools.callsPerMinute;
        auto gate = std::make_unique<Gate>(u"mcp"_s, ToolPolicy(config.tools, {}), limits);
        gate->setSurroundings(&p->tools->rate(), [p](const AuditRecord& record) { p->tools->note(record); });
        return gate;
    });
    p->mcp->addRoutes(p->webRouter, [p](const http::Request& head) { return p->adminDesk.judge(head); });
    addToolServerRoute(p->adminDesk, [p] { return p->tools->providers().rows(); });
}

void addOwnerRoutes(Edge& edge, EdgeParts* p)
{
    OwnerDesk desk { *p->gatekeeper, p->audit };
    desk.rows = [p] { return deviceRows(*p); };
    desk.pending = [p] { return p->activation->pending(); };
    desk.close = [p](const QString& deviceId, int code, const QString& reason) { p->sessions.closeDevice(deviceId, code, reason); };
    desk.say = [p](const QString& deviceId, const QString& text) { p->sessions.say(deviceId, text); };
    desk.ask = [p](const QString& deviceId, const QString& text) { p->sessions.ask(deviceId, text); };
    desk.things = [p](const QString& deviceId, const auto& then) { p->sessions.askThings(deviceId, then); };
    desk.call = [p](const QString& deviceId, const QString& tool, const QJsonObject& arguments, const ToolResult& then) {
        p->sessions.callTool(deviceId, tool, arguments, then);
    };
    desk.forget = [p](const QString& deviceId) {
        p->store->write(WriteKind::Other, [deviceId](Store& store) { return store.removeMemory(deviceId); });
    };
    desk.hasFirmware = [p](const QString& name) { return p->firmware.open(name).has_value(); };
    desk.isStopped = [p] { return p->emergencyStop; };
    desk.setStopped = [&edge, p](bool on) { setEmergencyStop(edge, *p, on); };
    desk.whenKept = [p](const std::function<void()>& then) { p->store->settled(&p->live, [then](const Result<>&) { then(); }); };
    addDeviceAdminRoutes(p->adminDesk, desk);
    addMcpRoutes(p, desk);
    addFirmwareRoute(p->adminDesk, p->firmware);
    addAuditRoute(p->adminDesk, [p](const RecordQuery& query, const RecordsTold<AuditRecord>& then) {
        p->store->ask<QVector<AuditRecord>>(
            &p->live, [query](Store& store) { return store.audit(query); }, then);
    });
    addTurnRoute(p->adminDesk, [p](const RecordQuery& query, const RecordsTold<TurnRecord>& then) {
        p->store->ask<QVector<TurnRecord>>(
            &p->live, [query](Store& store) { return store.turns(query); }, then);
    });
    addEngineRoutes(p->adminDesk, p->engines, &p->engineTests);
    addOperationRoutes(
        p->adminDesk, [p] { return metricsOf(*p); }, [p] { return logFolder(p->options.dataDir, p->options.config.log); });
    addConfigRoutes(p->adminDesk, *p->configuration);
    addDescriptionRoutes(p->adminDesk);
}

}

void addEdgeRoutes(Edge& edge, EdgeParts& parts)
{
    addDeviceRoutes(&parts);
    addStatusPages(&parts);
    addOwnerRoutes(edge, &parts);
}

}
