// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/pairing.h"

// What an answer to the version check means for this user and this server. Pure functions.
namespace myna::pairing {

// Where the user types the code: the server says it in its message; the official one is known. Else empty.
QUrl consoleOf(const protocol::ActivationOffer& offer, const QUrl& otaUrl);

// Errors: Protocol (no WebSocket offered, or at an address that cannot be dialled).
Result<protocol::ConnectionProfile> profileFrom(const protocol::OtaReply& reply, const protocol::DeviceIdentity& device);

// What helps depends on whose server it is: ours can be started, and the official one's address is not the user's to change.
Repair fitting(Repair repair, const ServerChoice& server);

}
