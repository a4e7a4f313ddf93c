// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/verdict.h"

#include "pairing/nettrouble.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

QUrl consoleOf(const protocol::ActivationOffer& offer, const QUrl& otaUrl)
{
    static const QRegularExpression webAddress(u"https?://[^\\s\"'<>]+"_s);
    QUrl named(webAddress.match(offer.message).captured(), QUrl::StrictMode);
    if (named.isValid() && !named.host().isEmpty())
        return named;
    return otaUrl.host() == "api.tenclass.net"_L1 ? QUrl(u"https://xiaozhi.me/"_s) : QUrl();
}

Result<protocol::ConnectionProfile> profileFrom(const protocol::OtaReply& reply, const protocol::DeviceIdentity& device)
{
    if (!reply.websocket) {
        return Error { Error::Code::Protocol,
            QCoreApplication::translate(
                "myna", "This server offers only the MQTT connection, which Myna cannot use yet. Choose another server.") };
    }
    const QUrl& url = reply.websocket->url;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1)) {
        return Error { Error::Code::Protocol,
            QCoreApplication::translate(
                "myna", "The server named an address to talk to that cannot be used (%1). Its owner has to correct it.")
                .arg(tamed(url.toDisplayString())) };
    }
    return protocol::ConnectionProfile { url, reply.websocket->token,
        protocol::framingFromNumber(reply.websocket->version).value_or(protocol::Framing::V1), device };
}

Repair fitting(Repair repair, const ServerChoice& server)
{
    if (server.id == "local"_L1 && (repair == Repair::TryAgain || repair == Repair::ChangeAddress))
        return Repair::StartServer;
    if (server.id == "official"_L1 && repair == Repair::ChangeAddress)
        return Repair::TryAgain;
    return repair;
}

}
