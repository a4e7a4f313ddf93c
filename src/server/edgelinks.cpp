// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgelinks.h"

#include "server/edgeadmission.h"
#include "server/metrics/serverlog.h"

#include <QCoreApplication>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds rowsEvery { 200 }; // the owner's list changes at most five times a second
constexpr std::chrono::seconds expiryCheckEvery { 30 };
constexpr int refusedByPolicy = 1008;

void announceRows(EdgeParts& parts)
{
    if (!parts.rowsTimer.isActive())
        parts.rowsTimer.start(rowsEvery);
}

protocol::BindStatus endOfCode(bool refused)
{
    using protocol::BindState;
    if (refused)
        return { BindState::Refused, {}, {}, QCoreApplication::translate("myna", "The owner of this server refused this device.") };
    return { BindState::Expired, {}, {},
        QCoreApplication::translate("myna", "The code was not approved in time. Connect again to get a new one.") };
}

}

void connectGatekeeper(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    Gatekeeper* const gatekeeper = &*p->gatekeeper;
    SessionThreads* const sessions = &p->sessions;
    // A binding is told when it is in the database, or cannot get there for now.
    QObject::connect(gatekeeper, &Gatekeeper::activationChanged, &edge, [p, &edge](const ActivationRequest& request) {
        if (request.state != ActivationRequest::State::Bound)
            emit edge.activationChanged(request);
        else
            p->store->settled(&p->sessions, [request, &edge](const Result<>&) { emit edge.activationChanged(request); });
    });
    QObject::connect(gatekeeper, &Gatekeeper::activationChanged, sessions, [p](const ActivationRequest& request) {
        p->counters.codesOffered += request.state == ActivationRequest::State::Offered ? 1 : 0;
        p->counters.devicesBound += request.state == ActivationRequest::State::Bound ? 1 : 0;
    });
    QObject::connect(gatekeeper, &Gatekeeper::devicesChanged, sessions, [p] { announceRows(*p); });
    QObject::connect(gatekeeper, &Gatekeeper::storeFailed, &edge, [&edge](const Error& error) { emit edge.warned(error.text); });
    QObject::connect(gatekeeper, &Gatekeeper::bound, sessions, [p](const QString& deviceId, const QString& clientId) {
        p->store->settled(&p->sessions, [p, deviceId, clientId](const Result<>&) {
            if (p->gatekeeper->isBound(deviceId, clientId))
                p->sessions.deviceBound(deviceId, clientId, p->tokens->issue(deviceId, clientId));
        });
    });
    QObject::connect(gatekeeper, &Gatekeeper::codeEnded, sessions,
        [sessions](const QString& code, bool refused) { sessions->codeEnded(code, endOfCode(refused)); });
    QObject::connect(gatekeeper, &Gatekeeper::revoked, sessions, [sessions](const QString& deviceId) {
        sessions->closeDevice(deviceId, refusedByPolicy, u"This device was removed from the server"_s);
    });
    QObject::connect(&p->expiryTimer, &QTimer::timeout, gatekeeper, &Gatekeeper::expire);
    p->expiryTimer.start(expiryCheckEvery);
}

void connectSessions(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    SessionThreads* const sessions = &p->sessions;
    QObject::connect(sessions, &SessionThreads::connected, &edge, [&edge, p](const QString& deviceId) {
        ++p->counters.sessionsStarted;
        logSession(u"connected"_s, deviceId, {});
        emit edge.deviceConnected(deviceId);
    });
    QObject::connect(sessions, &SessionThreads::closed, &edge, [&edge, p](const QString& deviceId, const QString& reason) {
        ++p->counters.sessionsClosed;
        logSession(u"closed"_s, deviceId, reason);
        emit edge.deviceClosed(deviceId, reason);
    });
    QObject::connect(sessions, &SessionThreads::refused, &edge, [&edge, p](const QString& deviceId, const QString& reason) {
        ++p->counters.sessionsRefused;
        logSession(u"refused"_s, deviceId, reason);
        emit edge.deviceRefused(deviceId, reason);
    });
    QObject::connect(sessions, &SessionThreads::turnFinished, &edge, [&edge, p](const TurnReport& report) {
        ++p->counters.turns;
        p->turnMetrics.add(report);
        logTurn(report);
        emit edge.turnFinished(report);
    });
    QObject::connect(sessions, &SessionThreads::left, &edge, [p](const DeviceFacts& facts) { p->admission.leave(admissionKey(facts)); });
    QObject::connect(sessions, &SessionThreads::stateTold, &p->live,
        [p](const QString& deviceId, const QString& thing, const QJsonObject& state, const QString& when) {
            p->live.publish(u"device_state"_s,
                QJsonObject { { u"device"_s, deviceId }, { u"thing"_s, thing }, { u"state"_s, state }, { u"changed"_s, when } });
        });
    QObject::connect(sessions, &SessionThreads::toolsChanged, &p->live, [p](const QString& deviceId) {
        p->live.publish(u"device_things"_s, QJsonObject { { u"device"_s, deviceId } });
    });
    QObject::connect(sessions, &SessionThreads::rowsChanged, &edge, [p] { announceRows(*p); });
    p->rowsTimer.setSingleShot(true);
    QObject::connect(&p->rowsTimer, &QTimer::timeout, &edge, [&edge, p] { emit edge.devicesChanged(deviceRows(*p)); });
    announceRows(*p);
}

QVector<DeviceRow> deviceRows(const EdgeParts& parts)
{
    QVector<DeviceRow> rows;
    for (const DeviceRecord& device : parts.registry->all()) {
        DeviceRow row;
        row.deviceId = device.deviceId;
        row.name = device.name.isEmpty() ? device.board : device.name;
        row.version = device.version;
        row.lastSeen = device.lastSeen;
        row.group = device.group;
        row.board = device.board;
        row.quarantine = device.quarantine;
        row.firmware = device.firmware;
        row.profile = device.profile;
        parts.sessions.describe(row);
        rows.append(row);
    }
    return rows;
}

}
