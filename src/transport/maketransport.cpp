// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/maketransport.h"

#include "transport/mqttudptransport.h"
#include "transport/websockettransport.h"

#include <QCoreApplication>

namespace myna::transport {

namespace {

Error says(Error::Code code, const char* sentence)
{
    return { code, QCoreApplication::translate("myna", sentence) };
}

}

Result<Wire> wireFor(const protocol::ConnectionProfile& profile)
{
    const bool webSocket = !profile.url.isEmpty();
    if (!webSocket && !profile.mqtt)
        return says(Error::Code::Invalid, QT_TRANSLATE_NOOP("myna", "No server has been chosen yet."));
    switch (profile.transport) {
    case protocol::TransportChoice::Auto:
        return webSocket ? Wire::WebSocket : Wire::MqttUdp;
    case protocol::TransportChoice::WebSocket:
        if (!webSocket)
            return says(Error::Code::Unavailable,
                QT_TRANSLATE_NOOP(
                    "myna", "This server offers only the MQTT connection. Let Myna choose the connection by itself, or choose MQTT."));
        return Wire::WebSocket;
    case protocol::TransportChoice::Mqtt:
        if (!profile.mqtt)
            return says(Error::Code::Unavailable,
                QT_TRANSLATE_NOOP(
                    "myna", "This server offers no MQTT connection. Let Myna choose the connection by itself, or choose WebSocket."));
        return Wire::MqttUdp;
    }
    return Wire::WebSocket;
}

std::unique_ptr<Transport> makeTransport(const protocol::ConnectionProfile& profile)
{
    const Result<Wire> wire = wireFor(profile);
    if (!wire)
        return nullptr;
    switch (*wire) {
    case Wire::WebSocket:
        return std::make_unique<WebSocketTransport>(profile);
    case Wire::MqttUdp:
        return std::make_unique<MqttUdpTransport>(profile);
    }
    return nullptr;
}

}
