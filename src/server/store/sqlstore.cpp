// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSqlQuery>
#include <QTimeZone>

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

}

SqlStore::SqlStore(std::unique_ptr<database::SqliteFile> file)
    : m_file(std::move(file))
{
}

Result<std::shared_ptr<SqlStore::Opened>> SqlStore::open(const QString& folder)
{
    using database::SqliteFile;
    if (!QDir().mkpath(folder))
        return notWritable(folder, QCoreApplication::translate("myna", "it cannot be made"));
    SqliteFile::Opened file = SqliteFile::open(QDir(folder).filePath(u"server.db"_s), migrations);
    if (!file.file)
        return file.fault == SqliteFile::Fault::Newer ? Error { Error::Code::Refused, failure(file.words).text }
                                                      : notWritable(folder, file.words);
    auto opened = std::make_shared<Opened>();
    opened->store.reset(new SqlStore(std::move(file.file))); // private constructor
    if (!file.keptAside.isEmpty())
        opened->warning = QCoreApplication::translate(
            "myna", "The server's database was damaged. It is kept as %1 and a new one was made: devices must be approved again.")
                              .arg(QDir::toNativeSeparators(file.keptAside));
    return opened;
}

Result<bool> SqlStore::check(const QString& folder)
{
    const QString path = QDir(folder).filePath(u"server.db"_s);
    if (!QFile::exists(path))
        return false;
    if (const QString wrong = database::SqliteFile::examine(path); !wrong.isEmpty())
        return failure(wrong);
    return true;
}

Result<> SqlStore::run(const QString& statement, const QVariantList& values)
{
    const QSqlError error = m_file->run(statement, values);
    if (error.isValid())
        return failure(error.databaseText());
    return {};
}

Result<QVector<DeviceRecord>> SqlStore::devices()
{
    QSqlQuery query(m_file->database());
    if (!query.exec(u"SELECT device_id, client_id, board, version, name, bound_at, last_seen FROM devices ORDER BY bound_at"_s))
        return failure(query.lastError().databaseText());
    QVector<DeviceRecord> found;
    while (query.next()) {
        found.append({ .deviceId = query.value(0).toString(),
            .clientId = query.value(1).toString(),
            .board = query.value(2).toString(),
            .version = query.value(3).toString(),
            .name = query.value(4).toString(),
            .boundAt = time(query.value(5)),
            .lastSeen = time(query.value(6)) });
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
    QSqlQuery query(m_file->database());
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
