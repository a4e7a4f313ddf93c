// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"
#include "server/devices/firmwareshelf.h"
#include "server/devices/gatekeeper.h"

namespace myna::server {

struct OtaDesk
{
    Gatekeeper& gatekeeper;
    const Tokens& tokens;
    Clock clock;
    std::function<quint16()> websocketPort; // known once it listens
    std::function<quint16()> httpPort;
    bool secure = false; // both ports speak TLS
    FirmwareShelf* firmware = nullptr; // none: nothing is offered
    std::function<QString(const QString& deviceId)> firmwareChoice; // as DeviceRecord::firmware
};

// `/xiaozhi/ota/` and `/xiaozhi/ota/activate`. The answer always has a `websocket` section, never `mqtt`: firmware that gets neither falls
// back to MQTT with old settings. Its keys stay within 15 characters: firmware keeps each in its NVS, which aborts on longer ones.
void addOtaRoutes(http::Router& router, const OtaDesk& desk);

// The host a device used to come here, so that it can come back: from the Host header, else the address it reached.
QString hostOf(const http::Request& request);

}
