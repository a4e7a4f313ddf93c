// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/statusroutes.h"

#include <QJsonArray>
#include <QJsonObject>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

void addStatusRoutes(http::Router& router, const StatusDesk& desk)
{
    router.add(QByteArrayLiteral("GET"), u"/healthz"_s, [desk](const http::Request&) {
        const QStringList troubles = desk.troubles();
        // It serves all the same: a balancer must not take it out.
        return http::jsonResponse({ { u"status"_s, troubles.isEmpty() ? u"ok"_s : u"degraded"_s },
            { u"reasons"_s, QJsonArray::fromStringList(troubles) }, { u"version"_s, QStringLiteral(MYNA_VERSION) },
            { u"sessions"_s, desk.sessions() }, { u"uptime_seconds"_s, desk.uptimeSeconds() } });
    });
    router.add(QByteArrayLiteral("GET"), u"/metrics"_s, [desk](const http::Request&) {
        http::Response response;
        response.contentType = QByteArrayLiteral("text/plain; version=0.0.4; charset=utf-8");
        response.body = prometheusText(desk.metrics());
        return response;
    });
}

}
