// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/mqttsection.h"
#include "transport/transport.h"

#include <QUrl>

#include <chrono>

// What the ends of an MQTT connection mean, as closings with a sentence for people. Pure functions.
namespace myna::transport {

// mqtt://host:port, or mqtts.
QUrl brokerUrl(const protocol::MqttSection& broker);

// The broker's answer to our CONNECT, 1 to 5 (MQTT 3.1.1, table 3.1). Refused (2, 4, 5), Unavailable (3), Protocol (the rest).
Closing refusedByBroker(const protocol::MqttSection& broker, int answer);

// The name was not found.
Closing brokerNotFound(const protocol::MqttSection& broker);
// The system's error number of a connection that failed or was lost.
Closing brokerTrouble(const protocol::MqttSection& broker, bool wasOpen, int systemError);
Closing brokerTimeout(const protocol::MqttSection& broker, std::chrono::milliseconds limit);
// `detail` is the TLS library's line; a certificate that is not believed is told apart.
Closing brokerTlsTrouble(const protocol::MqttSection& broker, const QString& detail);
// The proxy was not reached, or refused.
Closing brokerProxyTrouble(const protocol::MqttSection& broker, const QString& detail);

// The server speaks and no sound of it arrives. Another try does not help (Invalid); another connection does, where there is one.
Closing soundBlocked(bool webSocketOffered);

}
