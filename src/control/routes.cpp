// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/routes.h"

#include <utility>

namespace myna::control {

void addRoute(http::Router& router, const QByteArray& method, const QString& path,
    std::function<void(const http::Request& request, const http::Responder& responder)> handle)
{
    http::Route route;
    route.method = method;
    route.path = path;
    route.bodyLimit = maxWishBytes;
    route.handle = std::move(handle);
    router.add(std::move(route));
}

}
