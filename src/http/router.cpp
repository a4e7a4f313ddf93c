// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/router.h"

#include <QCoreApplication>

#include <utility>

namespace myna::http {

namespace {

QString withoutSlash(QString path)
{
    while (path.size() > 1 && path.endsWith(u'/'))
        path.chop(1);
    return path;
}

// Whether `path` is one of those `pattern` stands for, and what stands in the place of each `{}`.
std::optional<QStringList> match(const QString& pattern, const QString& path)
{
    if (!pattern.contains(u'{'))
        return pattern == path ? std::optional(QStringList()) : std::nullopt;
    const QStringList wanted = pattern.split(u'/');
    const QStringList given = path.split(u'/');
    if (wanted.size() != given.size())
        return std::nullopt;
    QStringList captured;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == QLatin1String("{}") && !given[i].isEmpty())
            captured.append(given[i]);
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return captured;
}

Route routeFor(const QByteArray& method, const QString& path, Router::Handler handler, qsizetype bodyLimit)
{
    Route route;
    route.method = method;
    route.path = path;
    route.bodyLimit = bodyLimit;
    route.handle
        = [handler = std::move(handler)](const Request& request, const Responder& responder) { responder.answer(handler(request)); };
    return route;
}

}

void Router::add(Route route)
{
    route.path = withoutSlash(route.path);
    m_routes.push_back(std::move(route));
}

void Router::add(const QByteArray& method, const QString& path, Handler handler, qsizetype bodyLimit)
{
    add(routeFor(method, path, std::move(handler), bodyLimit));
}

void Router::setFallback(Handler handler)
{
    m_fallback = routeFor(QByteArrayLiteral("GET"), {}, std::move(handler), defaultBodyLimit);
}

void Router::setGate(Guard gate)
{
    m_gate = std::move(gate);
}

void Router::setErrorShape(ErrorShape shape)
{
    m_shape = std::move(shape);
}

std::optional<Response> Router::judge(const Request& head) const
{
    return m_gate ? m_gate(head) : std::nullopt;
}

Response Router::error(int status, QLatin1String code, const QString& text) const
{
    return m_shape(status, code, text);
}

Router::Found Router::find(const QByteArray& method, const QString& path) const
{
    // HEAD is a GET whose body is not sent.
    const QByteArray wanted = method == "HEAD" ? QByteArrayLiteral("GET") : method;
    const QString plain = withoutSlash(path);
    QByteArrayList allowed;
    for (const Route& route : m_routes) {
        const auto captured = match(route.path, plain);
        if (!captured)
            continue;
        if (route.method == wanted)
            return { &route, {}, *captured };
        allowed.append(route.method);
    }
    if (m_fallback && allowed.isEmpty()) {
        if (m_fallback->method == wanted)
            return { &*m_fallback, {}, {} };
        allowed.append(m_fallback->method);
    }
    Found found;
    if (allowed.isEmpty()) {
        found.refusal = error(404, QLatin1String("not_found"), QCoreApplication::translate("myna", "There is nothing at this address."));
        return found;
    }
    found.refusal = error(405, QLatin1String("method_not_allowed"),
        QCoreApplication::translate("myna", "This address does not know the method %1.").arg(QString::fromLatin1(method)));
    found.refusal.headers.append({ QByteArrayLiteral("Allow"), allowed.join(", ") });
    return found;
}

}
