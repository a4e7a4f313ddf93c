// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/events.h"
#include "server/config/configfinding.h"

namespace myna::daemon {

// Each finding as an event `finding` or a line.
void print(const server::ConfigFindings& findings, const Events& events);

QByteArray asJsonLine(const QJsonObject& config); // with its end of line
QByteArray asYaml(const QJsonObject& config);

}
