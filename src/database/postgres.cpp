// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/postgres.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace myna::database {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int standardPort = 5432;

Error wrong(const QString& what)
{
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna",
            "The address of the database (database.url) cannot be used: %1. It looks like "
            "postgresql://user@host:5432/name.")
            .arg(what) };
}

QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

// A server that does not answer must not keep the store's thread: every wait has an end, in seconds and milliseconds.
QString standardOptions()
{
    return u"application_name=myna keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=10000"
           " options='-c statement_timeout=10000 -c lock_timeout=10000 -c client_min_messages=error'"_s;
}

}

Result<PostgresPlace> postgresPlace(const QString& url, const QString& password)
{
    const QUrl address(url.trimmed(), QUrl::StrictMode);
    if (!address.isValid() || (address.scheme() != u"postgresql" && address.scheme() != u"postgres"))
        return wrong(QCoreApplication::translate("myna", "it is not an address of PostgreSQL"));
    const QUrlQuery query(address);
    PostgresPlace place;
    place.host = address.host();
    place.port = address.port(standardPort);
    place.name = address.path(QUrl::FullyDecoded).mid(1);
    place.user = address.userName(QUrl::FullyDecoded);
    place.password = address.password(QUrl::FullyDecoded);
    if (place.password.isEmpty())
        place.password = password;
    place.options = standardOptions();
    QString timeout = u"5"_s;
    for (const auto& [key, value] : query.queryItems(QUrl::FullyDecoded)) {
        static const QStringList passed { u"sslmode"_s, u"sslrootcert"_s, u"sslcert"_s, u"sslkey"_s };
        if (value.contains(u';'))
            return wrong(QCoreApplication::translate("myna", "%1 holds a semicolon").arg(key));
        if (key == u"host")
            place.host = value;
        else if (key == u"port" && value.toInt() > 0)
            place.port = value.toInt();
        else if (key == u"connect_timeout" && value.toInt() > 0)
            timeout = QString::number(value.toInt());
        else if (passed.contains(key))
            place.options += u' ' + key + u'=' + quoted(value);
        else
            return wrong(QCoreApplication::translate("myna", "%1 is not known here").arg(key));
    }
    place.options += u" connect_timeout="_s + timeout;
    if (place.name.isEmpty() || place.name.contains(u'/'))
        return wrong(QCoreApplication::translate("myna", "it does not name the database"));
    return place;
}

QString shownPlace(const PostgresPlace& place)
{
    return place.host.startsWith(u'/')
        ? u"%1 (%2)"_s.arg(place.name, place.host)
        : u"%1:%2/%3"_s.arg(place.host.isEmpty() ? u"localhost"_s : place.host).arg(place.port).arg(place.name);
}

QSqlError openPostgres(const SqlConnection& connection, const PostgresPlace& place)
{
    QSqlDatabase database = connection.database();
    database.setHostName(place.host);
    database.setPort(place.port);
    database.setDatabaseName(place.name);
    database.setUserName(place.user);
    database.setPassword(place.password);
    database.setConnectOptions(place.options);
    return database.open() ? QSqlError() : database.lastError();
}

bool hasPostgresDriver()
{
    return QSqlDatabase::isDriverAvailable(u"QPSQL"_s);
}

}
