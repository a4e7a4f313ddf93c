// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

namespace myna::http {

// How many connections there may be at once, over all ports and threads. Each holds a Place and gives it back by destroying it.
class Budget
{
public:
    class Place
    {
    public:
        explicit Place(std::shared_ptr<std::atomic<int>> used)
            : m_used(std::move(used))
        {
        }
        Place(Place&&) noexcept = default;
        Place& operator=(Place&& other) noexcept
        {
            std::swap(m_used, other.m_used);
            return *this;
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place()
        {
            if (m_used)
                --*m_used;
        }

    private:
        std::shared_ptr<std::atomic<int>> m_used;
    };

    explicit Budget(int limit)
        : m_limit(limit)
        , m_used(std::make_shared<std::atomic<int>>(0))
    {
    }

    [[nodiscard]] std::optional<Place> take() const
    {
        if (++*m_used > m_limit) {
            --*m_used;
            return std::nullopt;
        }
        return Place(m_used);
    }
    [[nodiscard]] int used() const { return *m_used; }

private:
    int m_limit;
    std::shared_ptr<std::atomic<int>> m_used;
};

}
