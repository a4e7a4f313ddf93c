// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/auditlog.h"
#include "server/devices/firmwareshelf.h"
#include "server/devices/gatekeeper.h"
#include "server/routes/admindesk.h"
#include "server/toolbox/toolbox.h"

namespace myna::server {

// What the owner's routes act on.
struct OwnerDesk
{
    Gatekeeper& gatekeeper;
    AuditLog& audit;
    std::function<QVector<DeviceRow>()> rows;
    std::function<QVector<ActivationRecord>()> pending;
    std::function<void(const QString& deviceId, int code, const QString& reason)> close; // its sessions
    std::function<void(const QString& deviceId, const QString& text)> say; // aloud
    std::function<void(const QString& deviceId, const QString& text)> ask; // as if its user had typed it
    // What it can do and knows now, and one of its tools called; each answers once, later.
    std::function<void(const QString& deviceId, const std::function<void(const Result<QJsonObject>&)>& then)> things;
    std::function<void(const QString& deviceId, const QString& tool, const QJsonObject& arguments, const ToolResult& then)> call;
    std::function<void(const QString& deviceId)> forget; // what is remembered of its conversations
    std::function<bool(const QString& name)> hasFirmware;
    std::function<bool()> isStopped; // the emergency stop
    std::function<void(bool on)> setStopped;
    std::function<void(std::function<void()> then)> whenKept; // everything done until now is in the database, or cannot get there for now
};

// /admin/devices, /admin/activations, /admin/emergency-stop, and the forms older programs use: POST /admin/approve, /admin/refuse {"code"}
// and /admin/revoke {"device"}.
void addDeviceAdminRoutes(AdminDesk& admin, const OwnerDesk& desk);

// GET /admin/firmware: what lies in the firmware folder, with sums.
void addFirmwareRoute(AdminDesk& admin, FirmwareShelf& firmware);

}
