// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/closing_linux.h"

#include <algorithm>
#include <csignal>

#include <sys/syscall.h>
#include <unistd.h>

namespace myna::tools {

struct Closing::Handle
{
    Handle(int descriptor, qint64 process)
        : fd(descriptor)
        , id(process)
        , gone(descriptor, QSocketNotifier::Read)
    {
    }
    ~Handle()
    {
        gone.setEnabled(false);
        ::close(fd);
    }

    int fd;
    qint64 id;
    QSocketNotifier gone; // readable once it has ended
    bool ended = false;
};

Closing::Closing(Timing timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_signalled)
            emit finished(false);
        else
            signalRest();
    });
}

Closing::~Closing() = default;

bool Closing::add(qint64 process)
{
    const int fd = int(::syscall(SYS_pidfd_open, pid_t(process), 0));
    if (fd < 0)
        return false;
    auto handle = std::make_unique<Handle>(fd, process);
    connect(&handle->gone, &QSocketNotifier::activated, this, [this, raw = handle.get()] {
        raw->gone.setEnabled(false);
        raw->ended = true;
        if (m_begun)
            check();
    });
    m_open.push_back(std::move(handle));
    return true;
}

void Closing::begin()
{
    m_begun = true;
    QVector<qint64> ids;
    for (const auto& handle : m_open)
        ids.append(handle->id);
    if (!ids.isEmpty() && closeWindowsOf(ids) > 0)
        m_timer.start(m_timing.byWindow);
    else
        signalRest();
}

void Closing::signalRest()
{
    m_signalled = true;
    for (const auto& handle : m_open) {
        if (!handle->ended)
            ::syscall(SYS_pidfd_send_signal, handle->fd, SIGTERM, nullptr, 0);
    }
    m_timer.start(m_timing.bySignal);
}

void Closing::check()
{
    if (!m_timer.isActive() || !std::ranges::all_of(m_open, [](const auto& handle) { return handle->ended; }))
        return;
    m_timer.stop();
    emit finished(true);
}

}

#include "moc_closing_linux.cpp"
