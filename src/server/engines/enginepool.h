// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <atomic>
#include <utility>

namespace myna::server {

// The workers all engines share. Bounded twice: by threads, and by how many jobs may wait. May be used from any thread.
class EnginePool
{
public:
    // A queue longer than this answers later than anybody waits: recognition takes about 50 ms.
    static constexpr int maxQueuedPerThread = 64;

    explicit EnginePool(int threads = QThread::idealThreadCount());
    ~EnginePool(); // waits for the jobs that run

    [[nodiscard]] int threads() const { return m_pool.maxThreadCount(); }
    [[nodiscard]] int queued() const { return m_queued.load(); }

    // Runs `work` on a worker, then `done` with its result on the thread of `context` (the caller's), unless `context` is gone by then.
    // False, and nothing happens, when too much is waiting.
    template<typename Work, typename Done>
    [[nodiscard]] bool run(QObject* context, Work work, Done done)
    {
        using Value = std::invoke_result_t<Work>;
        if (m_queued.fetch_add(1) >= maxQueuedPerThread * threads()) {
            m_queued.fetch_sub(1);
            return false;
        }
        auto* watcher = new QFutureWatcher<Value>(context); // owned by the context
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
            done(watcher->future().takeResult());
            watcher->deleteLater();
        });
        watcher->setFuture(QtConcurrent::run(&m_pool, [this, work = std::move(work)] {
            Value value = work();
            m_queued.fetch_sub(1);
            return value;
        }));
        return true;
    }

private:
    QThreadPool m_pool;
    std::atomic<int> m_queued { 0 };
};

}
