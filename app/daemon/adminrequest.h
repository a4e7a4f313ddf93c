// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminplace.h"

#include <QNetworkAccessManager>

namespace myna::daemon {

// One question to a server's admin interface; whose certificate is believed is the place's. The caller owns the reply.
QNetworkReply* askAdmin(
    QNetworkAccessManager& network, const admin::AdminPlace& place, const QByteArray& method, const QUrl& url, const QByteArray& body = {});

}
