// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/enginepool.h"

#include "server/engines/workerpriority.h"

#include <algorithm>

namespace myna::server {

EnginePool::EnginePool(int threads, int maxQueued)
    : m_maxQueued(std::max(1, maxQueued))
{
    m_pool.setMaxThreadCount(std::max(1, threads));
    m_pool.setExpiryTimeout(-1); // models and their caches stay warm
}

EnginePool::~EnginePool()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void EnginePool::makeWay()
{
    thread_local bool done = false;
    if (!std::exchange(done, true))
        lowerWorkerPriority();
}

}
