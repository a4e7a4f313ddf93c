// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/sqlconnection.h"
#include "server/store/store.h"
#include "server/store/storeplace.h"

#include <QSqlQuery>

#include <memory>

namespace myna::server {

// The store in SQLite or PostgreSQL. Opened, used and destroyed on one thread. What it changes, it tells the other instances on the same
// PostgreSQL (store/storenews.h).
class SqlStore final : public Store
{
public:
    struct Opened
    {
        std::unique_ptr<SqlStore> store;
        QString warning; // not empty: a damaged file was kept aside, as the sentence says
    };
    // Opens `folder`/server.db, makes it or brings it up to date. Errors: Refused (the folder cannot be written: what, where, what to do).
    static Result<std::shared_ptr<Opened>> open(const QString& folder);
    // The same, or the PostgreSQL that is configured. Errors also: Unavailable (it does not answer) · Invalid (its address).
    static Result<std::shared_ptr<Opened>> open(const StorePlace& place);

    enum class Condition {
        Missing, // there is none yet: it is made at the first start
        Old, // a start brings it up to date
        Current
    };
    // Looks at the file or the PostgreSQL without changing anything; a server may be using it. Errors: as open(), and Unavailable also
    // for a file that is damaged or cannot be read.
    static Result<Condition> check(const StorePlace& place);

    Result<QVector<DeviceRecord>> devices() override;
    Result<> saveDevice(const DeviceRecord& device) override;
    Result<> touchDevice(const DeviceRecord& device) override;
    Result<> removeDevice(const QString& deviceId) override;
    Result<QVector<ActivationRecord>> activations() override;
    Result<> saveActivation(const ActivationRecord& activation) override;
    Result<> endActivation(const QString& code, const QString& state) override;

    Result<std::optional<DeviceRecord>> device(const QString& deviceId) override;
    Result<std::optional<ActivationRecord>> activation(const QString& code) override;
    Result<qint64> addTurn(const TurnRecord& turn) override;
    Result<QVector<TurnRecord>> turns(const RecordQuery& query) override;
    Result<> removeTurns(const QString& deviceId) override;
    Result<qint64> addAudit(const AuditRecord& record) override;
    Result<QVector<AuditRecord>> audit(const RecordQuery& query) override;
    Result<MemoryRecord> memory(const QString& deviceId) override;
    Result<> saveMemory(const QString& deviceId, const MemoryRecord& memory) override;
    Result<> removeMemory(const QString& deviceId) override;
    Result<QString> unfolded(const QString& deviceId) override;
    Result<> saveUnfolded(const QString& deviceId, const QString& conversation, const QDateTime& time) override;
    Result<int> addSpoken(const QString& deviceId, const QDate& day, int characters) override;
    Result<> prune(const QDateTime& now, int keepTurnsDays, int keepAuditDays) override;
    Result<> backup(const QString& path) override;
    Result<> together(const std::function<Result<>()>& work) override;

    // Fills an empty store from a backup(). Errors also: Refused (it is not empty, or the file is none of ours).
    Result<> restore(const QString& path);
    // The key of the tokens, made by the first instance that asks. Empty with SQLite: the data folder has its own (devices/tokens).
    Result<QByteArray> sharedKey();
    // Answers at all. Errors: Unavailable.
    Result<> ping();

    // Several instances may use it.
    [[nodiscard]] bool isShared() const { return m_connection->dialect() == database::Dialect::Postgres; }
    [[nodiscard]] const QString& instance() const { return m_instance; } // of this opened store, random
    [[nodiscard]] const std::shared_ptr<database::SqlConnection>& connection() const { return m_connection; }

private:
    explicit SqlStore(std::shared_ptr<database::SqlConnection> connection);
    static Result<std::shared_ptr<Opened>> openPostgres(const StoreConfig& config);
    static Result<Condition> checkPostgres(const StoreConfig& config);

    [[nodiscard]] Result<> run(const QString& statement, const QVariantList& values = {}) const;
    [[nodiscard]] Result<QSqlQuery> ask(const QString& statement, const QVariantList& values = {}) const;
    Result<qint64> insert(const QString& statement, const QVariantList& values);
    Result<> tell(const QString& news) const;

    std::shared_ptr<database::SqlConnection> m_connection;
    QString m_instance;
    bool m_together = false;
};

}
