// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher_linux.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <limits>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace myna {

namespace {

// Ready descriptors taken from the kernel at once; more simply come with the next pass.
constexpr int batch = 256;

struct Interest
{
    QSocketNotifier::Type type;
    quint32 wanted; // asked of the kernel
    quint32 delivered; // what wakes this kind; errors wake all, as with poll()
};
constexpr std::array<Interest, 3> interests { {
    { QSocketNotifier::Read, EPOLLIN, EPOLLIN | EPOLLHUP | EPOLLERR },
    { QSocketNotifier::Write, EPOLLOUT, EPOLLOUT | EPOLLHUP | EPOLLERR },
    { QSocketNotifier::Exception, EPOLLPRI, EPOLLPRI | EPOLLHUP | EPOLLERR },
} };

quint64 keyOf(int descriptor, quint32 generation)
{
    return (quint64(generation) << 32) | quint32(descriptor);
}

}

EpollDispatcher::EpollDispatcher(QObject* parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_epoll < 0 || m_wakeUp < 0)
        qFatal("No descriptor is left for an event loop.");
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.u64 = keyOf(m_wakeUp, 0);
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
    m_clock.start();
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_epoll);
    ::close(m_wakeUp);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    emit awake();
    QCoreApplication::sendPostedEvents();

    int timeout = 0;
    if (flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_interrupted) {
        timeout = waitLimit(flags);
        emit aboutToBlock();
    }
    bool worked = collect(timeout, flags);
    if (timeout != 0)
        emit awake();
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        worked = fireTimers() || worked;
    return worked;
}

// Rounded up, so that a timer is never early.
int EpollDispatcher::waitLimit(QEventLoop::ProcessEventsFlags flags) const
{
    if (flags.testFlag(QEventLoop::X11ExcludeTimers) || m_deadlines.empty())
        return -1;
    const qint64 left = m_deadlines.begin()->first - m_clock.elapsed();
    return int(std::clamp<qint64>(left, 0, std::numeric_limits<int>::max()));
}

bool EpollDispatcher::collect(int timeoutMs, QEventLoop::ProcessEventsFlags flags)
{
    // While sockets are excluded only the wake-up may end the wait: a readable socket nobody serves would make it spin.
    if (flags.testFlag(QEventLoop::ExcludeSocketNotifiers)) {
        pollfd only { m_wakeUp, POLLIN, 0 };
        const bool woken = ::poll(&only, 1, timeoutMs) > 0;
        if (woken) {
            eventfd_t count = 0;
            eventfd_read(m_wakeUp, &count);
            m_woken = false;
        }
        return woken;
    }

    std::array<epoll_event, batch> events;
    const int ready = epoll_wait(m_epoll, events.data(), batch, timeoutMs);
    bool worked = false;
    for (int i = 0; i < ready; ++i) {
        const auto descriptor = int(quint32(events[size_t(i)].data.u64));
        const auto generation = quint32(events[size_t(i)].data.u64 >> 32);
        if (descriptor == m_wakeUp && generation == 0) {
            eventfd_t count = 0;
            eventfd_read(m_wakeUp, &count);
            m_woken = false; // what was posted before is delivered by the next pass, before it waits
            worked = true;
        } else {
            worked = notify(descriptor, generation, events[size_t(i)].events) || worked;
        }
    }
    return worked;
}

// A handler may remove any notifier, this one's neighbours included: each is looked up again.
bool EpollDispatcher::notify(int descriptor, quint32 generation, quint32 events)
{
    bool worked = false;
    for (const Interest& interest : interests) {
        const auto entry = m_descriptors.constFind(descriptor);
        if (entry == m_descriptors.constEnd() || entry->generation != generation)
            break;
        QSocketNotifier* const notifier = entry->notifiers[size_t(interest.type)];
        if (notifier && (events & interest.delivered)) {
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &event);
            worked = true;
        }
    }
    return worked;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier)
{
    const auto descriptor = int(notifier->socket());
    auto entry = m_descriptors.find(descriptor);
    if (entry == m_descriptors.end()) {
        entry = m_descriptors.insert(descriptor, {});
        entry->generation = ++m_generation ? m_generation : ++m_generation; // 0 is the wake-up's
    }
    entry->notifiers[size_t(notifier->type())] = notifier;
    watch(descriptor, *entry);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier)
{
    const auto descriptor = int(notifier->socket());
    const auto entry = m_descriptors.find(descriptor);
    if (entry == m_descriptors.end() || entry->notifiers[size_t(notifier->type())] != notifier)
        return;
    entry->notifiers[size_t(notifier->type())] = nullptr;
    watch(descriptor, *entry);
    if (entry->mask == 0)
        m_descriptors.erase(entry);
}

