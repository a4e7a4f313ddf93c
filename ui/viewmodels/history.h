// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <QVector>

#include <array>

namespace myna::viewmodels {

// What is measured over time. The order is the order of the columns in an export.
enum class Series {
    Microphone, // dBFS
    Sent, // dBFS
    Loudspeaker, // dBFS
    Noise, // dBFS
    EchoLoss, // dB
    EchoReduction, // dB
    EchoDelay, // ms
    JitterTarget, // ms
    Jitter, // ms
    Buffered, // ms
    Concealed, // %
    Late, // packets since the start
    Underruns, // since the start
    RoundTrip, // ms
    BitsUp, // kbit/s
    BitsDown, // kbit/s
    PacketsUp, // packets/s
    PacketsDown, // packets/s
    Dropped, // frames since the start
    Reconnects, // since the start
    Cpu, // %
    Memory, // MB
};
inline constexpr int seriesCount = int(Series::Memory) + 1;

// For files and programs: "microphone_dbfs". Never translated.
QString seriesKey(Series series);

// The measured values of the last minutes, each with its time. Bounded by age and, against a clock that stands still, by number.
class History final
{
public:
    static constexpr double keptSeconds = 300;
    static constexpr int keptPoints = 2400; // of one series: twice what four a second give

    // x: seconds since the beginning, not falling; y: the value. What is not a number is a gap and is left out.
    void add(Series series, double seconds, double value);
    [[nodiscard]] const QVector<QPointF>& points(Series series) const { return m_points[size_t(series)]; }
    [[nodiscard]] bool isEmpty() const;

private:
    std::array<QVector<QPointF>, seriesCount> m_points;
};

}
