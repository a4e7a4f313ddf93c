// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/admindesk.h"

#include "base/secret.h"
#include "server/routes/otaroutes.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <exception>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

struct Failing
{
    int status;
    QLatin1String code;
};

Failing failingOf(Error::Code code)
{
    switch (code) {
    case Error::Code::Invalid:
        return { 400, "bad_request"_L1 };
    case Error::Code::NotFound:
        return { 404, "not_found"_L1 };
    case Error::Code::Refused:
        return { 409, "refused"_L1 };
    case Error::Code::Cancelled:
        return { 409, "cancelled"_L1 };
    case Error::Code::Unavailable:
        return { 503, "unavailable"_L1 };
    case Error::Code::Timeout:
        return { 504, "timeout"_L1 };
    case Error::Code::Network:
        return { 502, "network"_L1 };
    case Error::Code::Protocol:
        return { 502, "protocol"_L1 };
    }
    return { 500, "INTERNAL_ERROR"_L1 };
}

http::Response tooMany(milliseconds wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    http::Response response = http::errorResponse(429, "too_many_requests"_L1,
        QCoreApplication::translate("myna", "Too many requests. Try again in %n second(s).", nullptr, int(seconds)));
    response.headers.append({ QByteArrayLiteral("Retry-After"), QByteArray::number(qint64(seconds)) });
    return response;
}

// One JSON object, or nothing.
Result<QJsonObject> wishOf(const QByteArray& body)
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "The body of the request is not a JSON object.") };
    return document.object();
}

}

Error missingField(const QString& field)
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "The field %1 is missing.").arg(field) };
}

AdminReply::AdminReply(std::function<void(const http::Response&)> send)
    : m_send(std::move(send))
{
}

void AdminReply::done(const QJsonValue& data) const
{
    m_send(http::jsonResponse({ { u"success"_s, true }, { u"data"_s, data } }));
}

void AdminReply::fail(const Error& error) const
{
    const Failing failing = failingOf(error.code);
    fail(failing.status, failing.code, error.text);
}

void AdminReply::fail(int status, QLatin1String code, const QString& text, const QJsonValue& data) const
{
    QJsonObject answer { { u"success"_s, false }, { u"error"_s, text }, { u"error_code"_s, QString(code) } };
    if (!data.isNull() && !data.isUndefined())
        answer.insert(u"data"_s, data);
    m_send(http::jsonResponse(answer, status));
}

void AdminReply::document(const QByteArray& json) const
{
    http::Response response;
    response.contentType = QByteArrayLiteral("application/json");
    response.body = json;
    m_send(response);
}

void AdminReply::answer(const Result<QJsonValue>& result) const
{
    if (result)
        done(result.value());
    else
        fail(result.error());
}

AdminDesk::AdminDesk(http::Router& router, AdminAccess access)
    : m_router(router)
    , m_access(std::move(access))
    , m_known(m_access.rate)
    , m_strangers(m_access.strangersRate)
{
    m_clock.start();
}

void AdminDesk::route(const QByteArray& method, const QString& pattern, Handler handler, qsizetype bodyLimit)
{
    routeLater(
        method, pattern,
        [handler = std::move(handler)](
            const http::Request& request, const QJsonObject& body, const AdminReply& reply) { reply.answer(handler(request, body)); },
        bodyLimit);
}

void AdminDesk::routeLater(const QByteArray& method, const QString& pattern, LaterHandler handler, qsizetype bodyLimit)
{
    http::Route route;
    route.method = method;
    route.path = pattern;
    route.bodyLimit = bodyLimit;
    route.guard = [this](const http::Request& head) {
        auto refusal = judge(head);
        if (refusal)
            note(head, refusal->status);
        return refusal;
    };
    route.handle = [this, handler = std::move(handler)](
                       const http::Request& request, const http::Responder& responder) { handle(request, responder, handler); };
    m_operations.append(QString::fromLatin1(method) + u' ' + pattern);
    m_router.add(std::move(route));
}

bool AdminDesk::setRemoteToken(const QByteArray& token)
{
    const QByteArray before = std::exchange(m_access.remoteToken, token);
    return !before.isEmpty() && before != token;
}

void AdminDesk::setWitness(std::function<void(const Deed&)> witness)
{
    m_witness = std::move(witness);
}

std::optional<http::Response> AdminDesk::judge(const http::Request& head)
{
    auto refusal = stranger(head);
    // Strangers are counted apart: nobody without a token can use up what the owner may do.
    const milliseconds wait = (refusal ? m_strangers : m_known).take(milliseconds(m_clock.elapsed()));
    return wait.count() > 0 ? tooMany(wait) : refusal;
}

std::optional<http::Response> AdminDesk::stranger(const http::Request& head) const
{
    const auto forbidden = [] {
        return http::errorResponse(403, "forbidden"_L1,
            QCoreApplication::translate(
                "myna", "The server is managed by programs of its owner: from the computer it runs on, or with a token made for that."));
    };
    // A web page tells where it comes from, and one whose name was made to mean this computer shows its own name as the host.
    if (!head.header("Origin"_L1).isEmpty())
        return forbidden();
    const bool here = head.fromThisComputer();
    const QString host = hostOf(head);
    const bool knownHost = host == u"127.0.0.1" || host == u"localhost" || host == u"::1" || host == m_access.host;
    const QByteArray given = head.header("Authorization"_L1);
    const bool remote = !m_access.remoteToken.isEmpty() && equalInConstantTime(given, "Bearer " + m_access.remoteToken);
    if (remote)
        return std::nullopt;
    if ((!here && m_access.remoteToken.isEmpty()) || (here && !knownHost))
        return forbidden();
    if (here && equalInConstantTime(given, "Bearer " + m_access.token))
        return std::nullopt;
    http::Response response = http::errorResponse(401, "token_invalid"_L1,
        here ? QCoreApplication::translate("myna", "The token of admin.json is needed.")
             : QCoreApplication::translate("myna", "The token is needed that the owner set as server.admin_token."));
    response.headers.append({ QByteArrayLiteral("WWW-Authenticate"), QByteArrayLiteral("Bearer") });
    return response;
}

void AdminDesk::handle(const http::Request& request, const http::Responder& responder, const LaterHandler& handler)
{
    http::Request head = request;
    head.body.clear();
    const AdminReply reply([this, head, responder](const http::Response& response) {
        note(head, response.status);
        responder.answer(response);
    });
    const auto wish = wishOf(request.body);
    if (!wish) {
        reply.fail(wish.error());
        return;
    }
    try {
        handler(request, wish.value(), reply);
    } catch (const std::exception& fault) {
        qWarning("A wish of the owner failed: %s", fault.what());
        reply.fail(500, "INTERNAL_ERROR"_L1, QCoreApplication::translate("myna", "Something went wrong in the server."));
    }
}

void AdminDesk::note(const http::Request& request, int status) const
{
    if (m_witness && request.method != "GET" && request.method != "HEAD")
        m_witness({ QString::fromLatin1(request.method) + u' ' + request.path.left(200), request.peer.toString(), status });
}

}
