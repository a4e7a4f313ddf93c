// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QTimeZone>
#include <QUuid>

#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Each entry brings the file from the version of its index to the next; never changed once released.
const std::array<QStringList, 1> migrations { {
    {
        u"CREATE TABLE devices (device_id TEXT PRIMARY KEY, client_id TEXT NOT NULL, board TEXT NOT NULL, version TEXT NOT NULL,"
        " name TEXT NOT NULL, bound_at INTEGER NOT NULL, last_seen INTEGER NOT NULL)"_s,
        u"CREATE TABLE activations (code TEXT NOT NULL, device_id TEXT NOT NULL, client_id TEXT NOT NULL, challenge TEXT NOT NULL,"
        " board TEXT NOT NULL, version TEXT NOT NULL, offered_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, state TEXT NOT NULL)"_s,
        u"CREATE UNIQUE INDEX waiting ON activations (code) WHERE state = 'offered'"_s,
    },
} };

// Ended activations are kept this many deep, for the owner to look up.
constexpr int keptActivations = 1000;

qint64 number(const QDateTime& time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

QDateTime time(const QVariant& value)
{
    return value.toLongLong() == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), QTimeZone::utc());
}

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

QString keepAside(const QString& file)
{
    for (int n = 1;; ++n) {
        const QString aside = u"%1.broken-%2"_s.arg(file).arg(n);
        if (QFile::exists(aside))
            continue;
        QFile::remove(file + u"-shm"_s);
        QFile::rename(file + u"-wal"_s, aside + u"-wal"_s); // belongs to the damaged file, would damage the new one
        return QFile::rename(file, aside) ? aside : QString();
    }
}

}

SqlStore::SqlStore(const QString& file)
    : m_name(u"server-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(file);
}

SqlStore::~SqlStore()
{
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::shared_ptr<SqlStore::Opened>> SqlStore::open(const QString& folder)
{
    if (!QDir().mkpath(folder))
        return notWritable(folder, QCoreApplication::translate("myna", "it cannot be made"));
    const QString file = QDir(folder).filePath(u"server.db"_s);
    auto opened = std::make_shared<Opened>();
    for (int attempt = 0; attempt < 2; ++attempt) {
        opened->store.reset(new SqlStore(file)); // private constructor
        QString words;
        switch (opened->store->prepare(words)) {
        case Trouble::None:
            QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
            return opened;
        case Trouble::NotWritable:
            return notWritable(folder, words);
        case Trouble::Newer:
            return Error { Error::Code::Refused, failure(words).text };
        case Trouble::Damaged:
            break;
        }
        opened->store.reset();
        const QString aside = keepAside(file);
        if (aside.isEmpty())
            return notWritable(
                folder, QCoreApplication::translate("myna", "the damaged file %1 cannot be moved").arg(QFileInfo(file).fileName()));
        opened->warning = QCoreApplication::translate(
            "myna", "The server's database was damaged. It is kept as %1 and a new one was made: devices must be approved again.")
                              .arg(QDir::toNativeSeparators(aside));
    }
    return notWritable(folder, QCoreApplication::translate("myna", "a new file cannot be made either"));
}

// Only what SQLite itself calls damaged is moved aside; a file that is locked or on a full disk is left alone.
SqlStore::Trouble SqlStore::troubleOf(const QSqlError& error)
{
    constexpr int corrupt = 11; // SQLITE_CORRUPT
    constexpr int notADatabase = 26; // SQLITE_NOTADB
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == corrupt || code == notADatabase ? Trouble::Damaged : Trouble::NotWritable;
}

SqlStore::Trouble SqlStore::prepare(QString& words)
{
    QSqlDatabase database = QSqlDatabase::database(m_name, false);
    const QFileInfo file(database.databaseName());
    const bool writable = file.exists() ? file.isWritable() && QFileInfo(file.path()).isWritable() : QFileInfo(file.path()).isWritable();
    if (!writable || file.isDir()) {
        words = QCoreApplication::translate("myna", "it cannot be written");
        return Trouble::NotWritable;
    }
    if (!database.open()) {
        words = database.lastError().databaseText();
        return Trouble::NotWritable;
    }
    QSqlQuery query(database);
    // Write-ahead: a commit does not wait for the disk, and a crash loses at most the last moment.
    for (const auto& pragma : { u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=NORMAL"_s, u"PRAGMA busy_timeout=2000"_s }) {
        if (!query.exec(pragma)) {
            words = query.lastError().databaseText();
            return troubleOf(query.lastError());
        }
    }
    if (!query.exec(u"PRAGMA quick_check(1)"_s)) {
        words = query.lastError().databaseText();
        return troubleOf(query.lastError());
    }
    if (!query.next() || query.value(0).toString() != u"ok")
        return Trouble::Damaged;
    query.finish();
    return migrate(words);
}

SqlStore::Trouble SqlStore::migrate(QString& words)
{
    QSqlDatabase database = QSqlDatabase::database(m_name, false);
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return Trouble::Damaged;
    const int version = query.value(0).toInt();
    query.finish();
    if (version < 0 || version > int(migrations.size())) {
        words = QCoreApplication::translate(
            "myna", "it was written by a newer version of this program. Install that version or choose another data folder");
        return Trouble::Newer;
    }
    for (int step = version; step < int(migrations.size()); ++step) {
        database.transaction();
        QStringList statements = migrations[size_t(step)];
        statements.append(u"PRAGMA user_version=%1"_s.arg(step + 1));
        for (const QString& statement : statements) {
            if (!query.exec(statement)) {
                words = query.lastError().databaseText();
                database.rollback();
                return troubleOf(query.lastError());
            }
        }
        if (!database.commit()) {
            words = database.lastError().databaseText();
            return Trouble::NotWritable;
        }
    }
    return Trouble::None;
}

Result<> SqlStore::run(const QString& statement, const QVariantList& values)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.prepare(statement))
        return failure(query.lastError().databaseText());
    for (const QVariant& value : values) {
        const bool text = value.typeId() == QMetaType::QString;
        query.addBindValue(text && value.toString().isNull() ? QVariant(u""_s) : value); // a null string would be NULL
    }
    if (!query.exec())
        return failure(query.lastError().databaseText());
    return {};
}

