// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QPointF>
#include <QVector>

namespace myna::viewmodels {

// What a sensor measured in the last 24 hours, one value a minute at most; in memory only.
class ReadingHistory
{
public:
    static constexpr int hours = 24;
    static constexpr qsizetype most = 24 * 60;

    void add(double value, const QDateTime& when);
    [[nodiscard]] const QVector<QPointF>& points() const { return m_points; } // x in seconds since 1970, rising
    [[nodiscard]] bool isEmpty() const { return m_points.isEmpty(); }

private:
    QVector<QPointF> m_points;
};

}
