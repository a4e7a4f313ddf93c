// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/ratelimit.h"

#include <algorithm>
#include <cmath>

namespace myna::http {

using std::chrono::milliseconds;

RateLimit::RateLimit(Rate rate)
    : m_rate(rate)
    , m_left(rate.burst)
{
}

milliseconds RateLimit::take(milliseconds now)
{
    const double perMs = m_rate.perSecond / 1000.0;
    m_left = std::min<double>(m_rate.burst, m_left + double((now - m_last).count()) * perMs);
    m_last = now;
    if (m_left >= 1) {
        m_left -= 1;
        return milliseconds(0);
    }
    return milliseconds(std::max<qint64>(1, qint64(std::ceil((1 - m_left) / perMs))));
}

}
