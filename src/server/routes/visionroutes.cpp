// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/visionroutes.h"

#include "server/addresses.h"
#include "server/routes/multipart.h"
#include "server/routes/picture.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QTimer>

#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Engines have limits of their own; this is for one that forgets. Below what an HTTP connection waits.
constexpr std::chrono::seconds lookLimit { 50 };
constexpr qsizetype maxQuestionCharacters = 2000;

// A page in a browser may be a device, too: what it needs is its token, which no other page has.
http::Response forPages(http::Response response)
{
    response.headers.append({ QByteArrayLiteral("Access-Control-Allow-Origin"), QByteArrayLiteral("*") });
    return response;
}

// What a browser asks before it sends a picture.
http::Response permission()
{
    http::Response response = forPages({ .status = 204 });
    response.headers.append({ QByteArrayLiteral("Access-Control-Allow-Methods"), QByteArrayLiteral("GET, POST") });
    response.headers.append(
        { QByteArrayLiteral("Access-Control-Allow-Headers"), QByteArrayLiteral("Authorization, Client-Id, Content-Type, Device-Id") });
    response.headers.append({ QByteArrayLiteral("Access-Control-Max-Age"), QByteArrayLiteral("600") });
    return response;
}

// The reference server's shape: clients show `message`. `error` and `error_code` are those of all our answers.
http::Response failure(int status, QLatin1String code, const QString& message)
{
    return forPages(http::jsonResponse(
        { { u"success"_s, false }, { u"message"_s, message }, { u"error"_s, message }, { u"error_code"_s, QString(code) } }, status));
}

// Clients of one reference server read `response`, of the other `result`.
http::Response seen(const QString& answer)
{
    return forPages(
        http::jsonResponse({ { u"success"_s, true }, { u"action"_s, u"RESPONSE"_s }, { u"response"_s, answer }, { u"result"_s, answer } }));
}

http::Response noEngine()
{
    return failure(503, "unavailable"_L1, QCoreApplication::translate("myna", "No vision engine is configured on this server."));
}

http::Response stoppedAnswer()
{
    return failure(503, "stopped"_L1,
        QCoreApplication::translate("myna", "Emergency stop: nothing is said, no tool is used, every question is turned down."));
}

// The parts by name or, as the firmware sends them, by order: the question, then the picture.
FormPart partOf(const QVector<FormPart>& parts, const QByteArrayList& names, qsizetype place)
{
    for (const FormPart& part : parts) {
        if (names.contains(part.name))
            return part;
    }
    return parts.value(place);
}

}

VisionDesk::VisionDesk(
    Gatekeeper& gatekeeper, EngineRegistry& engines, std::function<Persona(const QString& deviceId)> personaFor, QObject* parent)
    : QObject(parent)
    , m_gatekeeper(gatekeeper)
    , m_engines(engines)
    , m_personaFor(std::move(personaFor))
{
}

VisionDesk::~VisionDesk() = default;

void VisionDesk::addRoutes(http::Router& router)
{
    router.add(QByteArrayLiteral("GET"), visionPath, [](const http::Request&) {
        return forPages(http::textResponse(QCoreApplication::translate("myna", "The vision address of this Myna server works.\n")));
    });
    router.add(QByteArrayLiteral("OPTIONS"), visionPath, [](const http::Request&) { return permission(); });
    http::Route explaining;
    explaining.method = QByteArrayLiteral("POST");
    explaining.path = visionPath;
    explaining.bodyLimit = maxVisionBytes;
    explaining.guard = [this](const http::Request& head) -> std::optional<http::Response> {
        if (m_gatekeeper.isTrusted(contactOf(head)))
            return std::nullopt;
        return failure(401, "token_invalid"_L1,
            QCoreApplication::translate("myna", "This device is not bound to this server, or its token has expired."));
    };
    explaining.handle = [this](const http::Request& request, const http::Responder& responder) { explain(request, responder); };
    router.add(std::move(explaining));
}

void VisionDesk::setStopped(bool on)
{
    m_stopped = on;
    while (on && !m_looks.empty())
        finish(m_looks.begin()->first, stoppedAnswer());
}

void VisionDesk::explain(const http::Request& request, const http::Responder& responder)
{
    if (m_stopped) {
        responder.answer(stoppedAnswer());
        return;
    }
    const auto parts = formParts(request.header("Content-Type"_L1), request.body);
    if (!parts) {
        responder.answer(failure(400, "bad_request"_L1, parts.error().text));
        return;
    }
    const QString question = QString::fromUtf8(partOf(parts.value(), { "question" }, 0).content).simplified().left(maxQuestionCharacters);
    const QByteArray bytes = partOf(parts.value(), { "file", "image" }, 1).content;
    const auto picture = judgePicture(bytes);
    if (!picture || question.isEmpty()) {
        responder.answer(failure(400, "bad_request"_L1,
            picture ? QCoreApplication::translate("myna", "There is no question to the picture.") : picture.error().text));
        return;
    }
    look(question, bytes, picture->mimeType, m_personaFor(contactOf(request).deviceId), responder);
}

void VisionDesk::look(
    const QString& question, const QByteArray& picture, const QString& mimeType, const Persona& persona, const http::Responder& responder)
{
    if (m_looks.size() >= maxLooks) {
        responder.answer(failure(
            503, "busy"_L1, QCoreApplication::translate("myna", "The server looks at many pictures at once. Try again in a moment.")));
        return;
    }
    auto engine = m_engines.makeVision({ .language = persona.language, .selection = persona.engines });
    if (!engine) {
        responder.answer(noEngine());
        return;
    }
    const quint64 number = ++m_numbers;
    const TurnId turn = TurnId().next();
    Vision* const eye = engine.get();
    connect(eye, &Vision::seen, this, [this, number](TurnId, const QString& answer) { finish(number, seen(answer)); });
    connect(eye, &Vision::failed, this,
        [this, number](TurnId, const Error& error) { finish(number, failure(502, "engine_failed"_L1, error.text)); });
    QTimer::singleShot(lookLimit, eye, [this, number] {
        finish(number, failure(504, "timeout"_L1, QCoreApplication::translate("myna", "The vision engine did not answer in time.")));
    });
    m_looks.emplace(number, Look { std::move(engine), responder, turn });
    eye->look(turn, picture, mimeType, question, persona.language);
}

void VisionDesk::finish(quint64 number, const http::Response& response)
{
    const auto found = m_looks.find(number);
    if (found == m_looks.end())
        return;
    found->second.to.answer(response);
    Vision* const engine = found->second.engine.release(); // it is the sender
    engine->disconnect(this);
    engine->cancel(found->second.turn);
    engine->deleteLater();
    m_looks.erase(found);
}

}

#include "moc_visionroutes.cpp"
