// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectpolicy.h"

#include <algorithm>
#include <utility>

namespace myna::session {

ReconnectPolicy::ReconnectPolicy(ReconnectLimits limits)
    : m_limits(limits)
{
}

std::optional<std::chrono::milliseconds> ReconnectPolicy::next(double random)
{
    if (m_attempt >= m_limits.attempts)
        return std::nullopt;
    // Doubled in floating point: no number of attempts can overflow it, and the longest wait bounds the result.
    auto wait = double(m_limits.first.count());
    for (int i = 0; i < m_attempt && wait < double(m_limits.longest.count()); ++i)
        wait *= 2;
    ++m_attempt;
    const auto longest = double(m_limits.longest.count());
    const double jittered = std::min(wait, longest) * (1 + m_limits.jitter * std::clamp(random, 0.0, 1.0));
    return std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(std::min(jittered, longest)));
}

void ReconnectPolicy::reset()
{
    m_attempt = 0;
}

bool ReconnectPolicy::renew()
{
    return !std::exchange(m_renewed, true);
}

void ReconnectPolicy::beginAnew()
{
    reset();
    m_renewed = false;
}

}
