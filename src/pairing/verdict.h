// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/pairing.h"

// What an answer to the version check means for this user and this server. Pure functions.
namespace myna::pairing {

// Where the user types the code: the server says it in its message; the official one is known. Else empty.
QUrl consoleOf(const protocol::ActivationOffer& offer, const QUrl& otaUrl);

// Errors: Protocol (neither a WebSocket nor MQTT offered, or only an address that cannot be dialled).
Result<protocol::ConnectionProfile> profileFrom(const protocol::OtaReply& reply, const protocol::DeviceIdentity& device);

// "Your clock is 2 h ahead of the server's. …", or empty when they agree within two minutes or the server does not say. `nowMs`: Unix time.
QString clockNotice(const protocol::OtaReply& reply, qint64 nowMs);
// What the firmware section means for a program: that it is for boards. Empty when there is none, or it names no newer version than `own`.
QString firmwareNotice(const protocol::OtaReply& reply, const QString& own);

// The version check is fine and every session is refused: somebody else has this identity, or the token is not believed.
Failure refusedSession(const ServerChoice& server);

// What helps depends on whose server it is: ours can be started, and the official one's address is not the user's to change.
Repair fitting(Repair repair, const ServerChoice& server);

}
