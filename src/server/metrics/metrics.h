// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QVector>

namespace myna::server {

// What happened again and again, in milliseconds: since the start, and how the latest were spread.
class Durations
{
public:
    static constexpr qsizetype window = 1024; // the latest ones, of which the percentiles are

    struct Figures
    {
        quint64 count = 0; // since the start
        double sum = 0;
        double mean = 0;
        double minimum = 0;
        double maximum = 0;
        double p50 = 0; // of the window, by nearest rank
        double p95 = 0;
    };

    void add(double ms);
    [[nodiscard]] Figures figures() const;

private:
    QVector<double> m_latest;
    qsizetype m_next = 0;
    quint64 m_count = 0;
    double m_sum = 0;
    double m_minimum = 0;
    double m_maximum = 0;
};

struct Metric
{
    enum class Kind { Gauge, Counter };
    QString name; // as Prometheus wants it: myna_…, counters end in _total
    QString help; // an English sentence
    Kind kind = Kind::Gauge;
    double value = 0;
    QString labels; // name="value",…; empty: none
};

struct Timer
{
    QString name; // myna_…_milliseconds
    QString help;
    Durations::Figures figures;
};

// Everything that is counted, at one moment.
struct MetricsSnapshot
{
    QVector<Metric> metrics; // those of one name beside each other
    QVector<Timer> timers;
};

// The text format 0.0.4 of Prometheus; timers are summaries with the quantiles 0.5 and 0.95.
QByteArray prometheusText(const MetricsSnapshot& snapshot);
// {"counters":{name:value},"gauges":{…},"timers":{name:{count,mean,min,max,p50,p95}}}; labels stay part of the name.
QJsonObject toJson(const MetricsSnapshot& snapshot);

}
