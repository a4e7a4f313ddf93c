// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "database/sqlconnection.h"

#include <QUrl>

namespace myna::database {

// `postgresql://user@host:5432/name`, also with the query items of PostgreSQL's own addresses that say how it is reached: host (a folder
// with its socket, too), port, sslmode, sslrootcert, sslcert, sslkey, connect_timeout.
struct PostgresPlace
{
    QString host;
    int port = 5432;
    QString name;
    QString user;
    QString password; // a secret
    QString options; // as libpq takes them
};

// `password` is used when the address has none. Errors: Invalid (what is wrong with it; never with the password).
Result<PostgresPlace> postgresPlace(const QString& url, const QString& password);
// As people may see it: without account and options.
QString shownPlace(const PostgresPlace& place);

// Opens the connection; it gives up after some seconds, as does every statement on it.
QSqlError openPostgres(const SqlConnection& connection, const PostgresPlace& place);
bool hasPostgresDriver();

}
