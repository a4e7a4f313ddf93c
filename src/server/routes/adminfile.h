// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QUrl>

namespace myna::server {

// Address and token for programs of this account: `folder`/admin.json, readable by it alone. `pinned`: the certificate to believe in, as
// DER; empty: none. Errors: Refused (the folder cannot be written).
Result<> writeAdminFile(const QString& folder, const QUrl& url, const QByteArray& token, const QByteArray& pinned = {});
void removeAdminFile(const QString& folder);

}
