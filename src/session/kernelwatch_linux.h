// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/networkwatch.h"

#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <functional>

namespace myna::session {

// Asks the kernel: an rtnetlink socket speaks when an address or a carrier comes or goes, a timer that any jump of the wall clock cancels
// speaks when the machine wakes up. Neither is asked in vain.
class KernelWatch final : public NetworkWatch
{
    Q_OBJECT

public:
    struct Clocks
    {
        qint64 withSleepMs = 0;
        qint64 awakeMs = 0;
    };
    struct Sources
    {
        int addressFd = -1; // readable when something changed; −1: not there
        int wakeFd = -1; // readable when the clocks may have jumped; −1: not there
        std::function<QSet<QString>()> addresses;
        std::function<Clocks()> clocks;
        std::function<void(int wakeFd)> rearm; // waits for the next jump
    };

    // Closes both descriptors in the end. `settle`: an interface that comes up changes several times in a row.
    explicit KernelWatch(Sources sources, std::chrono::milliseconds settle = std::chrono::milliseconds(300), QObject* parent = nullptr);
    ~KernelWatch() override;

private:
    void listen(int fd, void (KernelWatch::*heard)());
    void onAddresses();
    void onWake();
    void compare();

    Sources m_sources;
    QSet<QString> m_addresses;
    SleepMeter m_sleep;
    QTimer m_settle;
};

}
