// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/qtwalltimer.h"

#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>

#include <sys/timerfd.h>
#include <unistd.h>

namespace myna::tools {

namespace {

// The kernel's own: absolute on the wall clock, due at once when the machine wakes up later than that, and cancelled when the clock is set.
class KernelWallTimer final : public WallTimer
{
public:
    explicit KernelWallTimer(int fd)
        : m_fd(fd)
        , m_notifier(fd, QSocketNotifier::Read)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
            quint64 times = 0;
            // Failing says that the clock was set: worth a look, too.
            if (const ssize_t got = read(m_fd, &times, sizeof times); got < 0 && errno == EAGAIN)
                return;
            emit reached();
        });
    }
    ~KernelWallTimer() override
    {
        m_notifier.setEnabled(false);
        close(m_fd);
    }

    void arm(const QDateTime& due) override
    {
        constexpr qint64 second = 1000;
        const qint64 ms = std::max<qint64>(due.toMSecsSinceEpoch(), 1); // 0 would disarm it
        itimerspec when {};
        when.it_value.tv_sec = time_t(ms / second);
        when.it_value.tv_nsec = long(ms % second) * 1000000;
        set(when);
    }
    void disarm() override { set({}); }

private:
    void set(const itimerspec& when) const { timerfd_settime(m_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr); }

    int m_fd;
    QSocketNotifier m_notifier;
};

}

std::unique_ptr<WallTimer> makeWallTimer()
{
    const int fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (fd < 0)
        return std::make_unique<QtWallTimer>();
    return std::make_unique<KernelWallTimer>(fd);
}

}
