// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlstore.h"

#include "server/store/sqlrows.h"
#include "server/store/storenews.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Ended activations are kept this many deep, for the owner to look up.
constexpr int keptActivations = 1000;
constexpr int mostRecords = 1000; // of one question

}

SqlStore::SqlStore(std::shared_ptr<database::SqlConnection> connection)
    : m_connection(std::move(connection))
    , m_instance(QString::number(QRandomGenerator::system()->generate64(), 16))
{
}

Result<> SqlStore::run(const QString& statement, const QVariantList& values) const
{
    if (const QSqlError error = m_connection->run(statement, values); error.isValid())
        return storeFailure(*m_connection, error);
    return {};
}

Result<QSqlQuery> SqlStore::ask(const QString& statement, const QVariantList& values) const
{
    QSqlQuery query(m_connection->database());
    if (const QSqlError error = m_connection->run(query, statement, values); error.isValid())
        return storeFailure(*m_connection, error);
    return { std::move(query) };
}

Result<> SqlStore::together(const std::function<Result<>()>& work)
{
    if (m_together)
        return work();
    if (const QSqlError error = m_connection->begin(); error.isValid())
        return storeFailure(*m_connection, error);
    m_together = true;
    auto done = work();
    m_together = false;
    if (done) {
        if (const QSqlError error = m_connection->commit(); error.isValid())
            done = storeFailure(*m_connection, error);
    }
    if (!done)
        m_connection->rollback();
    return done;
}

// Arrives when the transaction is committed, and only then.
Result<> SqlStore::tell(const QString& news) const
{
    if (!isShared())
        return {};
    return run(u"SELECT pg_notify('%1', ?)"_s.arg(newsChannel), { news });
}

Result<QVector<DeviceRecord>> SqlStore::devices()
{
    auto rows = ask(u"SELECT %1 FROM devices ORDER BY bound_at, device_id"_s.arg(deviceColumns()));
    if (!rows)
        return rows.error();
    QVector<DeviceRecord> found;
    for (QSqlQuery& row = rows.value(); row.next();)
        found.append(deviceFrom(row));
    return found;
}

Result<std::optional<DeviceRecord>> SqlStore::device(const QString& deviceId)
{
    auto rows = ask(u"SELECT %1 FROM devices WHERE device_id = ?"_s.arg(deviceColumns()), { deviceId });
    if (!rows)
        return rows.error();
    if (!rows.value().next())
        return std::optional<DeviceRecord>();
    return std::optional(deviceFrom(rows.value()));
}

Result<> SqlStore::saveDevice(const DeviceRecord& device)
{
    return together([&]() -> Result<> {
        if (auto saved
            = run(u"INSERT INTO devices (%1) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (device_id) DO UPDATE SET"
                  " client_id = excluded.client_id, board = excluded.board, version = excluded.version, name = excluded.name,"
                  " bound_at = excluded.bound_at, last_seen = excluded.last_seen, device_group = excluded.device_group,"
                  " profile = excluded.profile, quarantine = excluded.quarantine, firmware = excluded.firmware"_s.arg(deviceColumns()),
                deviceValues(device));
            !saved)
            return saved;
        return tell(newsOfDevice(m_instance, device.deviceId));
    });
}

Result<> SqlStore::touchDevice(const DeviceRecord& device)
{
    return run(u"UPDATE devices SET board = ?, version = ?, last_seen = ? WHERE device_id = ? AND client_id = ?"_s,
        { device.board, device.version, numberOf(device.lastSeen), device.deviceId, device.clientId });
}

Result<> SqlStore::removeDevice(const QString& deviceId)
{
    return together([&]() -> Result<> {
        for (const QString& table : { u"devices"_s, u"memories"_s, u"unfolded"_s, u"spoken"_s }) {
            if (auto gone = run(u"DELETE FROM %1 WHERE device_id = ?"_s.arg(table), { deviceId }); !gone)
                return gone;
        }
        return tell(newsOfDevice(m_instance, deviceId));
    });
}

