// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/history.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

QString seriesKey(Series series)
{
    switch (series) {
    case Series::Microphone:
        return u"microphone_dbfs"_s;
    case Series::Sent:
        return u"sent_dbfs"_s;
    case Series::Loudspeaker:
        return u"loudspeaker_dbfs"_s;
    case Series::Noise:
        return u"noise_dbfs"_s;
    case Series::EchoLoss:
        return u"echo_loss_db"_s;
    case Series::EchoReduction:
        return u"echo_reduction_db"_s;
    case Series::EchoDelay:
        return u"echo_delay_ms"_s;
    case Series::JitterTarget:
        return u"jitter_target_ms"_s;
    case Series::Jitter:
        return u"jitter_ms"_s;
    case Series::Buffered:
        return u"buffered_ms"_s;
    case Series::Concealed:
        return u"concealed_percent"_s;
    case Series::Late:
        return u"late_packets"_s;
    case Series::Underruns:
        return u"underruns"_s;
    case Series::RoundTrip:
        return u"round_trip_ms"_s;
    case Series::BitsUp:
        return u"up_kbit_s"_s;
    case Series::BitsDown:
        return u"down_kbit_s"_s;
    case Series::PacketsUp:
        return u"up_packets_s"_s;
    case Series::PacketsDown:
        return u"down_packets_s"_s;
    case Series::Dropped:
        return u"dropped_frames"_s;
    case Series::Reconnects:
        return u"reconnects"_s;
    case Series::Cpu:
        return u"cpu_percent"_s;
    case Series::Memory:
        return u"memory_mb"_s;
    }
    return {};
}

void History::add(Series series, double seconds, double value)
{
    if (!std::isfinite(value))
        return;
    QVector<QPointF>& points = m_points[size_t(series)];
    points.append({ seconds, value });
    const auto kept
        = std::find_if(points.cbegin(), points.cend(), [seconds](const QPointF& point) { return point.x() >= seconds - keptSeconds; });
    const auto tooOld = std::max<qsizetype>(kept - points.cbegin(), points.size() - keptPoints);
    if (tooOld > 0)
        points.remove(0, tooOld);
}

bool History::isEmpty() const
{
    return std::all_of(m_points.cbegin(), m_points.cend(), [](const QVector<QPointF>& points) { return points.isEmpty(); });
}

}
