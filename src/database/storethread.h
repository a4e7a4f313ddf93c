// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/invoke.h"
#include "base/result.h"
#include "database/answerline.h"

#include <QDeadlineTimer>
#include <QThread>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace myna::database {

// A thread on which a store is opened, asked and closed, so that nobody else waits for a disk or a network. `Worker` is a QObject with
// `Result<> run(const std::function<Result<>(Store&)>& job)`; it is deleted on the thread.
template<typename Worker, typename Store>
class StoreThread
{
public:
    using Job = std::function<Result<>(Store&)>;

    StoreThread(const QString& name, Worker* worker)
        : m_thread(std::make_unique<QThread>())
        , m_worker(worker)
    {
        m_thread->setObjectName(name);
        m_worker->moveToThread(m_thread.get());
        QObject::connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    }
    ~StoreThread()
    {
        if (!m_thread)
            return;
        m_thread->quit();
        m_thread->wait();
    }
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    [[nodiscard]] QThread& thread() { return *m_thread; }
    [[nodiscard]] Worker* worker() const { return m_worker; }
    // Ends the thread. One that hangs in a network is left to itself: it ends when its database answers or the program does.
    void end(std::chrono::milliseconds patience)
    {
        m_thread->quit();
        if (!m_thread->wait(QDeadlineTimer(patience))) [[maybe_unused]]
            QThread* const abandoned = m_thread.release();
        else
            m_thread.reset();
    }

    // Works on the store, then answers on the asker's thread, where this must be called, if it still lives.
    template<typename T>
    void ask(QObject* asker, std::function<Result<T>(Store&)> work, std::function<void(const Result<T>&)> then)
    {
        onThreadOf(m_worker, [worker = m_worker, line = AnswerLine(asker), work = std::move(work), then = std::move(then)] {
            std::optional<Result<T>> answer;
            const Result<> done = worker->run([&](Store& store) -> Result<> {
                answer.emplace(work(store));
                return *answer ? Result<>() : Result<>(answer->error());
            });
            if (!done)
                answer.emplace(done.error());
            line.answer([then, answer = std::move(*answer)] { then(answer); });
        });
    }

private:
    std::unique_ptr<QThread> m_thread;
    Worker* m_worker;
};

}
