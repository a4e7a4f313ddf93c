// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

namespace myna::http {

class HttpConnection;

// Where the answer to one request goes. May be kept and used later; does nothing when the client has left. Same thread as the connection.
class Responder
{
public:
    Responder(HttpConnection* connection, quint64 number);
    void answer(const Response& response) const; // the first answer counts

private:
    QPointer<HttpConnection> m_connection;
    quint64 m_number = 0;
};

inline constexpr qsizetype defaultBodyLimit = 64 * 1024;

using Guard = std::function<std::optional<Response>(const Request& head)>;

// What happens to a request for one method and path.
struct Route
{
    QByteArray method;
    QString path; // a trailing slash makes no difference; `{}` stands for any one segment, not empty
    qsizetype bodyLimit = defaultBodyLimit; // bytes
    // Looks at the head, before the body is read: an answer refuses.
    Guard guard;
    std::function<void(const Request& request, const Responder& responder)> handle;
};

// Finds the route for a request. Filled before the first request, not changed afterwards.
class Router
{
public:
    using Handler = std::function<Response(const Request& request)>;
    using ErrorShape = std::function<Response(int status, QLatin1String code, const QString& text)>;

    void add(Route route);
    void add(const QByteArray& method, const QString& path, Handler handler, qsizetype bodyLimit = defaultBodyLimit);
    // What answers a GET for every path nobody else serves.
    void setFallback(Handler handler);
    // Looks at the head of every request, before it is said whether there is anything at its path: an answer refuses.
    void setGate(Guard gate);
    // How every failure of this port is told; errorResponse() unless set.
    void setErrorShape(ErrorShape shape);

    struct Found
    {
        const Route* route = nullptr;
        Response refusal; // 404 or 405, when there is no route
        QStringList captured;
    };
    [[nodiscard]] Found find(const QByteArray& method, const QString& path) const;
    [[nodiscard]] std::optional<Response> judge(const Request& head) const; // the gate's refusal
    [[nodiscard]] Response error(int status, QLatin1String code, const QString& text) const;

private:
    std::vector<Route> m_routes;
    std::optional<Route> m_fallback;
    Guard m_gate;
    ErrorShape m_shape = errorResponse;
};

}
