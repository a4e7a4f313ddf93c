// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/sqlitefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QUuid>

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

QString newerWords()
{
    return QCoreApplication::translate(
        "myna", "it was written by a newer version of this program. Install that version or choose another data folder");
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
    : m_name(u"myna-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    QSqlDatabase made = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
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

SqliteFile::~SqliteFile()
{
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase SqliteFile::database() const
{
    return QSqlDatabase::database(m_name, false);
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
    constexpr int corrupt = 11; // SQLITE_CORRUPT
    constexpr int notADatabase = 26; // SQLITE_NOTADB
    if (!error.isValid())
        return Fault::None;
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == corrupt || code == notADatabase ? Fault::Damaged : Fault::NotWritable;
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
    return migrate(migrations, words);
}

SqliteFile::Fault SqliteFile::migrate(std::span<const QStringList> migrations, QString& words) const
{
    QSqlDatabase db = database();
    QSqlQuery query(db);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return Fault::Damaged;
    const int version = query.value(0).toInt();
    query.finish();
    if (version < 0 || version > int(migrations.size())) {
        words = newerWords();
        return Fault::Newer;
    }
    for (int step = version; step < int(migrations.size()); ++step) {
        db.transaction();
        QStringList statements = migrations[size_t(step)];
        statements.append(u"PRAGMA user_version=%1"_s.arg(step + 1));
        for (const QString& statement : statements) {
            if (!query.exec(statement)) {
                words = query.lastError().databaseText();
                const Fault fault = faultOf(query.lastError());
                db.rollback();
                return fault;
            }
        }
        if (!db.commit()) {
            words = db.lastError().databaseText();
            return Fault::NotWritable;
        }
    }
    return Fault::None;
}

QSqlError SqliteFile::run(const QString& statement, const QVariantList& values) const
{
    QSqlQuery query(database());
    if (!query.prepare(statement))
        return query.lastError();
    for (const QVariant& value : values) {
        const bool text = value.typeId() == QMetaType::QString;
        query.addBindValue(text && value.toString().isNull() ? QVariant(u""_s) : value); // a null string would be NULL
    }
    return query.exec() ? QSqlError() : query.lastError();
}

}
