// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QDeadlineTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace myna {

// What is worth keeping for a while: bounded in bytes, what was not used for longest goes first, and nothing is older than its life. Any
// one thread.
template<typename Key, typename Value>
class TtlCache
{
public:
    using Clock = std::function<std::chrono::milliseconds()>; // rises, whatever the time of day does
    static constexpr std::chrono::milliseconds forEver { 0 };

    // `life`: of everything that is not set with one of its own.
    explicit TtlCache(qint64 maxBytes, std::chrono::milliseconds life = forEver, Clock clock = {})
        : m_clock(clock ? std::move(clock) : Clock(&TtlCache::steady))
        , m_life(life)
        , m_entries(maxBytes)
    {
    }

    [[nodiscard]] std::optional<Value> get(const Key& key)
    {
        const Entry* const entry = m_entries.object(key);
        if (!entry)
            return std::nullopt;
        if (entry->until && m_clock() >= *entry->until) {
            m_entries.remove(key);
            return std::nullopt;
        }
        return entry->value;
    }
    // `bytes`: what it takes with its key. False, and nothing is kept or lost: it alone is more than all may be.
    bool set(const Key& key, Value value, qint64 bytes) { return set(key, std::move(value), bytes, m_life); }
    bool set(const Key& key, Value value, qint64 bytes, std::chrono::milliseconds life)
    {
        if (bytes > m_entries.maxCost())
            return false;
        auto until = life == forEver ? std::nullopt : std::optional(m_clock() + life);
        return m_entries.insert(key, new Entry { std::move(value), until }, bytes); // the cache owns it
    }
    void remove(const Key& key) { m_entries.remove(key); }
    void clear() { m_entries.clear(); }

    [[nodiscard]] qint64 bytes() const { return m_entries.totalCost(); }
    [[nodiscard]] qsizetype count() const { return m_entries.count(); } // those whose life is over included, until somebody asks for them

private:
    struct Entry
    {
        Value value;
        std::optional<std::chrono::milliseconds> until;
    };
    static std::chrono::milliseconds steady() { return std::chrono::milliseconds(QDeadlineTimer::current().deadline()); }

    Clock m_clock;
    std::chrono::milliseconds m_life;
    QCache<Key, Entry> m_entries;
};

}
