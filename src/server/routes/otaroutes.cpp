// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/otaroutes.h"

#include "protocol/provisioning.h"
#include "server/addresses.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonObject>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// How long a device should wait for its owner before it asks for a new version check: as long as the reference clients poll.
constexpr std::chrono::milliseconds activationTimeout { 300000 };

http::Response refusalFor(const Error& error)
{
    switch (error.code) {
    case Error::Code::Refused:
        return http::errorResponse(403, "refused"_L1, error.text);
    case Error::Code::Unavailable:
        return http::errorResponse(503, "unavailable"_L1, error.text);
    case Error::Code::Invalid:
    case Error::Code::Cancelled:
    case Error::Code::Timeout:
    case Error::Code::Network:
    case Error::Code::Protocol:
    case Error::Code::NotFound:
        return http::errorResponse(400, "bad_request"_L1, error.text);
    }
    return {};
}

Wire wireOf(const OtaDesk& desk)
{
    return desk.secure ? Wire::Tls : Wire::Plain;
}

QString firstOf(const QString& a, const QString& b)
{
    return a.isEmpty() ? b : a;
}

// What headers leave open the body may say.
Contact checkedIn(const http::Request& request, const protocol::OtaRequest& ota)
{
    Contact contact = contactOf(request);
    if (contact.deviceId.isEmpty() && request.headerOrQuery("Device-Id"_L1, "device-id"_L1).isEmpty())
        contact.deviceId = protocol::normalisedDeviceId(ota.identity.deviceId);
    contact.clientId = firstOf(contact.clientId, ota.identity.clientId);
    contact.board = firstOf(firstOf(ota.boardName, ota.boardType), QString::fromUtf8(request.header("Device-Model"_L1)));
    contact.version = firstOf(ota.version, QString::fromUtf8(request.header("Device-Version"_L1)));
    return contact;
}

protocol::ActivationOffer offerOf(const ActivationRecord& record)
{
    protocol::ActivationOffer offer;
    offer.code = record.code;
    offer.message = QCoreApplication::translate("myna", "Approve this code in Myna on your computer:\n%1").arg(record.code);
    offer.challenge = record.challenge;
    offer.timeout = activationTimeout;
    return offer;
}

// The board's type names the firmware that fits; without something newer the answer repeats the device's own version.
protocol::FirmwareOffer firmwareFor(
    const OtaDesk& desk, const http::Request& request, const protocol::OtaRequest& ota, const Contact& contact)
{
    const QString own = contact.version.isEmpty() ? u"0.0.0"_s : contact.version;
    if (!desk.firmware || !desk.firmwareChoice)
        return { own, {}, false };
    const QString said = QString::fromUtf8(request.header("Device-Model"_L1));
    const QString model = firstOf(firstOf(said, ota.boardType), ota.boardName);
    const auto file = desk.firmware->offerFor(model, own, desk.firmwareChoice(contact.deviceId));
    if (!file)
        return { own, {}, false };
    return { file->version, webAddress(webScheme(wireOf(desk)), hostOf(request), desk.httpPort(), firmwarePath + file->name).toString(),
        false };
}

http::Response answerDownload(const FirmwareShelf& shelf, const http::Request& request)
{
    const auto file = shelf.open(request.captured.value(0));
    if (!file)
        return http::errorResponse(404, "not_found"_L1, file.error().text);
    http::Response response;
    response.contentType = QByteArrayLiteral("application/octet-stream");
    response.streamBytes = file.value()->size();
    response.stream = file.value();
    return response;
}

