// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher_linux.h"
#include "server/networkthread.h"

#include <memory>

namespace myna::server {

void installDispatcher(QThread& thread)
{
    thread.setEventDispatcher(std::make_unique<EpollDispatcher>().release()); // the thread owns it
}

}
