// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/storethread.h"
#include "server/devices/clock.h"
#include "server/store/storeworker.h"

#include <atomic>

namespace myna::server {

// The store as everybody else sees it: questions are answered later, writes are taken at once and done in order, on a thread of their own.
// While the database is away questions are answered with Unavailable, and writes wait: bindings all of them, of the rest the newest 2,000
// of a kind. Lives on the thread that made it; ask() and the writes may be called on any.
class StoreDesk final : public QObject
{
    Q_OBJECT

public:
    explicit StoreDesk(StorePlace place, Clock clock = {}, StoreTiming timing = {}, QObject* parent = nullptr);
    ~StoreDesk() override; // leaves a database that hangs to itself

    // Answers while this lives, on its thread.
    void open(std::function<void(const Result<StorePicture>&)> then);
    // Writes what waits and closes; then nothing is taken any more. A database that is away or hangs is not waited for.
    void close(const std::function<void()>& then);

    // `work` runs on the store's thread after everything written before; `then` on the asker's, where this must be called, if it still
    // lives.
    template<typename T>
    void ask(QObject* asker, std::function<Result<T>(Store&)> work, std::function<void(const Result<T>&)> then)
    {
        m_thread.ask<T>(asker, std::move(work), std::move(then));
    }

    // A later write with the same key makes this one needless.
    void write(WriteKind kind, std::function<Result<>(Store&)> work, const QString& key = {});
    void addTurn(const TurnRecord& turn); // nothing when no turns are kept
    [[nodiscard]] bool keepsTurns() const { return m_keepTurnsDays > 0; } // what is said may be in the database
    void addAudit(const AuditRecord& record);
    void setRetention(int keepTurnsDays, int keepAuditDays); // from now on; looked at once a day
    // When all that was written before is in the database, or the first of it cannot be now.
    void settled(QObject* asker, std::function<void(const Result<>&)> then);

    // For the registry and the codes, which keep their own picture: what they save is a write, what they read is the last picture.
    DeviceStore& book();

    [[nodiscard]] StoreHealth health() const { return m_thread.worker()->health(); }

signals:
    void warned(const QString& text); // lost, recovered, damaged, not written
    void pictureChanged(const myna::server::StorePicture& picture); // the database was away and may know more than we do
    void deviceChanged(const QString& deviceId, const std::optional<myna::server::DeviceRecord>& device); // by another instance
    void codeChanged(const myna::server::CodeNews& news);

private:
    class Book;
    [[nodiscard]] bool isNewest(quint64 asOf) const;
    void take(const StorePicture& picture);

    std::atomic_int m_keepTurnsDays;
    std::unique_ptr<Book> m_book;
    database::StoreThread<StoreWorker, Store> m_thread;
    std::atomic_bool m_closed = false;
};

}