Result<QVector<DeviceRecord>> SqlStore::devices()
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(u"SELECT device_id, client_id, board, version, name, bound_at, last_seen FROM devices ORDER BY bound_at"_s))
        return failure(query.lastError().databaseText());
    QVector<DeviceRecord> found;
    while (query.next()) {
        found.append({ query.value(0).toString(), query.value(1).toString(), query.value(2).toString(), query.value(3).toString(),
            query.value(4).toString(), time(query.value(5)), time(query.value(6)) });
    }
    return found;
}

Result<> SqlStore::saveDevice(const DeviceRecord& device)
{
    return run(u"INSERT OR REPLACE INTO devices (device_id, client_id, board, version, name, bound_at, last_seen) VALUES (?,?,?,?,?,?,?)"_s,
        { device.deviceId, device.clientId, device.board, device.version, device.name, number(device.boundAt), number(device.lastSeen) });
}

Result<> SqlStore::removeDevice(const QString& deviceId)
{
    return run(u"DELETE FROM devices WHERE device_id = ?"_s, { deviceId });
}

Result<QVector<ActivationRecord>> SqlStore::activations()
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(u"SELECT code, device_id, client_id, challenge, board, version, offered_at, expires_at FROM activations"
                    " WHERE state = 'offered' ORDER BY offered_at"_s))
        return failure(query.lastError().databaseText());
    QVector<ActivationRecord> found;
    while (query.next()) {
        found.append({ query.value(0).toString(), query.value(1).toString(), query.value(2).toString(), query.value(3).toString(),
            query.value(4).toString(), query.value(5).toString(), time(query.value(6)), time(query.value(7)) });
    }
    return found;
}

Result<> SqlStore::saveActivation(const ActivationRecord& activation)
{
    return run(u"INSERT INTO activations (code, device_id, client_id, challenge, board, version, offered_at, expires_at, state)"
               " VALUES (?,?,?,?,?,?,?,?,'offered')"_s,
        { activation.code, activation.deviceId, activation.clientId, activation.challenge, activation.board, activation.version,
            number(activation.offeredAt), number(activation.expiresAt) });
}

Result<> SqlStore::endActivation(const QString& code, const QString& state)
{
    if (auto ended = run(u"UPDATE activations SET state = ? WHERE code = ? AND state = 'offered'"_s, { state, code }); !ended)
        return ended;
    return run(u"DELETE FROM activations WHERE state <> 'offered' AND rowid NOT IN"
               " (SELECT rowid FROM activations WHERE state <> 'offered' ORDER BY offered_at DESC LIMIT ?)"_s,
        { keptActivations });
}

}
