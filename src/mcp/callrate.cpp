// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/callrate.h"

namespace myna::mcp {

bool CallRate::admit(const QString& caller, int perMinute, std::chrono::milliseconds now)
{
    if (perMinute <= 0)
        return true;
    const QMutexLocker lock(&m_mutex);
    if (now - m_swept >= window) { // who is gone is forgotten
        m_swept = now;
        m_calls.removeIf([now](const auto& entry) { return entry.value().isEmpty() || now - entry.value().last() >= window; });
    }
    auto& calls = m_calls[caller];
    calls.removeIf([now](std::chrono::milliseconds at) { return now - at >= window; });
    if (calls.size() >= perMinute)
        return false;
    calls.append(now);
    return true;
}

}
