// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storequeue.h"

#include <algorithm>

namespace myna::server {

bool StoreQueue::add(StoreWrite write)
{
    const QMutexLocker lock(&m_mutex);
    const bool first = m_waiting.empty();
    m_bindings += write.kind == WriteKind::Binding ? 1 : 0;
    if (!write.key.isEmpty()) {
        const auto same
            = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const StoreWrite& waiting) { return waiting.key == write.key; });
        if (same != m_waiting.end()) {
            --m_counts[size_t(same->kind)];
            m_waiting.erase(same);
        }
    }
    const WriteKind kind = write.kind;
    m_waiting.push_back(std::move(write));
    ++m_counts[size_t(kind)];
    bound(kind);
    return first;
}

std::deque<StoreWrite> StoreQueue::take(int most)
{
    const QMutexLocker lock(&m_mutex);
    const auto end = m_waiting.begin() + std::min<qsizetype>(most, qsizetype(m_waiting.size()));
    std::deque<StoreWrite> taken(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
    m_waiting.erase(m_waiting.begin(), end);
    for (const StoreWrite& write : taken)
        --m_counts[size_t(write.kind)];
    return taken;
}

void StoreQueue::putBack(std::deque<StoreWrite> writes)
{
    const QMutexLocker lock(&m_mutex);
    while (!writes.empty()) { // the last one first
        StoreWrite write = std::move(writes.back());
        writes.pop_back();
        const bool replaced = !write.key.isEmpty()
            && std::any_of(m_waiting.begin(), m_waiting.end(), [&](const StoreWrite& waiting) { return waiting.key == write.key; });
        if (replaced)
            continue;
        const WriteKind kind = write.kind;
        m_waiting.push_front(std::move(write));
        ++m_counts[size_t(kind)];
        bound(kind);
    }
}

void StoreQueue::bound(WriteKind kind)
{
    if (kind == WriteKind::Binding || m_counts[size_t(kind)] <= mostOfAKind)
        return;
    const auto oldest
        = std::find_if(m_waiting.begin(), m_waiting.end(), [kind](const StoreWrite& waiting) { return waiting.kind == kind; });
    m_waiting.erase(oldest);
    --m_counts[size_t(kind)];
    ++m_dropped;
}

int StoreQueue::size() const
{
    const QMutexLocker lock(&m_mutex);
    return int(m_waiting.size());
}

quint64 StoreQueue::bindings() const
{
    const QMutexLocker lock(&m_mutex);
    return m_bindings;
}

quint64 StoreQueue::dropped() const
{
    const QMutexLocker lock(&m_mutex);
    return m_dropped;
}

}
