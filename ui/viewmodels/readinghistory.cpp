// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/readinghistory.h"

#include <cmath>

namespace myna::viewmodels {

namespace {
constexpr double minute = 60;
}

void ReadingHistory::add(double value, const QDateTime& when)
{
    const double now = double(when.toMSecsSinceEpoch()) / 1000.0;
    if (!std::isfinite(value))
        return;
    // A clock that was wrong and is set back: what it said until then cannot be placed.
    while (!m_points.isEmpty() && m_points.last().x() > now)
        m_points.removeLast();
    // The newest value is always there; of a busy minute only the last stays.
    if (m_points.size() > 1 && now - m_points.at(m_points.size() - 2).x() < minute)
        m_points.last() = { now, value };
    else
        m_points.append({ now, value });
    qsizetype old = std::max<qsizetype>(0, m_points.size() - most);
    while (old < m_points.size() && m_points.at(old).x() < now - hours * 60 * minute)
        ++old;
    m_points.remove(0, old);
}

}
