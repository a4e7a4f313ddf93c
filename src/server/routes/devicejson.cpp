// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/devicejson.h"

#include "base/enumtable.h"

#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto stateNames = std::to_array<Word<DeviceState>>({
    { DeviceState::Offline, QLatin1String("offline") },
    { DeviceState::Idle, QLatin1String("idle") },
    { DeviceState::Listening, QLatin1String("listening") },
    { DeviceState::Thinking, QLatin1String("thinking") },
    { DeviceState::Speaking, QLatin1String("speaking") },
});

constexpr auto activationNames = std::to_array<Word<ActivationRequest::State>>({
    { ActivationRequest::State::Offered, QLatin1String("offered") },
    { ActivationRequest::State::Bound, QLatin1String("bound") },
    { ActivationRequest::State::Expired, QLatin1String("expired") },
});

QString stamp(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

}

QString stateName(DeviceState state)
{
    return QString(wordOf(stateNames, state));
}

QJsonObject toJson(const DeviceRow& row)
{
    return { { u"device"_s, row.deviceId }, { u"name"_s, row.name }, { u"group"_s, row.group }, { u"board"_s, row.board },
        { u"version"_s, row.version }, { u"state"_s, stateName(row.state) }, { u"last_words"_s, row.lastWords }, { u"hears"_s, row.hears },
        { u"last_turn"_s, protocol::toJson(row.lastTurn) }, { u"last_seen"_s, stamp(row.lastSeen) },
        { u"connected_since"_s, stamp(row.connectedSince) }, { u"address"_s, row.address }, { u"quarantine"_s, row.quarantine },
        { u"firmware"_s, row.firmware }, { u"profile"_s, row.profile } };
}

QJsonArray toJson(const QVector<DeviceRow>& rows)
{
    QJsonArray array;
    for (const DeviceRow& row : rows)
        array.append(toJson(row));
    return array;
}

QJsonObject toJson(const ActivationRecord& record)
{
    return { { u"code"_s, record.code }, { u"device"_s, record.deviceId }, { u"board"_s, record.board }, { u"version"_s, record.version },
        { u"offered_at"_s, stamp(record.offeredAt) }, { u"expires_at"_s, stamp(record.expiresAt) } };
}

QJsonObject toJson(const ActivationRequest& request)
{
    return { { u"device"_s, request.deviceId }, { u"code"_s, request.code }, { u"board"_s, request.board },
        { u"state"_s, QString(wordOf(activationNames, request.state)) } };
}

QJsonObject toJson(const AuditRecord& record)
{
    return { { u"id"_s, record.id }, { u"time"_s, record.time.toUTC().toString(Qt::ISODateWithMs) }, { u"device"_s, record.deviceId },
        { u"actor"_s, record.actor }, { u"action"_s, record.action }, { u"subject"_s, record.subject }, { u"outcome"_s, record.outcome },
        { u"detail"_s, record.detail } };
}

}
