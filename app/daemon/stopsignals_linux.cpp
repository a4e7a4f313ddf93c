// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/stopsignals.h"

#include <QSocketNotifier>

#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

namespace myna::daemon {

namespace {

// A signal handler may only write to a descriptor; this is its one, and there is one set of signals in a process.
int writeEnd = -1;

void onSignal(int number)
{
    const char byte = char(number);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

}

struct StopSignals::Private
{
    int pair[2] { -1, -1 };
    std::unique_ptr<QSocketNotifier> notifier;
};

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, d->pair) != 0)
        return;
    writeEnd = d->pair[0];
    d->notifier = std::make_unique<QSocketNotifier>(d->pair[1], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(d->pair[1], &byte, 1) != 1)
            return;
        if (byte == SIGHUP)
            emit reloadWanted();
        else
            emit stopWanted();
    });
    struct sigaction action
    {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : { SIGTERM, SIGINT, SIGHUP })
        sigaction(number, &action, nullptr);
}

StopSignals::~StopSignals()
{
    for (const int number : { SIGTERM, SIGINT, SIGHUP })
        std::signal(number, SIG_DFL);
    d->notifier.reset();
    writeEnd = -1;
    for (const int descriptor : d->pair) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

}

#include "moc_stopsignals.cpp"