Result<QVector<ActivationRecord>> SqlStore::activations()
{
    auto rows = ask(u"SELECT %1 FROM activations WHERE state = 'offered' ORDER BY offered_at, code"_s.arg(activationColumns()));
    if (!rows)
        return rows.error();
    QVector<ActivationRecord> found;
    for (QSqlQuery& row = rows.value(); row.next();)
        found.append(activationFrom(row));
    return found;
}

Result<std::optional<ActivationRecord>> SqlStore::activation(const QString& code)
{
    auto rows = ask(u"SELECT %1 FROM activations WHERE state = 'offered' AND code = ?"_s.arg(activationColumns()), { code });
    if (!rows)
        return rows.error();
    if (!rows.value().next())
        return std::optional<ActivationRecord>();
    return std::optional(activationFrom(rows.value()));
}

Result<> SqlStore::saveActivation(const ActivationRecord& activation)
{
    return together([&]() -> Result<> {
        if (auto saved = run(u"INSERT INTO activations (%1, state) VALUES (?,?,?,?,?,?,?,?,'offered')"_s.arg(activationColumns()),
                activationValues(activation));
            !saved)
            return saved;
        return tell(newsOfCode(m_instance, activation.code, u"offered"_s));
    });
}

Result<> SqlStore::endActivation(const QString& code, const QString& state)
{
    return together([&]() -> Result<> {
        if (auto ended = run(u"UPDATE activations SET state = ? WHERE code = ? AND state = 'offered'"_s, { state, code }); !ended)
            return ended;
        if (auto pruned = run(u"DELETE FROM activations WHERE state <> 'offered' AND offered_at < (SELECT offered_at FROM activations"
                              " WHERE state <> 'offered' ORDER BY offered_at DESC LIMIT 1 OFFSET %1)"_s.arg(keptActivations));
            !pruned)
            return pruned;
        return tell(newsOfCode(m_instance, code, state));
    });
}

Result<qint64> SqlStore::insert(const QString& statement, const QVariantList& values)
{
    auto row = ask(statement + u" RETURNING id"_s, values);
    if (!row)
        return row.error();
    if (!row.value().next())
        return storeFailure(*m_connection, row.value().lastError());
    return row.value().value(0).toLongLong();
}

Result<qint64> SqlStore::addTurn(const TurnRecord& turn)
{
    return insert(u"INSERT INTO turns (device_id, happened_at, heard, said, details) VALUES (?,?,?,?,?)"_s, turnValues(turn));
}

Result<QVector<TurnRecord>> SqlStore::turns(const RecordQuery& query)
{
    const RecordFilter filter(query, mostRecords);
    auto rows = ask(u"SELECT %1 FROM turns%2"_s.arg(turnColumns(), filter.text), filter.values);
    if (!rows)
        return rows.error();
    QVector<TurnRecord> found;
    for (QSqlQuery& row = rows.value(); row.next();)
        found.append(turnFrom(row));
    return found;
}

Result<> SqlStore::removeTurns(const QString& deviceId)
{
    return deviceId.isEmpty() ? run(u"DELETE FROM turns"_s) : run(u"DELETE FROM turns WHERE device_id = ?"_s, { deviceId });
}

Result<qint64> SqlStore::addAudit(const AuditRecord& record)
{
    return insert(u"INSERT INTO audit (happened_at, device_id, actor, action, subject, outcome, detail) VALUES (?,?,?,?,?,?,?)"_s,
        auditValues(record));
}

Result<QVector<AuditRecord>> SqlStore::audit(const RecordQuery& query)
{
    const RecordFilter filter(query, mostRecords);
    auto rows = ask(u"SELECT %1 FROM audit%2"_s.arg(auditColumns(), filter.text), filter.values);
    if (!rows)
        return rows.error();
    QVector<AuditRecord> found;
    for (QSqlQuery& row = rows.value(); row.next();)
        found.append(auditFrom(row));
    return found;
}

Result<MemoryRecord> SqlStore::memory(const QString& deviceId)
{
    auto rows = ask(u"SELECT memory, updated_at FROM memories WHERE device_id = ?"_s, { deviceId });
    if (!rows)
        return rows.error();
    if (!rows.value().next())
        return MemoryRecord {};
    return MemoryRecord { rows->value(0).toString(), timeFrom(rows->value(1)) };
}

