// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/metrics.h"

#include "base/nearestrank.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 12);
}

QByteArray head(const QString& name, const QString& help, const char* type)
{
    return "# HELP " + name.toUtf8() + ' ' + help.toUtf8() + "\n# TYPE " + name.toUtf8() + ' ' + type + '\n';
}

}

void Durations::add(double ms)
{
    if (m_latest.size() < window)
        m_latest.append(ms);
    else
        m_latest[m_next] = ms;
    m_next = (m_next + 1) % window;
    m_minimum = m_count == 0 ? ms : std::min(m_minimum, ms);
    m_maximum = m_count == 0 ? ms : std::max(m_maximum, ms);
    ++m_count;
    m_sum += ms;
}

Durations::Figures Durations::figures() const
{
    if (m_count == 0)
        return {};
    QVector<double> latest = m_latest;
    return { m_count, m_sum, m_sum / double(m_count), m_minimum, m_maximum, nearestRank(latest, 0.5), nearestRank(latest, 0.95) };
}

QByteArray prometheusText(const MetricsSnapshot& snapshot)
{
    QByteArray text;
    QString last;
    for (const Metric& metric : snapshot.metrics) {
        if (metric.name != last)
            text += head(metric.name, metric.help, metric.kind == Metric::Kind::Gauge ? "gauge" : "counter");
        last = metric.name;
        text += metric.name.toUtf8() + (metric.labels.isEmpty() ? QByteArray() : '{' + metric.labels.toUtf8() + '}') + ' '
            + number(metric.value) + '\n';
    }
    for (const Timer& timer : snapshot.timers) {
        const QByteArray name = timer.name.toUtf8();
        text += head(timer.name, timer.help, "summary");
        if (timer.figures.count > 0) {
            text += name + "{quantile=\"0.5\"} " + number(timer.figures.p50) + '\n';
            text += name + "{quantile=\"0.95\"} " + number(timer.figures.p95) + '\n';
        }
        text += name + "_sum " + number(timer.figures.sum) + '\n' + name + "_count " + number(double(timer.figures.count)) + '\n';
    }
    return text;
}

QJsonObject toJson(const MetricsSnapshot& snapshot)
{
    QJsonObject counters;
    QJsonObject gauges;
    for (const Metric& metric : snapshot.metrics) {
        const QString name = metric.labels.isEmpty() ? metric.name : metric.name + u'{' + metric.labels + u'}';
        (metric.kind == Metric::Kind::Gauge ? gauges : counters).insert(name, metric.value);
    }
    QJsonObject timers;
    for (const Timer& timer : snapshot.timers) {
        const Durations::Figures& f = timer.figures;
        timers.insert(timer.name,
            QJsonObject { { u"count"_s, double(f.count) }, { u"mean"_s, f.mean }, { u"min"_s, f.minimum }, { u"max"_s, f.maximum },
                { u"p50"_s, f.p50 }, { u"p95"_s, f.p95 } });
    }
    return { { u"counters"_s, counters }, { u"gauges"_s, gauges }, { u"timers"_s, timers } };
}

}
