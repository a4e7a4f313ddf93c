// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace myna::http {

// How many requests are answered: so many at once, so many per second in the long run.
struct Rate
{
    int burst = 60;
    int perSecond = 20; // above 0
};

// Counts requests against a rate. The clock is the caller's and never runs backwards.
class RateLimit
{
public:
    explicit RateLimit(Rate rate);

    // Zero: it may pass. Otherwise how long to wait before the next try.
    [[nodiscard]] std::chrono::milliseconds take(std::chrono::milliseconds now);

private:
    Rate m_rate;
    double m_left;
    std::chrono::milliseconds m_last { 0 };
};

}
