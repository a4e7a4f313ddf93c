// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/admindevices.h"

#include "protocol/provisioning.h"
#include "server/devices/deviceprofile.h"
#include "server/routes/devicejson.h"
#include "server/toolbox/toolview.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <memory>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int normalClosure = 1000;
constexpr qsizetype maxNameCharacters = 100;
constexpr qsizetype maxSpokenCharacters = 1000;

using Desk = std::shared_ptr<const OwnerDesk>;
using Action = std::function<Result<>(const DeviceRow& row, const QJsonObject& body)>;

// One text of the body. Numbers are taken for codes typed without quotes.
Result<QString> textIn(const QJsonObject& body, const QString& field, qsizetype longest)
{
    const QJsonValue value = body.value(field);
    QString text = value.toString().trimmed();
    if (value.isDouble())
        text = u"%1"_s.arg(qint64(value.toDouble()), 6, 10, QLatin1Char('0'));
    if (text.isEmpty())
        return missingField(field);
    if (text.size() > longest)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The field %1 takes a text of at most %2 characters.").arg(field).arg(longest) };
    return text;
}

QString deviceIn(const QString& text)
{
    const QString normalised = protocol::normalisedDeviceId(text);
    return normalised.isEmpty() ? text : normalised;
}

Result<DeviceRow> rowOf(const OwnerDesk& desk, const QString& deviceId)
{
    for (const DeviceRow& row : desk.rows()) {
        if (row.deviceId == deviceId)
            return row;
    }
    return Error { Error::Code::NotFound,
        QCoreApplication::translate("myna", "No device with the id %1 is bound to this server.").arg(deviceId.left(60)) };
}

Result<QJsonValue> rowAnswer(const OwnerDesk& desk, const QString& deviceId)
{
    const auto row = rowOf(desk, deviceId);
    if (!row)
        return row.error();
    return QJsonValue(toJson(row.value()));
}

void note(const OwnerDesk& desk, const QString& deviceId, const QString& action, const QString& subject, const Result<>& done)
{
    desk.audit.note({ .time = QDateTime::currentDateTimeUtc(),
        .deviceId = deviceId,
        .actor = u"owner"_s,
        .action = action,
        .subject = subject,
        .outcome = done ? u"done"_s : u"failed"_s,
        .detail = done ? QString() : done.error().text });
}

// What changes something: who is told that it was done may rely on it, whatever happens to this computer next.
void addDeed(AdminDesk& admin, const QByteArray& method, const QString& pattern, const Desk& desk, const AdminDesk::Handler& handler)
{
    admin.routeLater(method, pattern, [desk, handler](const http::Request& request, const QJsonObject& body, const AdminReply& reply) {
        desk->whenKept([result = handler(request, body), reply] { reply.answer(result); });
    });
}

// POST /admin/devices/ID/<verb>: the row afterwards.
void addAction(AdminDesk& admin, const Desk& desk, const QString& verb, const Action& action)
{
    addDeed(admin, "POST", u"/admin/devices/{}/"_s + verb, desk,
        [desk, verb, action](const http::Request& request, const QJsonObject& body) -> Result<QJsonValue> {
            const QString deviceId = deviceIn(request.captured.value(0));
            const auto row = rowOf(*desk, deviceId);
            if (!row)
                return row.error();
            const auto done = action(row.value(), body);
            note(*desk, deviceId, verb, {}, done);
            if (!done)
                return done.error();
            return verb == u"revoke" ? Result<QJsonValue>(QJsonValue(toJson(row.value()))) : rowAnswer(*desk, deviceId);
        });
}

// What is only possible with one that is there.
Action whileConnected(const std::function<void(const QString& deviceId, const QString& text)>& act)
{
    return [act](const DeviceRow& row, const QJsonObject& body) -> Result<> {
        const auto text = textIn(body, u"text"_s, maxSpokenCharacters);
        if (!text)
            return text.error();
        if (row.state == DeviceState::Offline)
            return Error { Error::Code::Refused, QCoreApplication::translate("myna", "This device is not connected.") };
        act(row.deviceId, text.value());
        return {};
    };
}

