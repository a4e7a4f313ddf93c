// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"

namespace myna::pairing {

// Who this device is towards one server. The key never leaves the secret store but as a signature.
struct Identity
{
    protocol::DeviceIdentity device;
    QByteArray hmacKey; // 64 hex digits, used as ASCII bytes like py-xiaozhi does
    bool operator==(const Identity&) const = default;
};

// A new random identity: locally administered MAC (02:…), UUIDv4, serial derived from the MAC like py-xiaozhi's, random key.
Identity makeIdentity();

// 32 random bytes as 64 lower-case hex digits.
QByteArray makeHmacKey();

// `SN-` + first 8 hex digits (upper) of MD5(mac without colons) + `-` + mac without colons.
QString serialNumberFor(const QString& deviceId);

}
