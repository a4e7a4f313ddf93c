// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"
#include "server/store/store.h"

#include <QJsonArray>
#include <QJsonObject>

namespace myna::server {

// How the admin interface tells devices, codes and deeds.
QJsonObject toJson(const DeviceRow& row);
QJsonArray toJson(const QVector<DeviceRow>& rows);
QJsonObject toJson(const ActivationRecord& record); // one that waits
QJsonObject toJson(const ActivationRequest& request);
QJsonObject toJson(const AuditRecord& record);
QString stateName(DeviceState state);

}