Result<> changeDevice(const OwnerDesk& desk, const DeviceRow& row, const QJsonObject& body)
{
    static const QStringList fields { u"name"_s, u"group"_s, u"firmware"_s, u"profile"_s };
    for (const QString& field : body.keys()) {
        const bool isText = field != u"profile" && body.value(field).isString() && body.value(field).toString().size() <= maxNameCharacters;
        if (!fields.contains(field) || (field != u"profile" && !isText) || (field == u"profile" && !body.value(field).isObject())) {
            return Error { Error::Code::Invalid,
                QCoreApplication::translate(
                    "myna", "A device has the fields %1, texts of at most %2 characters except for the last, not \"%3\" as it was sent.")
                    .arg(fields.join(u", "_s))
                    .arg(maxNameCharacters)
                    .arg(field.left(40)) };
        }
    }
    const auto profile = changedProfile(row.profile, body.value(u"profile"_s).toObject());
    if (!profile)
        return profile.error();
    const QString firmware = body.value(u"firmware"_s).toString(row.firmware);
    if (!firmware.isEmpty() && firmware != u"none" && firmware != row.firmware && !desk.hasFirmware(firmware)) {
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "There is no firmware file \"%1\" in the server's firmware folder.").arg(firmware) };
    }
    return desk.gatekeeper.edit(row.deviceId, [&](DeviceRecord& device) {
        device.name = body.value(u"name"_s).toString(device.name).simplified();
        device.group = body.value(u"group"_s).toString(device.group).simplified();
        device.firmware = firmware;
        device.profile = profile.value();
    });
}

void addActions(AdminDesk& admin, const Desk& desk)
{
    addAction(admin, desk, u"revoke"_s, [desk](const DeviceRow& row, const QJsonObject&) { return desk->gatekeeper.revoke(row.deviceId); });
    addAction(admin, desk, u"quarantine"_s, [desk](const DeviceRow& row, const QJsonObject& body) {
        return desk->gatekeeper.quarantine(row.deviceId, body.value(u"reason"_s).toString().simplified());
    });
    addAction(
        admin, desk, u"release"_s, [desk](const DeviceRow& row, const QJsonObject&) { return desk->gatekeeper.release(row.deviceId); });
    addAction(admin, desk, u"disconnect"_s, [desk](const DeviceRow& row, const QJsonObject&) -> Result<> {
        desk->close(row.deviceId, normalClosure, u"The owner of the server closed this connection"_s);
        return {};
    });
    addAction(admin, desk, u"forget"_s, [desk](const DeviceRow& row, const QJsonObject&) -> Result<> {
        desk->forget(row.deviceId);
        return {};
    });
    addAction(admin, desk, u"say"_s, whileConnected(desk->say));
    addAction(admin, desk, u"ask"_s, whileConnected(desk->ask));
}

// GET /admin/devices/ID/things, POST /admin/devices/ID/call.
void addThings(AdminDesk& admin, const Desk& desk)
{
    admin.routeLater(
        "GET", u"/admin/devices/{}/things"_s, [desk](const http::Request& request, const QJsonObject&, const AdminReply& reply) {
            const auto row = rowOf(*desk, deviceIn(request.captured.value(0)));
            if (!row) {
                reply.fail(row.error());
                return;
            }
            desk->things(row->deviceId, [reply, id = row->deviceId](const Result<QJsonObject>& things) {
                reply.done(things ? things.value()
                                  : QJsonObject { { u"device"_s, id }, { u"connected"_s, false }, { u"things"_s, QJsonArray() },
                                      { u"tools"_s, QJsonArray() } });
            });
        });
    admin.routeLater(
        "POST", u"/admin/devices/{}/call"_s, [desk](const http::Request& request, const QJsonObject& body, const AdminReply& reply) {
            const auto row = rowOf(*desk, deviceIn(request.captured.value(0)));
            const auto tool = textIn(body, u"tool"_s, maxNameCharacters);
            const QJsonValue arguments = body.value(u"arguments"_s);
            if (!row)
                reply.fail(row.error());
            else if (!tool)
                reply.fail(tool.error());
            else if (!arguments.isUndefined() && !arguments.isObject())
                reply.fail({ Error::Code::Invalid, QCoreApplication::translate("myna", "The field arguments takes an object.") });
            else if (row->state == DeviceState::Offline)
                reply.fail({ Error::Code::Refused, QCoreApplication::translate("myna", "This device is not connected.") });
            else {
                QElapsedTimer clock;
                clock.start();
                desk->call(
                    row->deviceId, tool.value(), arguments.toObject(), [reply, clock, name = tool.value()](const Result<QString>& result) {
                        reply.done(shownCall(name, result, clock.elapsed()));
                    });
            }
        });
}

Result<QJsonValue> decide(const OwnerDesk& desk, const QString& code, bool approve)
{
    const auto record = approve ? desk.gatekeeper.approve(code) : desk.gatekeeper.refuse(code);
    note(desk, record ? record->deviceId : QString(), approve ? u"approve"_s : u"refuse"_s, code,
        record ? Result<>() : Result<>(record.error()));
    if (!record)
        return record.error();
    return QJsonValue(toJson(record.value()));
}

