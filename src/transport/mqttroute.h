// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocol/mqttsection.h"
#include "protocol/reach.h"

#include <QByteArray>
#include <QNetworkProxy>

#include <optional>

namespace myna::transport {

// The way to a broker, with everything decided.
struct MqttRoute
{
    std::optional<protocol::ProxyChoice> socks; // nothing: directly
    QByteArray pinnedCertificate; // DER; the only one believed where TLS is spoken. Empty: this computer's authorities.
};

// `found` is what net::ProxyFinder says for the broker's address. Of proxies only SOCKS5 carries MQTT. One for the web, set by hand or by
// the system, is an error (Invalid) and never passed by in silence: whoever set it may have meant that nothing goes past it.
Result<MqttRoute> mqttRoute(const protocol::MqttSection& broker, const protocol::Reach& reach, const QNetworkProxy& found);

}
