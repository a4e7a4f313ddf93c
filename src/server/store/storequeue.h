// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/store.h"

#include <QMutex>

#include <array>
#include <deque>

namespace myna::server {

// What may be lost when the database is away for long. Bindings never are: there is at most one for each device and code.
enum class WriteKind { Binding, Turn, Audit, Other };

struct StoreWrite
{
    WriteKind kind = WriteKind::Other;
    QString key; // not empty: a later one with the same key makes this one needless, and comes after what was written between
    std::function<Result<>(Store&)> work;
};

// What waits to be written, oldest first. Any thread.
class StoreQueue
{
public:
    static constexpr int mostOfAKind = 2000;

    // True when nothing waited: somebody has to be woken.
    bool add(StoreWrite write);
    std::deque<StoreWrite> take(int most);
    void putBack(std::deque<StoreWrite> writes); // before everything else, unless something newer replaces it

    [[nodiscard]] int size() const;
    [[nodiscard]] quint64 bindings() const; // added since the start; who reads the store knows with it whether that is still the newest
    [[nodiscard]] quint64 dropped() const; // turns, audit and others; since the start

private:
    void bound(WriteKind kind);

    mutable QMutex m_mutex;
    std::deque<StoreWrite> m_waiting;
    std::array<int, 4> m_counts {}; // by kind
    quint64 m_dropped = 0;
    quint64 m_bindings = 0;
};

}
