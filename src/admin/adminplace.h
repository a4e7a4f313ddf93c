// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QUrl>

namespace myna::admin {

// A server that can be managed: where, with what, and whose certificate is believed.
struct AdminPlace
{
    QUrl url; // http(s)://host:port
    QByteArray token; // a secret
    QByteArray pinned; // DER; empty: what this computer's authorities vouch for
    bool operator==(const AdminPlace&) const = default;

    [[nodiscard]] QString name() const; // "desk.local:8003"
};

// Of the server that runs with this data folder. Errors: NotFound (none runs), Refused (the file cannot be read).
Result<AdminPlace> readAdminFile(const QString& folder);

// What somebody typed: "desk.local", "192.168.1.5:8003", "https://…"; without a port it is that of the usual web port.
// Errors: Invalid, also when the token would cross an open network unprotected.
Result<AdminPlace> typedPlace(const QString& address, const QString& token);

}
