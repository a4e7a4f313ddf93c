// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storecopy.h"

#include "database/sqlitefile.h"
#include "server/store/schema.h"
#include "server/store/sqlrows.h"
#include "server/store/sqlstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;
using database::Dialect;
using database::SqlConnection;
using database::SqliteFile;

namespace {

Result<> copyTable(const TableColumns& table, const SqlConnection& from, const SqlConnection& to)
{
    QSqlQuery rows(from.database());
    if (const QSqlError error = from.run(rows, u"SELECT %1 FROM %2"_s.arg(table.columns.join(u", "_s), table.table)); error.isValid())
        return storeFailure(from, error);
    const QString marks = QStringList(table.columns.size(), u"?"_s).join(u',');
    const QString insert = u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table.table, table.columns.join(u", "_s), marks);
    while (rows.next()) {
        QVariantList values;
        for (int i = 0; i < table.columns.size(); ++i)
            values.append(rows.value(i));
        if (const QSqlError error = to.run(insert, values); error.isValid())
            return storeFailure(to, error);
    }
    if (rows.lastError().isValid())
        return storeFailure(from, rows.lastError());
    // The database goes on counting after the highest number.
    if (to.dialect() == Dialect::Postgres && table.columns.first() == u"id") {
        const QSqlError error = to.run(
            u"SELECT setval(pg_get_serial_sequence('%1', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM %1), false)"_s.arg(table.table));
        if (error.isValid())
            return storeFailure(to, error);
    }
    return {};
}

Error notMade(const QString& path, const QString& words)
{
    return { Error::Code::Refused,
        QCoreApplication::translate("myna", "The backup %1 cannot be made: %2. Choose another place for it.")
            .arg(QDir::toNativeSeparators(path), words) };
}

Error notRestored(const QString& path, const QString& words)
{
    return { Error::Code::Refused,
        QCoreApplication::translate("myna", "The backup %1 was not restored: %2.").arg(QDir::toNativeSeparators(path), words) };
}

}

Result<> copyTables(const SqlConnection& from, const SqlConnection& to)
{
    for (const TableColumns& table : schemaTables()) {
        if (auto copied = copyTable(table, from, to); !copied)
            return copied;
    }
    return {};
}

Result<> SqlStore::backup(const QString& path)
{
    if (QFileInfo::exists(path))
        return notMade(path, QCoreApplication::translate("myna", "there is a file of that name already"));
    // Made before anything is in it: nobody else may read it at any moment.
    QFile empty(path);
    if (!empty.open(QIODevice::WriteOnly | QIODevice::NewOnly) || !empty.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return notMade(path, empty.errorString());
    empty.close();
    if (!isShared()) {
        auto done = run(u"VACUUM INTO ?"_s, { path });
        return done ? done : Result<>(notMade(path, done.error().text));
    }
    const auto steps = schemaSteps(Dialect::Sqlite);
    const SqliteFile::Opened file = SqliteFile::open(path, steps);
    if (!file.file)
        return notMade(path, file.words);
    const SqlConnection& copy = *file.file->connection();
    if (const QSqlError error = copy.begin(); error.isValid())
        return notMade(path, database::wordsOf(error));
    auto done = run(u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s);
    if (done)
        done = copyTables(*m_connection, copy);
    m_connection->rollback(); // only read
    if (!done) {
        copy.rollback();
        return done;
    }
    // One file, without a log beside it.
    for (const QSqlError& error : { copy.commit(), copy.run(u"PRAGMA journal_mode=DELETE"_s) }) {
        if (error.isValid())
            return notMade(path, database::wordsOf(error));
    }
    return {};
}

Result<> SqlStore::restore(const QString& path)
{
    if (!QFileInfo::exists(path))
        return notRestored(path, QCoreApplication::translate("myna", "there is no such file"));
    if (const QString wrong = SqliteFile::examine(path); !wrong.isEmpty())
        return notRestored(path, wrong);
    // Of an older version perhaps: it is brought up to date in a copy.
    const QString copyPath = path + u".restoring"_s;
    QFile::remove(copyPath);
    if (!QFile::copy(path, copyPath))
        return notRestored(path, QCoreApplication::translate("myna", "there is no room beside it"));
    const auto steps = schemaSteps(Dialect::Sqlite);
    auto done = [&]() -> Result<> {
        const SqliteFile::Opened file = SqliteFile::open(copyPath, steps);
        if (!file.file || !file.keptAside.isEmpty())
            return notRestored(path, file.words);
        return together([&]() -> Result<> {
            for (const TableColumns& table : schemaTables()) {
                if (table.table == u"secrets")
                    continue;
                auto row = ask(u"SELECT count(*) FROM "_s + table.table);
                if (!row)
                    return row.error();
                if (!row.value().next() || row.value().value(0).toLongLong() > 0)
                    return notRestored(path,
                        QCoreApplication::translate("myna",
                            "the server has devices or turns already. Use a new "
                            "data folder or an empty database"));
            }
            if (auto forgotten = run(u"DELETE FROM secrets"_s); !forgotten)
                return forgotten;
            return copyTables(*file.file->connection(), *m_connection);
        });
    }();
    for (const auto& end : { u""_s, u"-wal"_s, u"-shm"_s })
        QFile::remove(copyPath + end);
    return done;
}

}
