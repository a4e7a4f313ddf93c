// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernelwatch_linux.h"

#include <array>
#include <cerrno>
#include <ctime>
#include <limits>
#include <utility>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace myna::session {
namespace {

void drain(int fd)
{
    std::array<char, 8192> bytes;
    while (read(fd, bytes.data(), bytes.size()) > 0) { }
}

int openAddressSocket()
{
    const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (fd < 0)
        return -1;
    sockaddr_nl address {};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

// Never due; cancelled when the wall clock jumps, which it does when the machine resumes and when somebody sets it.
void waitForJump(int fd)
{
    itimerspec never {};
    never.it_value.tv_sec = std::numeric_limits<int32_t>::max();
    timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
}

int openWakeTimer()
{
    const int fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (fd >= 0)
        waitForJump(fd);
    return fd;
}

qint64 readClockMs(clockid_t clock)
{
    timespec now {};
    clock_gettime(clock, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

KernelWatch::Clocks readClocks()
{
    return { readClockMs(CLOCK_BOOTTIME), readClockMs(CLOCK_MONOTONIC) };
}

}

KernelWatch::KernelWatch(Sources sources, std::chrono::milliseconds settle, QObject* parent)
    : NetworkWatch(parent)
    , m_sources(std::move(sources))
    , m_addresses(m_sources.addresses())
    , m_sleep([clocks = m_sources.clocks()] { return SleepMeter(clocks.withSleepMs, clocks.awakeMs); }())
    , m_settle(this)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settle);
    connect(&m_settle, &QTimer::timeout, this, &KernelWatch::compare);
    listen(m_sources.addressFd, &KernelWatch::onAddresses);
    listen(m_sources.wakeFd, &KernelWatch::onWake);
}

KernelWatch::~KernelWatch()
{
    for (QSocketNotifier* notifier : findChildren<QSocketNotifier*>())
        delete notifier; // before what it watches is closed
    for (const int fd : { m_sources.addressFd, m_sources.wakeFd }) {
        if (fd >= 0)
            close(fd);
    }
}

void KernelWatch::listen(int fd, void (KernelWatch::*heard)())
{
    if (fd < 0)
        return;
    auto* notifier = new QSocketNotifier(fd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, heard);
}

void KernelWatch::onAddresses()
{
    drain(m_sources.addressFd);
    m_settle.start();
}

void KernelWatch::onWake()
{
    drain(m_sources.wakeFd);
    m_sources.rearm(m_sources.wakeFd);
    const Clocks now = m_sources.clocks();
    if (m_sleep.slept(now.withSleepMs, now.awakeMs))
        emit changed(NetworkChange::Resumed);
}

void KernelWatch::compare()
{
    const QSet<QString> now = m_sources.addresses();
    if (const auto change = difference(std::exchange(m_addresses, now), now))
        emit changed(*change);
}

std::unique_ptr<NetworkWatch> makeNetworkWatch()
{
    return std::make_unique<KernelWatch>(
        KernelWatch::Sources { openAddressSocket(), openWakeTimer(), usableAddresses, readClocks, waitForJump });
}

}

#include "moc_kernelwatch_linux.cpp"
