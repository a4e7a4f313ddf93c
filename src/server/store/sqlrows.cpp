// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlrows.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSqlQuery>
#include <QTimeZone>

#include <algorithm>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject jsonFrom(const QVariant& value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).object();
}

}

QVariant numberOf(const QDateTime& time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

QDateTime timeFrom(const QVariant& value)
{
    return value.toLongLong() == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), QTimeZone::utc());
}

QString deviceColumns()
{
    return u"device_id, client_id, board, version, name, bound_at, last_seen, device_group, profile, quarantine, firmware"_s;
}

QVariantList deviceValues(const DeviceRecord& device)
{
    return { device.deviceId, device.clientId, device.board, device.version, device.name, numberOf(device.boundAt),
        numberOf(device.lastSeen), device.group, jsonText(device.profile), device.quarantine, device.firmware };
}

DeviceRecord deviceFrom(const QSqlQuery& row)
{
    return { .deviceId = row.value(0).toString(),
        .clientId = row.value(1).toString(),
        .board = row.value(2).toString(),
        .version = row.value(3).toString(),
        .name = row.value(4).toString(),
        .group = row.value(7).toString(),
        .profile = jsonFrom(row.value(8)),
        .quarantine = row.value(9).toString(),
        .firmware = row.value(10).toString(),
        .boundAt = timeFrom(row.value(5)),
        .lastSeen = timeFrom(row.value(6)) };
}

QString activationColumns()
{
    return u"code, device_id, client_id, challenge, board, version, offered_at, expires_at"_s;
}

QVariantList activationValues(const ActivationRecord& activation)
{
    return { activation.code, activation.deviceId, activation.clientId, activation.challenge, activation.board, activation.version,
        numberOf(activation.offeredAt), numberOf(activation.expiresAt) };
}

ActivationRecord activationFrom(const QSqlQuery& row)
{
    return { row.value(0).toString(), row.value(1).toString(), row.value(2).toString(), row.value(3).toString(), row.value(4).toString(),
        row.value(5).toString(), timeFrom(row.value(6)), timeFrom(row.value(7)) };
}

QString turnColumns()
{
    return u"id, device_id, happened_at, heard, said, details"_s;
}

QVariantList turnValues(const TurnRecord& turn)
{
    return { turn.deviceId, numberOf(turn.time), turn.heard, turn.said, jsonText(turn.details) };
}

TurnRecord turnFrom(const QSqlQuery& row)
{
    return { row.value(0).toLongLong(), row.value(1).toString(), timeFrom(row.value(2)), row.value(3).toString(), row.value(4).toString(),
        jsonFrom(row.value(5)) };
}

QString auditColumns()
{
    return u"id, happened_at, device_id, actor, action, subject, outcome, detail"_s;
}

QVariantList auditValues(const AuditRecord& record)
{
    return { numberOf(record.time), record.deviceId, record.actor, record.action, record.subject, record.outcome, record.detail };
}

AuditRecord auditFrom(const QSqlQuery& row)
{
    return { row.value(0).toLongLong(), timeFrom(row.value(1)), row.value(2).toString(), row.value(3).toString(), row.value(4).toString(),
        row.value(5).toString(), row.value(6).toString(), row.value(7).toString() };
}

RecordFilter::RecordFilter(const RecordQuery& query, int most)
{
    QStringList conditions;
    if (!query.deviceId.isEmpty()) {
        conditions << u"device_id = ?"_s;
        values << query.deviceId;
    }
    if (query.before > 0) {
        conditions << u"id < ?"_s;
        values << query.before;
    }
    if (!conditions.isEmpty())
        text = u" WHERE "_s + conditions.join(u" AND "_s);
    text += u" ORDER BY id DESC LIMIT %1"_s.arg(std::clamp(query.limit, 1, most));
}

Error storeFailure(const database::SqlConnection& connection, const QSqlError& error)
{
    const bool taken = database::troubleOf(connection.dialect(), error) == database::Trouble::Statement;
    return { taken ? Error::Code::Invalid : Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The server's database could not be used: %1").arg(database::wordsOf(error)) };
}

}
