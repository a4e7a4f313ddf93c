// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/visionroutes.h"

#include "server/addresses.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// The reference server's shape: clients show `message`.
http::Response failure(int status, const QString& message)
{
    return http::jsonResponse({ { u"success"_s, false }, { u"message"_s, message } }, status);
}

}

void addVisionRoutes(http::Router& router, const Gatekeeper& gatekeeper)
{
    router.add(QByteArrayLiteral("GET"), visionPath, [](const http::Request&) {
        return http::textResponse(
            QCoreApplication::translate("myna", "The vision address of this Myna server works. No vision engine is configured.\n"));
    });
    http::Route explain;
    explain.method = QByteArrayLiteral("POST");
    explain.path = visionPath;
    explain.bodyLimit = maxVisionBytes;
    explain.guard = [&gatekeeper](const http::Request& head) -> std::optional<http::Response> {
        if (gatekeeper.isTrusted(contactOf(head)))
            return std::nullopt;
        return failure(401, QCoreApplication::translate("myna", "This device is not bound to this server, or its token has expired."));
    };
    explain.handle = [](const http::Request&, const http::Responder& responder) {
        responder.answer(failure(503, QCoreApplication::translate("myna", "No vision engine is configured on this server.")));
    };
    router.add(std::move(explain));
}

}
