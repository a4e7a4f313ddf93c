// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QScopeGuard>
#include <QString>
#include <QThreadPool>
#include <qtconcurrenttask.h>

#include <atomic>
#include <utility>

namespace myna::server {

// A pool as it is now.
struct PoolFigures
{
    QString name;
    int threads = 0;
    int queued = 0; // those that run included
    int limit = 0;
    quint64 dropped = 0; // since the start
    bool operator==(const PoolFigures&) const = default;
};

// Workers that several conversations share. Bounded twice: by threads, and by how many jobs may wait. May be used from any thread.
class EnginePool
{
public:
    // A queue longer than this answers later than anybody waits.
    static constexpr int maxQueuedPerThread = 64;

    explicit EnginePool(int threads = QThread::idealThreadCount(), int maxQueued = maxQueuedPerThread);
    ~EnginePool(); // waits for the jobs that run

    [[nodiscard]] int threads() const { return m_pool.maxThreadCount(); }
    [[nodiscard]] int queued() const { return m_queued.load(); } // those that run included
    [[nodiscard]] int limit() const { return m_maxQueued * threads(); }
    [[nodiscard]] quint64 dropped() const { return m_dropped.load(); } // refused since the start
    [[nodiscard]] bool isCrowded() const { return queued() * 2 > limit(); } // whoever can wait should
    [[nodiscard]] PoolFigures figures(const QString& name) const { return { name, threads(), queued(), limit(), dropped() }; }

    // Runs `work` on a worker, then `done` with its result on the thread of `context` (the caller's), unless `context` is gone by then.
    // Of those that wait the one of the highest priority runs first. False, and nothing happens, when too much is waiting.
    template<typename Work, typename Done>
    [[nodiscard]] bool run(QObject* context, Work work, Done done, int priority = 0)
    {
        using Value = std::invoke_result_t<Work>;
        if (m_queued.fetch_add(1) >= limit()) {
            m_queued.fetch_sub(1);
            ++m_dropped;
            return false;
        }
        auto* watcher = new QFutureWatcher<Value>(context); // owned by the context
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
            watcher->deleteLater(); // before the answer, which may end the context
            done(watcher->future().takeResult());
        });
        watcher->setFuture(QtConcurrent::task([this, work = std::move(work)] {
            makeWay();
            const auto left = qScopeGuard([this] { m_queued.fetch_sub(1); });
            return work();
        })
                               .onThreadPool(m_pool)
                               .withPriority(priority)
                               .spawn());
        return true;
    }

private:
    static void makeWay(); // once in each worker

    QThreadPool m_pool;
    int m_maxQueued;
    std::atomic<int> m_queued { 0 };
    std::atomic<quint64> m_dropped { 0 };
};

}
