// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/statusroutes.h"

#include <QJsonArray>
#include <QJsonObject>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Metric
{
    const char* name;
    const char* type;
    const char* help;
    double value;
};

QByteArray metricsText(const StatusDesk& desk)
{
    const EdgeCounters& c = desk.counters;
    const StoreHealth store = desk.store();
    const Metric metrics[] = {
        { "myna_uptime_seconds", "gauge", "Seconds since the server started.", double(desk.uptimeSeconds()) },
        { "myna_connections", "gauge", "Open connections, HTTP and sessions.", double(desk.connections()) },
        { "myna_sessions", "gauge", "Connected devices.", double(desk.sessions()) },
        { "myna_devices_bound", "gauge", "Devices bound to this server.", double(desk.boundDevices()) },
        { "myna_devices_waiting", "gauge", "Devices that wait for approval.", double(desk.waitingDevices()) },
        { "myna_http_answers_total", "counter", "HTTP requests answered.", double(c.httpAnswers) },
        { "myna_http_errors_total", "counter", "HTTP requests answered with an error.", double(c.httpErrors) },
        { "myna_connections_turned_away_total", "counter", "Connections above the limit.", double(c.turnedAway) },
        { "myna_sessions_started_total", "counter", "Sessions begun.", double(c.sessionsStarted) },
        { "myna_sessions_closed_total", "counter", "Sessions ended.", double(c.sessionsClosed) },
        { "myna_sessions_refused_total", "counter", "Sessions refused.", double(c.sessionsRefused) },
        { "myna_activation_codes_total", "counter", "Activation codes offered.", double(c.codesOffered) },
        { "myna_devices_bound_total", "counter", "Devices bound since the start.", double(c.devicesBound) },
        { "myna_suspicious_addresses_total", "counter", "Addresses that connected too often within a minute.",
            double(desk.suspiciousAddresses()) },
        { "myna_peers_refused_total", "counter", "Connections from networks that may not, or from addresses shut out.",
            double(c.peersRefused) },
        { "myna_offences_total", "counter", "What devices did wrong.", double(c.offences) },
        { "myna_store_reachable", "gauge", "Whether the database answers.", store.reachable ? 1.0 : 0.0 },
        { "myna_store_waiting", "gauge", "Changes that are not in the database yet.", double(store.waiting) },
        { "myna_store_dropped_total", "counter", "Turns and records given up while the database was away.", double(store.dropped) },
        { "myna_turns_total", "counter", "Questions answered.", double(c.turns) },
    };
    QByteArray text;
    for (const Metric& metric : metrics) {
        text += QByteArray("# HELP ") + metric.name + ' ' + metric.help + "\n# TYPE " + metric.name + ' ' + metric.type + '\n' + metric.name
            + ' ' + QByteArray::number(metric.value, 'f', 0) + '\n';
    }
    return text;
}

}

void addStatusRoutes(http::Router& router, const StatusDesk& desk)
{
    router.add(QByteArrayLiteral("GET"), u"/healthz"_s, [desk](const http::Request&) {
        const StoreHealth store = desk.store();
        QJsonArray reasons;
        if (!store.reachable)
            reasons.append(u"The server's database does not answer; what changes is kept in memory."_s); // where it is, nobody need know
        // It serves all the same: a balancer must not take it out.
        return http::jsonResponse({ { u"status"_s, store.reachable ? u"ok"_s : u"degraded"_s }, { u"reasons"_s, reasons },
            { u"version"_s, QStringLiteral(MYNA_VERSION) }, { u"sessions"_s, desk.sessions() },
            { u"uptime_seconds"_s, desk.uptimeSeconds() } });
    });
    router.add(QByteArrayLiteral("GET"), u"/metrics"_s, [desk](const http::Request&) {
        http::Response response;
        response.contentType = QByteArrayLiteral("text/plain; version=0.0.4; charset=utf-8");
        response.body = metricsText(desk);
        return response;
    });
}

}
