// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/mqttroute.h"

#include <QCoreApplication>

namespace myna::transport {

Result<MqttRoute> mqttRoute(const protocol::MqttSection& broker, const protocol::Reach& reach, const QNetworkProxy& found)
{
    MqttRoute route { .socks = std::nullopt, .pinnedCertificate = reach.pinnedCertificate };
    if (found.type() == QNetworkProxy::NoProxy)
        return route;
    if (found.type() == QNetworkProxy::Socks5Proxy) {
        route.socks = protocol::ProxyChoice { protocol::ProxyKind::Socks5, found.hostName(), found.port(), found.user(), found.password() };
        return route;
    }
    const QString sentence = reach.proxy.kind == protocol::ProxyKind::System
        ? QCoreApplication::translate("myna",
            "This computer's settings name a web proxy, which cannot carry the MQTT connection to %1. In the settings of the server choose "
            "a SOCKS5 proxy or none, or the WebSocket connection if the server has one.")
        : QCoreApplication::translate("myna",
            "An HTTP proxy cannot carry the MQTT connection to %1. In the settings of the server choose a SOCKS5 proxy or none, or the "
            "WebSocket connection if the server has one.");
    return Error { Error::Code::Invalid, sentence.arg(broker.host) };
}

}
