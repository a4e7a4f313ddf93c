// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "http/ratelimit.h"
#include "http/router.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QJsonValue>

#include <functional>
#include <memory>

namespace myna::server {

// Where the answer to one request of the owner goes. May be kept and used later on the same thread; the first answer counts.
class AdminReply
{
public:
    explicit AdminReply(std::function<void(const http::Response&)> send);

    void done(const QJsonValue& data) const;
    void fail(const Error& error) const; // with the status that fits its code
    // `data` tells programs more than the sentence does: findings, what is newest now, …
    void fail(int status, QLatin1String code, const QString& text, const QJsonValue& data = {}) const;
    void answer(const Result<QJsonValue>& result) const;
    void document(const QByteArray& json) const; // as it is

private:
    std::function<void(const http::Response&)> m_send;
};

struct AdminAccess
{
    QByteArray token; // of admin.json: from this computer only
    QByteArray remoteToken; // made by the owner: from everywhere; empty: from nowhere else
    QString host; // besides the loopback names, what the Host header may say when this computer asks
    http::Rate rate { 120, 40 };
    http::Rate strangersRate { 30, 5 };
};

Error missingField(const QString& field);

// What the owner's programs may ask for below /admin: each route with a token, never for a web page, at a bearable rate, with a bounded
// JSON object in and `{"success":true,"data":…}` or `{"success":false,"error":…,"error_code":…}` out. Edge thread.
class AdminDesk
{
public:
    using Handler = std::function<Result<QJsonValue>(const http::Request& request, const QJsonObject& body)>;
    using LaterHandler = std::function<void(const http::Request& request, const QJsonObject& body, const AdminReply& reply)>;
    // What was asked for with another method than GET, and how it ended.
    struct Deed
    {
        QString action; // method and path
        QString from; // address
        int status = 0;
    };

    // `router` outlives it and the routes live in the router, so it outlives the router's use.
    AdminDesk(http::Router& router, AdminAccess access);

    // `pattern`: `/admin/devices/{}/say`; what stands for `{}` is in `request.captured`. Before the first request.
    void route(const QByteArray& method, const QString& pattern, Handler handler, qsizetype bodyLimit = http::defaultBodyLimit);
    void routeLater(const QByteArray& method, const QString& pattern, LaterHandler handler, qsizetype bodyLimit = http::defaultBodyLimit);

    [[nodiscard]] const QStringList& operations() const { return m_operations; } // "GET /admin/devices/{}", in the order added

    // Live. True: another one was in force until now.
    bool setRemoteToken(const QByteArray& token);
    void setWitness(std::function<void(const Deed&)> witness); // told of every Deed, also of refused ones
    // The refusal (401, 403, 429), or nothing: for what is no route, like a WebSocket.
    [[nodiscard]] std::optional<http::Response> judge(const http::Request& head);

private:
    [[nodiscard]] std::optional<http::Response> stranger(const http::Request& head) const;
    void handle(const http::Request& request, const http::Responder& responder, const LaterHandler& handler);
    void note(const http::Request& request, int status) const;

    http::Router& m_router;
    AdminAccess m_access;
    QStringList m_operations;
    std::function<void(const Deed&)> m_witness;
    QElapsedTimer m_clock;
    http::RateLimit m_known;
    http::RateLimit m_strangers;
};

}