Result<> SqlStore::saveMemory(const QString& deviceId, const MemoryRecord& memory)
{
    if (memory.text.toUtf8().size() > longestMemory)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The memory of a device holds at most %1 KB. Shorten it.").arg(longestMemory / 1024) };
    return run(u"INSERT INTO memories (device_id, memory, updated_at) VALUES (?,?,?) ON CONFLICT (device_id) DO UPDATE SET"
               " memory = excluded.memory, updated_at = excluded.updated_at"_s,
        { deviceId, memory.text, numberOf(memory.updated) });
}

Result<> SqlStore::removeMemory(const QString& deviceId)
{
    return together([&]() -> Result<> {
        if (auto gone = run(u"DELETE FROM unfolded WHERE device_id = ?"_s, { deviceId }); !gone)
            return gone;
        return run(u"DELETE FROM memories WHERE device_id = ?"_s, { deviceId });
    });
}

Result<QString> SqlStore::unfolded(const QString& deviceId)
{
    auto rows = ask(u"SELECT conversation FROM unfolded WHERE device_id = ?"_s, { deviceId });
    if (!rows)
        return rows.error();
    return rows.value().next() ? rows->value(0).toString() : QString();
}

Result<> SqlStore::saveUnfolded(const QString& deviceId, const QString& conversation, const QDateTime& time)
{
    if (conversation.isEmpty())
        return run(u"DELETE FROM unfolded WHERE device_id = ?"_s, { deviceId });
    return run(u"INSERT INTO unfolded (device_id, conversation, happened_at) VALUES (?,?,?) ON CONFLICT (device_id) DO UPDATE SET"
               " conversation = excluded.conversation, happened_at = excluded.happened_at"_s,
        { deviceId, conversation, numberOf(time) });
}

Result<int> SqlStore::addSpoken(const QString& deviceId, const QDate& day, int characters)
{
    auto row = ask(u"INSERT INTO spoken (device_id, day, characters) VALUES (?,?,?) ON CONFLICT (device_id, day) DO UPDATE SET"
                   " characters = spoken.characters + excluded.characters RETURNING characters"_s,
        { deviceId, day.toString(Qt::ISODate), characters });
    if (!row)
        return row.error();
    if (!row.value().next())
        return storeFailure(*m_connection, row.value().lastError());
    return row.value().value(0).toInt();
}

Result<> SqlStore::prune(const QDateTime& now, int keepTurnsDays, int keepAuditDays)
{
    return together([&]() -> Result<> {
        for (const auto& [table, days] : { std::pair { u"turns"_s, keepTurnsDays }, std::pair { u"unfolded"_s, keepTurnsDays },
                 std::pair { u"audit"_s, keepAuditDays } }) {
            const QVariant limit = days > 0 ? numberOf(now.addDays(-days)) : std::numeric_limits<qint64>::max();
            if (auto gone = run(u"DELETE FROM %1 WHERE happened_at < ?"_s.arg(table), { limit }); !gone)
                return gone;
        }
        // A day is over everywhere on earth two days later.
        return run(u"DELETE FROM spoken WHERE day < ?"_s, { now.date().addDays(-2).toString(Qt::ISODate) });
    });
}

Result<QByteArray> SqlStore::sharedKey()
{
    if (!isShared())
        return QByteArray();
    constexpr size_t words = 8; // 32 bytes
    std::array<quint32, words> random {};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray fresh(reinterpret_cast<const char*>(random.data()), sizeof random);
    if (auto made
        = run(u"INSERT INTO secrets (name, secret) VALUES ('tokens', ?) ON CONFLICT DO NOTHING"_s, { QString::fromLatin1(fresh.toHex()) });
        !made)
        return made.error();
    auto row = ask(u"SELECT secret FROM secrets WHERE name = 'tokens'"_s);
    if (!row)
        return row.error();
    if (!row.value().next())
        return storeFailure(*m_connection, row.value().lastError());
    return QByteArray::fromHex(row.value().value(0).toString().toLatin1());
}

Result<> SqlStore::ping()
{
    return run(u"SELECT 1"_s);
}

}
