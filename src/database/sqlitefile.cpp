// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/sqlitefile.h"

#include "database/migrations.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>

namespace myna::database {

using namespace Qt::Literals::StringLiterals;

namespace {

// Empty: it cannot be moved.
QString keepAside(const QString& path)
{
    for (int n = 1;; ++n) {
        const QString aside = u"%1.broken-%2"_s.arg(path).arg(n);
        if (QFile::exists(aside))
            continue;
        QFile::remove(path + u"-shm"_s);
        QFile::rename(path + u"-wal"_s, aside + u"-wal"_s); // belongs to the damaged file, would damage the new one
        return QFile::rename(path, aside) ? aside : QString();
    }
}

// The user's words are in it, and in the log beside it.
void closeToOthers(const QString& path)
{
    for (const QString& part : { path, path + u"-wal"_s, path + u"-shm"_s }) {
        if (QFile::exists(part))
            QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner);
    }
}

}

SqliteFile::SqliteFile(const QString& path)
    : m_connection(std::make_shared<SqlConnection>(Dialect::Sqlite))
{
    QSqlDatabase made = m_connection->database();
    made.setDatabaseName(path);
}

QString SqliteFile::examine(const QString& path)
{
    const SqliteFile file(path);
    QSqlDatabase database = file.database();
    database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (!database.open())
        return database.lastError().databaseText();
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return query.lastError().databaseText();
    const QString verdict = query.value(0).toString();
    return verdict == u"ok" ? QString() : verdict;
}

SqliteFile::Opened SqliteFile::open(const QString& path, std::span<const QStringList> migrations)
{
    Opened opened;
    for (int attempt = 0; attempt < 2; ++attempt) {
        opened.file.reset(new SqliteFile(path)); // private constructor
        opened.fault = opened.file->prepare(migrations, opened.words);
        if (opened.fault == Fault::None) {
            closeToOthers(path);
            return opened;
        }
        opened.file.reset();
        if (opened.fault != Fault::Damaged)
            return opened;
        opened.fault = Fault::NotWritable;
        opened.keptAside = keepAside(path);
        if (opened.keptAside.isEmpty()) {
            opened.words = QCoreApplication::translate("myna", "the damaged file %1 cannot be moved").arg(QFileInfo(path).fileName());
            return opened;
        }
    }
    opened.words = QCoreApplication::translate("myna", "a new file cannot be made either");
    return opened;
}

SqliteFile::Fault SqliteFile::faultOf(const QSqlError& error)
{
    if (!error.isValid())
        return Fault::None;
    return troubleOf(Dialect::Sqlite, error) == Trouble::Damaged ? Fault::Damaged : Fault::NotWritable;
}

SqliteFile::Fault SqliteFile::prepare(std::span<const QStringList> migrations, QString& words) const
{
    QSqlDatabase db = database();
    const QFileInfo file(db.databaseName());
    const bool writable = file.exists() ? file.isWritable() && QFileInfo(file.path()).isWritable() : QFileInfo(file.path()).isWritable();
    if (!writable || file.isDir()) {
        words = QCoreApplication::translate("myna", "it cannot be written");
        return Fault::NotWritable;
    }
    if (!db.open()) {
        words = db.lastError().databaseText();
        return Fault::NotWritable;
    }
    QSqlQuery query(db);
    // Write-ahead: a commit does not wait for the disk, and a crash loses at most the last moment.
    for (const auto& pragma :
        { u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=NORMAL"_s, u"PRAGMA busy_timeout=2000"_s, u"PRAGMA foreign_keys=ON"_s }) {
        if (!query.exec(pragma)) {
            words = query.lastError().databaseText();
            return faultOf(query.lastError());
        }
    }
    if (!query.exec(u"PRAGMA quick_check(1)"_s)) {
        words = query.lastError().databaseText();
        return faultOf(query.lastError());
    }
    if (!query.next() || query.value(0).toString() != u"ok")
        return Fault::Damaged;
    query.finish();
    return bringUpToDate(migrations, words);
}

SqliteFile::Fault SqliteFile::bringUpToDate(std::span<const QStringList> migrations, QString& words) const
{
    const Migrated migrated = migrate(*m_connection, migrations);
    words = wordsOf(migrated);
    switch (migrated.state) {
    case Migrated::State::Current:
        return Fault::None;
    case Migrated::State::Newer:
    case Migrated::State::Foreign:
        return Fault::Newer;
    case Migrated::State::Failed:
        break;
    }
    return faultOf(migrated.error);
}

}