void addActivations(AdminDesk& admin, const Desk& desk)
{
    admin.route("GET", u"/admin/activations"_s, [desk](const http::Request&, const QJsonObject&) -> Result<QJsonValue> {
        QJsonArray rows;
        for (const ActivationRecord& record : desk->pending())
            rows.append(toJson(record));
        return QJsonValue(rows);
    });
    for (const bool approve : { true, false }) {
        const QString verb = approve ? u"approve"_s : u"refuse"_s;
        addDeed(admin, "POST", u"/admin/activations/{}/"_s + verb, desk, [desk, approve](const http::Request& request, const QJsonObject&) {
            return decide(*desk, request.captured.value(0), approve);
        });
        addDeed(
            admin, "POST", u"/admin/"_s + verb, desk, [desk, approve](const http::Request&, const QJsonObject& body) -> Result<QJsonValue> {
                const auto code = textIn(body, u"code"_s, maxNameCharacters);
                return code ? decide(*desk, code.value(), approve) : Result<QJsonValue>(code.error());
            });
    }
}

void addEmergencyStop(AdminDesk& admin, const Desk& desk)
{
    admin.route("GET", u"/admin/emergency-stop"_s, [desk](const http::Request&, const QJsonObject&) -> Result<QJsonValue> {
        return QJsonValue(QJsonObject { { u"on"_s, desk->isStopped() } });
    });
    admin.route("POST", u"/admin/emergency-stop"_s, [desk](const http::Request&, const QJsonObject& body) -> Result<QJsonValue> {
        if (!body.value(u"on"_s).isBool())
            return missingField(u"on"_s);
        desk->setStopped(body.value(u"on"_s).toBool());
        return QJsonValue(QJsonObject { { u"on"_s, desk->isStopped() } });
    });
}

}

void addDeviceAdminRoutes(AdminDesk& admin, const OwnerDesk& owner)
{
    const auto desk = std::make_shared<const OwnerDesk>(owner);
    admin.route("GET", u"/admin/devices"_s,
        [desk](const http::Request&, const QJsonObject&) -> Result<QJsonValue> { return QJsonValue(toJson(desk->rows())); });
    admin.route("GET", u"/admin/devices/{}"_s,
        [desk](const http::Request& request, const QJsonObject&) { return rowAnswer(*desk, deviceIn(request.captured.value(0))); });
    addDeed(
        admin, "PATCH", u"/admin/devices/{}"_s, desk, [desk](const http::Request& request, const QJsonObject& body) -> Result<QJsonValue> {
            const QString deviceId = deviceIn(request.captured.value(0));
            const auto row = rowOf(*desk, deviceId);
            if (!row)
                return row.error();
            const auto changed = changeDevice(*desk, row.value(), body);
            note(*desk, deviceId, u"change"_s, body.keys().join(u", "_s), changed);
            return changed ? rowAnswer(*desk, deviceId) : Result<QJsonValue>(changed.error());
        });
    addActions(admin, desk);
    addThings(admin, desk);
    addDeed(admin, "POST", u"/admin/revoke"_s, desk, [desk](const http::Request&, const QJsonObject& body) -> Result<QJsonValue> {
        const auto device = textIn(body, u"device"_s, maxNameCharacters);
        if (!device)
            return device.error();
        const auto revoked = desk->gatekeeper.revoke(device.value());
        note(*desk, deviceIn(device.value()), u"revoke"_s, {}, revoked);
        return revoked ? Result<QJsonValue>(QJsonValue(QJsonObject { { u"device"_s, deviceIn(device.value()) } }))
                       : Result<QJsonValue>(revoked.error());
    });
    addActivations(admin, desk);
    addEmergencyStop(admin, desk);
}

void addFirmwareRoute(AdminDesk& admin, FirmwareShelf& firmware)
{
    admin.route("GET", u"/admin/firmware"_s, [&firmware](const http::Request&, const QJsonObject&) -> Result<QJsonValue> {
        QJsonArray files;
        for (const FirmwareFile& file : firmware.files())
            files.append(QJsonObject { { u"file"_s, file.name }, { u"model"_s, file.model }, { u"version"_s, file.version },
                { u"bytes"_s, file.bytes }, { u"sha256"_s, QString::fromLatin1(file.sha256) } });
        return QJsonValue(files);
    });
}

}