void EpollDispatcher::watch(int descriptor, Descriptor& entry) const
{
    quint32 mask = 0;
    for (const Interest& interest : interests) {
        if (entry.notifiers[size_t(interest.type)])
            mask |= interest.wanted;
    }
    if (mask == entry.mask)
        return;
    epoll_event event {};
    event.events = mask;
    event.data.u64 = keyOf(descriptor, entry.generation);
    const int wish = mask == 0 ? EPOLL_CTL_DEL : entry.mask == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    int status = epoll_ctl(m_epoll, wish, descriptor, &event);
    // The descriptor was closed and its number used again before its old notifier went.
    if (status < 0 && errno == ENOENT && wish == EPOLL_CTL_MOD)
        status = epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    else if (status < 0 && errno == EEXIST)
        status = epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
    if (status < 0 && mask != 0)
        qWarning("Descriptor %d cannot be watched (error %d).", descriptor, errno);
    entry.mask = mask;
}

// Precise: to the millisecond. Coarse: at most 5 % late, on a common grid, so that many of them wake the thread once. Very coarse: seconds.
qint64 EpollDispatcher::firstDeadline(qint64 due, const Timer& timer) const
{
    qint64 grid = 1;
    switch (timer.type) {
    case Qt::PreciseTimer:
        break;
    case Qt::CoarseTimer:
        grid = std::clamp<qint64>(timer.intervalMs / 20, 1, 50);
        break;
    case Qt::VeryCoarseTimer:
        grid = 1000;
        break;
    }
    return (due + grid - 1) / grid * grid;
}

void EpollDispatcher::registerTimer(int timerId, qint64 intervalMs, Qt::TimerType timerType, QObject* object)
{
    Timer timer;
    timer.intervalMs = intervalMs;
    timer.type = timerType;
    timer.object = object;
    // A started millisecond counts as over on this clock, so one is added: never early. A timer of no length is due at once.
    timer.due = intervalMs == 0 ? m_clock.elapsed() : firstDeadline(m_clock.elapsed() + intervalMs + 1, timer);
    timer.pass = m_pass; // one started by a handler waits for the next pass
    m_timers.insert(timerId, timer);
    m_deadlines.emplace(timer.due, timerId);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto timer = m_timers.find(timerId);
    if (timer == m_timers.end())
        return false;
    m_deadlines.erase({ timer->due, timerId });
    m_timers.erase(timer);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject* object)
{
    QList<int> ids;
    for (auto timer = m_timers.cbegin(); timer != m_timers.cend(); ++timer) {
        if (timer->object == object)
            ids.append(timer.key());
    }
    for (const int id : ids)
        unregisterTimer(id);
    return !ids.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const
{
    QList<TimerInfo> found;
    for (auto timer = m_timers.cbegin(); timer != m_timers.cend(); ++timer) {
        if (timer->object == object)
            found.append(TimerInfo(timer.key(), int(timer->intervalMs), timer->type));
    }
    return found;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.constEnd())
        return -1;
    return int(std::clamp<qint64>(timer->due - m_clock.elapsed(), 0, std::numeric_limits<int>::max()));
}

// Each timer fires at most once in a pass, and only when it was due at the pass's beginning: timers cannot starve the sockets.
bool EpollDispatcher::fireTimers()
{
    const qint64 now = m_clock.elapsed();
    const quint64 pass = ++m_pass;
    bool worked = false;
    for (;;) {
        auto next = m_deadlines.begin();
        while (next != m_deadlines.end() && next->first <= now && m_timers.constFind(next->second)->pass >= pass)
            ++next;
        if (next == m_deadlines.end() || next->first > now)
            return worked;
        worked = fire(next->second, now) || worked;
    }
}

bool EpollDispatcher::fire(int timerId, qint64 now)
{
    auto timer = m_timers.find(timerId);
    m_deadlines.erase({ timer->due, timerId });
    timer->pass = m_pass;
    // Keeps its rhythm when a little late, starts afresh when it missed a whole interval.
    const qint64 due = timer->due + timer->intervalMs;
    timer->due = due > now ? due : now + timer->intervalMs;
    timer->firing = true; // out of m_deadlines: an inner loop does not fire it again
    QObject* const object = timer->object;
    QTimerEvent event(timerId);
    QCoreApplication::sendEvent(object, &event);
    timer = m_timers.find(timerId); // the handler may have stopped it, or any other
    if (timer != m_timers.end() && timer->firing) {
        timer->firing = false;
        m_deadlines.emplace(timer->due, timerId);
    }
    return true;
}

void EpollDispatcher::wakeUp()
{
    if (!m_woken.exchange(true))
        eventfd_write(m_wakeUp, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

}

#include "moc_epolldispatcher_linux.cpp"
