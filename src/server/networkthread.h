// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

namespace myna::server {

// A thread whose event loop serves many sockets: epoll on Linux, the platform's own elsewhere. Runs once.
class NetworkThread final : public QThread
{
    Q_OBJECT

public:
    explicit NetworkThread(QObject* parent = nullptr);
    ~NetworkThread() override; // waits for the loop to end; whoever made it asks it to
};

// The platform's part, in networkthread_<system>.
void installDispatcher(QThread& thread);

}
