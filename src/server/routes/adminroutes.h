// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "http/router.h"
#include "server/devices/gatekeeper.h"

namespace myna::server {

struct AdminDesk
{
    Gatekeeper& gatekeeper;
    std::function<QVector<DeviceRow>()> devices;
    std::function<QVector<ActivationRecord>()> pending;
    QByteArray token;
    QString host; // besides the loopback names, what the Host header may say
};

// What the owner may do from this computer: GET /admin/devices, POST /admin/approve and /admin/refuse {"code"}, /admin/revoke {"device"}.
// Only from this computer, only with the token, never for a web page (Host and Origin are checked). Answers {"success","message","data"}.
void addAdminRoutes(http::Router& router, AdminDesk desk);

// Address and token for programs of this account: `folder`/admin.json, readable by it alone. Errors: Refused (the folder cannot be
// written).
Result<> writeAdminFile(const QString& folder, const QUrl& url, const QByteArray& token);
void removeAdminFile(const QString& folder);

}
