// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/migrations.h"
#include "database/postgres.h"
#include "database/sqlitefile.h"
#include "server/store/schema.h"
#include "server/store/sqlstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;
using database::SqliteFile;

namespace {

Error failure(const QString& words)
{
    return { Error::Code::Unavailable, QCoreApplication::translate("myna", "The server's database could not be used: %1").arg(words) };
}

Error notWritable(const QString& folder, const QString& words)
{
    return { Error::Code::Refused,
        QCoreApplication::translate(
            "myna", "The server's data cannot be kept in the folder %1: %2. Make the folder writable or choose another data folder.")
            .arg(QDir::toNativeSeparators(folder), words) };
}

}

Result<std::shared_ptr<SqlStore::Opened>> SqlStore::open(const QString& folder)
{
    if (!QDir().mkpath(folder))
        return notWritable(folder, QCoreApplication::translate("myna", "it cannot be made"));
    const auto steps = schemaSteps(database::Dialect::Sqlite);
    const SqliteFile::Opened file = SqliteFile::open(QDir(folder).filePath(u"server.db"_s), steps);
    if (!file.file)
        return file.fault == SqliteFile::Fault::Newer ? Error { Error::Code::Refused, failure(file.words).text }
                                                      : notWritable(folder, file.words);
    auto opened = std::make_shared<Opened>();
    opened->store.reset(new SqlStore(file.file->connection())); // private constructor
    // A binding is a promise, also when the power fails; what was deleted is overwritten.
    for (const auto& pragma : { u"PRAGMA synchronous=FULL"_s, u"PRAGMA secure_delete=ON"_s }) {
        if (auto set = opened->store->run(pragma); !set)
            return set.error();
    }
    if (!file.keptAside.isEmpty())
        opened->warning = QCoreApplication::translate(
            "myna", "The server's database was damaged. It is kept as %1 and a new one was made: devices must be approved again.")
                              .arg(QDir::toNativeSeparators(file.keptAside));
    return opened;
}

Result<std::shared_ptr<SqlStore::Opened>> SqlStore::open(const StorePlace& place)
{
    return place.config.url.isEmpty() ? open(place.folder) : openPostgres(place.config);
}

namespace {

Result<std::shared_ptr<database::SqlConnection>> connectPostgres(const StoreConfig& config)
{
    const auto place = database::postgresPlace(config.url, config.password);
    if (!place)
        return place.error();
    if (!database::hasPostgresDriver())
        return Error { Error::Code::Refused,
            QCoreApplication::translate(
                "myna", "This computer lacks Qt's driver for PostgreSQL. Install it (Debian and Ubuntu: libqt6sql6-psql).") };
    const auto connection = std::make_shared<database::SqlConnection>(database::Dialect::Postgres);
    if (const QSqlError error = database::openPostgres(*connection, *place); error.isValid())
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna",
                "The server's database %1 cannot be reached: %2. Start it, or look at database.url and "
                "database.password in the configuration.")
                .arg(database::shownPlace(*place), database::wordsOf(error)) };
    return connection;
}

// Of a PostgreSQL.
Result<> asExpected(const database::Migrated& migrated)
{
    if (migrated.state == database::Migrated::State::Failed)
        return failure(database::wordsOf(migrated));
    if (migrated.state != database::Migrated::State::Current)
        return Error { Error::Code::Refused, failure(database::wordsOf(migrated)).text };
    return {};
}

}

Result<std::shared_ptr<SqlStore::Opened>> SqlStore::openPostgres(const StoreConfig& config)
{
    const auto connection = connectPostgres(config);
    if (!connection)
        return connection.error();
    if (const auto ready = asExpected(database::migrate(**connection, schemaSteps(database::Dialect::Postgres))); !ready)
        return ready.error();
    auto opened = std::make_shared<Opened>();
    opened->store.reset(new SqlStore(*connection)); // private constructor
    return opened;
}

Result<SqlStore::Condition> SqlStore::check(const StorePlace& place)
{
    if (!place.config.url.isEmpty())
        return checkPostgres(place.config);
    const QString path = QDir(place.folder).filePath(u"server.db"_s);
    if (!QFile::exists(path))
        return Condition::Missing;
    if (const QString wrong = SqliteFile::examine(path); !wrong.isEmpty())
        return failure(wrong);
    return Condition::Current;
}

Result<SqlStore::Condition> SqlStore::checkPostgres(const StoreConfig& config)
{
    const auto connection = connectPostgres(config);
    if (!connection)
        return connection.error();
    const auto steps = schemaSteps(database::Dialect::Postgres);
    const database::Migrated found = database::look(**connection, steps);
    if (const auto expected = asExpected(found); !expected)
        return expected.error();
    if (found.made == 0)
        return Condition::Missing;
    return found.made < int(steps.size()) ? Condition::Old : Condition::Current;
}

}
