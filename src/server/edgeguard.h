// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// What is done about those who misbehave, and how the owner learns of it: offences to quarantine, alarms to desktop, live feed and webhook.
void connectGuard(Edge& edge, EdgeParts& parts);
// What the owner decided about access and limits; at the start and whenever it changes.
void applyAccess(Edge& edge, EdgeParts& parts);
// One more offence of this client of this device. `proven`: it showed what a bound device has, so the device itself is to blame; otherwise
// whoever says so is.
void noteOffence(Edge& edge, EdgeParts& parts, const Contact& contact, bool proven, const QString& what, int weight);
// Something the owner should know at once. `kind`: "quarantine", "emergency-stop", "address", "forged-client".
void alarm(Edge& edge, EdgeParts& parts, const QString& kind, const QString& deviceId, const QString& text);
void setEmergencyStop(Edge& edge, EdgeParts& parts, bool on);

}