http::Response answerOta(const OtaDesk& desk, const http::Request& request)
{
    const auto ota = protocol::decodeOtaRequest(request.body);
    if (!ota)
        return http::errorResponse(400, "bad_request"_L1, ota.error().text);
    const Contact contact = checkedIn(request, ota.value());
    const auto standing = desk.gatekeeper.standing(contact);
    if (!standing)
        return refusalFor(standing.error());

    protocol::OtaReply reply;
    const QDateTime now = desk.clock();
    reply.serverTime = protocol::ServerTime { now.toMSecsSinceEpoch(), now.toLocalTime().offsetFromUtc() / 60 };
    // One that is not bound yet gets nothing: its owner has not seen it.
    reply.firmware = standing->bound ? firmwareFor(desk, request, ota.value(), contact)
                                     : protocol::FirmwareOffer { contact.version.isEmpty() ? u"0.0.0"_s : contact.version, {}, false };
    if (!standing->bound)
        reply.activation = offerOf(standing->offer);
    protocol::WebSocketSection section;
    section.url = webAddress(socketScheme(wireOf(desk)), hostOf(request), desk.websocketPort(), websocketPath);
    if (standing->bound)
        section.token = desk.tokens.issue(contact.deviceId, contact.clientId);
    reply.websocket = section;
    http::Response response;
    response.contentType = QByteArrayLiteral("application/json");
    response.body = protocol::encodeOtaReply(reply);
    return response;
}

// 200: bound · 202: the owner has not decided yet · 403: the owner said no · 404: no code waits, a version check brings a new one.
// The proof is not checked: which key a device signs with is not known here, and the owner has seen the code.
http::Response answerActivate(const OtaDesk& desk, const http::Request& request)
{
    const auto proof = protocol::decodeActivation(request.body);
    if (!proof)
        return http::errorResponse(400, "bad_request"_L1, proof.error().text);
    const Contact contact = contactOf(request);
    const auto progress = desk.gatekeeper.progress(contact);
    if (!progress)
        return refusalFor(progress.error());
    switch (progress.value()) {
    case Gatekeeper::Progress::Bound:
        return http::jsonResponse({ { u"success"_s, true }, { u"message"_s, u"success"_s } });
    case Gatekeeper::Progress::Waiting:
        return http::jsonResponse(
            { { u"success"_s, false },
                { u"message"_s, QCoreApplication::translate("myna", "The owner of this server has not approved the code yet.") } },
            202);
    case Gatekeeper::Progress::Refused:
        return http::errorResponse(403, "refused"_L1, QCoreApplication::translate("myna", "The owner of this server refused this device."));
    case Gatekeeper::Progress::Unknown:
        break;
    }
    return http::errorResponse(404, "unknown_device"_L1,
        QCoreApplication::translate("myna", "No code waits for this device. Check the version again to get one."));
}

}

QString hostOf(const http::Request& request)
{
    constexpr qsizetype longest = 255;
    const QString host = QString::fromLatin1(request.header("Host"_L1)).trimmed();
    const QUrl url(u"http://"_s + host, QUrl::StrictMode);
    if (!host.isEmpty() && host.size() <= longest && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment())
        return url.host();
    bool isV4 = false;
    const QHostAddress v4(request.local.toIPv4Address(&isV4));
    return isV4 ? v4.toString() : request.local.toString();
}

void addOtaRoutes(http::Router& router, const OtaDesk& desk)
{
    router.add(QByteArrayLiteral("GET"), otaPath, [desk](const http::Request& request) {
        const QUrl address = webAddress(socketScheme(wireOf(desk)), hostOf(request), desk.websocketPort(), websocketPath);
        const QUrl ota = webAddress(webScheme(wireOf(desk)), hostOf(request), desk.httpPort(), otaPath);
        return http::textResponse(QCoreApplication::translate(
            "myna", "The version check of this Myna server works.\nOTA address for devices: %1\nWebSocket address: %2\n")
                                      .arg(ota.toString(), address.toString()));
    });
    if (FirmwareShelf* const shelf = desk.firmware)
        router.add(QByteArrayLiteral("GET"), firmwarePath + u"{}"_s,
            [shelf](const http::Request& request) { return answerDownload(*shelf, request); });
    router.add(
        QByteArrayLiteral("POST"), otaPath, [desk](const http::Request& request) { return answerOta(desk, request); },
        protocol::maxProvisioningBytes);
    router.add(
        QByteArrayLiteral("POST"), otaPath + u"activate"_s, [desk](const http::Request& request) { return answerActivate(desk, request); },
        protocol::maxProvisioningBytes);
}

}
