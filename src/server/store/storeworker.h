// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sqlstore.h"
#include "server/store/storequeue.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace myna::server {

struct StoreHealth
{
    bool reachable = false;
    QString reason; // when it is not: why
    int waiting = 0; // writes that are not in the database yet
    quint64 dropped = 0; // writes that never will be
};

// What a server begins with, and has again after the database was away.
struct StorePicture
{
    QVector<DeviceRecord> devices;
    QVector<ActivationRecord> activations;
    QByteArray sharedKey; // see SqlStore::sharedKey()
    QString warning; // a damaged file was kept aside, as the sentence says
    quint64 asOf = 0; // StoreQueue::bindings() that are in it
};

// Another instance offered a code, or ended one.
struct CodeNews
{
    QString code;
    QString state; // "offered", "bound", "refused", "expired"
    std::optional<ActivationRecord> record; // while it waits
};

struct StoreTiming
{
    std::chrono::milliseconds firstRetry { 250 }; // doubled with every failure
    std::chrono::milliseconds longestRetry { 30000 };
    std::chrono::milliseconds checkEvery { 15000 }; // of an idle connection to another computer
    std::chrono::hours pruneEvery { 24 };
};

// Holds the open store and writes what waits, many in one transaction. When the database goes away it tries again, ever more rarely.
// Lives on the store's thread; health() on any.
class StoreWorker final : public QObject
{
    Q_OBJECT

public:
    StoreWorker(StorePlace place, StoreTiming timing, std::function<QDateTime()> clock);
    ~StoreWorker() override;

    Result<StorePicture> open();
    // Writes what waits first, so that everybody reads what was written before.
    Result<> run(const std::function<Result<>(Store&)>& job);
    void write(); // what waits
    void look(); // looked() follows, unless the database is away again
    void tellDevice(const QString& deviceId);
    void tellCode(const QString& code, const QString& state);
    void writeLast(); // at the end: a database that is away is not waited for

    void setRetention(int keepTurnsDays, int keepAuditDays); // and removes what that leaves out

    StoreQueue& queue() { return m_queue; }
    [[nodiscard]] StoreHealth health() const;

signals:
    void warned(const QString& text);
    void lost(const myna::Error& error);
    void recovered(const myna::server::StorePicture& picture);
    void looked(const myna::server::StorePicture& picture);
    // By another instance. `asOf`: as that of a picture.
    void deviceChanged(const QString& deviceId, const std::optional<myna::server::DeviceRecord>& device, quint64 asOf);
    void codeChanged(const myna::server::CodeNews& news, quint64 asOf);

private:
    Result<StorePicture> openStore();
    Result<> readPicture(StorePicture& picture); // after everything that waits is written
    Result<> writeAll();
    Result<> writeBatch(const std::deque<StoreWrite>& batch);
    Result<> writeEach(std::deque<StoreWrite>& batch);
    void lose(const Error& error);
    void retry();
    void listen();
    void noticeEnd();
    void hear(const QString& payload);
    void prune();

    StorePlace m_place;
    StoreTiming m_timing;
    std::function<QDateTime()> m_clock;
    StoreQueue m_queue;
    std::unique_ptr<SqlStore> m_store;
    QTimer m_retryTimer { this };
    QTimer m_checkTimer { this };
    QTimer m_pruneTimer { this };
    std::chrono::milliseconds m_delay { 0 };
    mutable QMutex m_reasonMutex;
    Error m_reason; // why it is away; text empty: it is not
};

}
