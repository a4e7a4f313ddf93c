// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminroutes.h"

#include "base/enumtable.h"
#include "base/secret.h"
#include "server/routes/otaroutes.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxWishBytes = 4096;

constexpr auto stateNames = std::to_array<Word<DeviceState>>({
    { DeviceState::Offline, QLatin1String("offline") },
    { DeviceState::Idle, QLatin1String("idle") },
    { DeviceState::Listening, QLatin1String("listening") },
    { DeviceState::Thinking, QLatin1String("thinking") },
    { DeviceState::Speaking, QLatin1String("speaking") },
});

QString adminFile(const QString& folder)
{
    return QDir(folder).filePath(u"admin.json"_s);
}

QString stamp(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODate);
}

std::optional<http::Response> guard(const AdminDesk& desk, const http::Request& head)
{
    const QString host = hostOf(head);
    const bool knownHost = host == u"127.0.0.1" || host == u"localhost" || host == u"::1" || host == desk.host;
    if (!head.fromThisComputer() || !knownHost || !head.header("Origin"_L1).isEmpty()) {
        return http::errorResponse(403, "forbidden"_L1,
            QCoreApplication::translate("myna", "The server is managed from the computer it runs on, not from a web page."));
    }
    if (!equalInConstantTime(head.header("Authorization"_L1), "Bearer " + desk.token))
        return http::errorResponse(401, "token_invalid"_L1, QCoreApplication::translate("myna", "The token of admin.json is needed."));
    return std::nullopt;
}

http::Response done(const QString& message, const QJsonObject& data)
{
    return http::jsonResponse({ { u"success"_s, true }, { u"message"_s, message }, { u"data"_s, data } });
}

http::Response devicesAnswer(const AdminDesk& desk)
{
    QJsonArray devices;
    for (const DeviceRow& row : desk.devices()) {
        devices.append(QJsonObject { { u"device"_s, row.deviceId }, { u"name"_s, row.name }, { u"version"_s, row.version },
            { u"state"_s, QString(wordOf(stateNames, row.state)) }, { u"last_words"_s, row.lastWords },
            { u"last_seen"_s, stamp(row.lastSeen) } });
    }
    QJsonArray pending;
    for (const ActivationRecord& record : desk.pending()) {
        pending.append(QJsonObject { { u"code"_s, record.code }, { u"device"_s, record.deviceId }, { u"board"_s, record.board },
            { u"offered_at"_s, stamp(record.offeredAt) }, { u"expires_at"_s, stamp(record.expiresAt) } });
    }
    return done({}, { { u"devices"_s, devices }, { u"pending"_s, pending } });
}

// One wish: a JSON object with one text in it. Numbers are taken for codes typed without quotes.
Result<QString> argumentOf(const http::Request& request, const QString& name)
{
    const QJsonValue value = QJsonDocument::fromJson(request.body).object().value(name);
    QString text = value.toString().trimmed();
    if (value.isDouble())
        text = u"%1"_s.arg(qint64(value.toDouble()), 6, 10, QLatin1Char('0'));
    if (text.isEmpty())
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "The field %1 is missing.").arg(name) };
    return text;
}

http::Response failure(const Error& error)
{
    return error.code == Error::Code::NotFound ? http::errorResponse(404, "not_found"_L1, error.text)
                                               : http::errorResponse(400, "bad_request"_L1, error.text);
}

http::Response decide(const http::Request& request, const std::function<Result<ActivationRecord>(const QString&)>& decision)
{
    const auto code = argumentOf(request, u"code"_s);
    if (!code)
        return failure(code.error());
    const auto record = decision(code.value());
    if (!record)
        return failure(record.error());
    return done({}, { { u"device"_s, record->deviceId }, { u"code"_s, record->code }, { u"board"_s, record->board } });
}

http::Response revoke(const AdminDesk& desk, const http::Request& request)
{
    const auto device = argumentOf(request, u"device"_s);
    if (!device)
        return failure(device.error());
    if (const auto revoked = desk.gatekeeper.revoke(device.value()); !revoked)
        return failure(revoked.error());
    return done({}, { { u"device"_s, device.value() } });
}

}

void addAdminRoutes(http::Router& router, AdminDesk desk)
{
    const auto shared = std::make_shared<const AdminDesk>(std::move(desk));
    const auto add = [&](const QByteArray& method, const QString& path,
                         const std::function<http::Response(const http::Request&)>& handler) {
        http::Route route;
        route.method = method;
        route.path = path;
        route.bodyLimit = maxWishBytes;
        route.guard = [shared](const http::Request& head) { return guard(*shared, head); };
        route.handle = [handler](const http::Request& request, const http::Responder& responder) { responder.answer(handler(request)); };
        router.add(std::move(route));
    };
    add("GET", u"/admin/devices"_s, [shared](const http::Request&) { return devicesAnswer(*shared); });
    add("POST", u"/admin/approve"_s, [shared](const http::Request& request) {
        return decide(request, [&](const QString& code) { return shared->gatekeeper.approve(code); });
    });
    add("POST", u"/admin/refuse"_s, [shared](const http::Request& request) {
        return decide(request, [&](const QString& code) { return shared->gatekeeper.refuse(code); });
    });
    add("POST", u"/admin/revoke"_s, [shared](const http::Request& request) { return revoke(*shared, request); });
}

Result<> writeAdminFile(const QString& folder, const QUrl& url, const QByteArray& token)
{
    QSaveFile file(adminFile(folder));
    const QByteArray content = QJsonDocument(QJsonObject { { u"url"_s, url.toString() }, { u"token"_s, QString::fromLatin1(token) } })
                                   .toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(content) < 0
        || !file.commit()) {
        return Error { Error::Code::Refused,
            QCoreApplication::translate(
                "myna", "The file %1 cannot be written: %2. Make the folder writable or choose another data folder.")
                .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()) };
    }
    return {};
}

void removeAdminFile(const QString& folder)
{
    QFile::remove(adminFile(folder));
}

}
