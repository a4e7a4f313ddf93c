// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"
#include "transport/transport.h"

#include <memory>

namespace myna::transport {

enum class Wire { WebSocket, MqttUdp };

// The way to take with this profile. The firmware prefers MQTT when both are offered; Myna takes the WebSocket: its sound is protected
// against change, not only against listeners, and passes where UDP does not. By hand, or alone, MQTT is taken.
// Errors: Invalid (no address at all), Unavailable (the way that was chosen by hand is not offered).
Result<Wire> wireFor(const protocol::ConnectionProfile& profile);

// Null when wireFor() says no.
std::unique_ptr<Transport> makeTransport(const protocol::ConnectionProfile& profile);

}
