// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QHash>

#include <array>
#include <atomic>
#include <set>

namespace myna {

// An event loop whose cost follows the sockets that have something to say, not the sockets that exist: for threads with hundreds of
// connections. Qt's own dispatchers poll every descriptor on each wake-up. Lives on the thread that runs it; only wakeUp() and interrupt()
// may be called from another thread. Not for the thread of a window: that one needs the platform's.
class EpollDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject* parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;

    void registerTimer(int timerId, qint64 intervalMs, Qt::TimerType timerType, QObject* object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject* object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject* object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    // The notifiers of one descriptor. The generation tells an event of a closed descriptor from one of its successor with the same number.
    struct Descriptor
    {
        std::array<QSocketNotifier*, 3> notifiers {};
        quint32 mask = 0; // as the kernel has it
        quint32 generation = 0;
    };
    struct Timer
    {
        qint64 intervalMs = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject* object = nullptr;
        qint64 due = 0; // on m_clock, ms
        quint64 pass = 0; // the last pass it fired in
        bool firing = false; // its handler runs, maybe in an outer loop
    };
    using Deadline = std::pair<qint64, int>; // due, timer id

    [[nodiscard]] qint64 firstDeadline(qint64 due, const Timer& timer) const;
    [[nodiscard]] int waitLimit(QEventLoop::ProcessEventsFlags flags) const;
    void watch(int descriptor, Descriptor& entry) const;
    bool collect(int timeoutMs, QEventLoop::ProcessEventsFlags flags);
    bool notify(int descriptor, quint32 generation, quint32 events);
    bool fireTimers();
    bool fire(int timerId, qint64 now);

    int m_epoll = -1;
    int m_wakeUp = -1; // eventfd
    std::atomic<bool> m_woken { false };
    std::atomic<bool> m_interrupted { false };
    QElapsedTimer m_clock;
    QHash<int, Descriptor> m_descriptors;
    quint32 m_generation = 0;
    QHash<int, Timer> m_timers;
    std::set<Deadline> m_deadlines; // of timers that are not firing
    quint64 m_pass = 0;
};

}
