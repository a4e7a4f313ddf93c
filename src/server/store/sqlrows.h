// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/sqlconnection.h"
#include "server/store/store.h"

#include <QVariantList>

class QSqlQuery;

namespace myna::server {

// How records lie in rows. Times are milliseconds since 1970, 0 for none; columns and values have the same order.
QVariant numberOf(const QDateTime& time);
QDateTime timeFrom(const QVariant& value);

QString deviceColumns();
QVariantList deviceValues(const DeviceRecord& device);
DeviceRecord deviceFrom(const QSqlQuery& row);

QString activationColumns();
QVariantList activationValues(const ActivationRecord& activation);
ActivationRecord activationFrom(const QSqlQuery& row);

QString turnColumns();
QVariantList turnValues(const TurnRecord& turn); // without the id
TurnRecord turnFrom(const QSqlQuery& row);

QString auditColumns();
QVariantList auditValues(const AuditRecord& record); // without the id
AuditRecord auditFrom(const QSqlQuery& row);

// The end of a statement that answers a query, newest first.
struct RecordFilter
{
    RecordFilter(const RecordQuery& query, int most);
    QString text;
    QVariantList values;
};

Error storeFailure(const database::SqlConnection& connection, const QSqlError& error);

}
