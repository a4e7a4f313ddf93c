// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"

namespace myna::control {

// No wish of another program is longer.
inline constexpr qsizetype maxWishBytes = 4096;

void addRoute(http::Router& router, const QByteArray& method, const QString& path,
    std::function<void(const http::Request& request, const http::Responder& responder)> handle);

}
