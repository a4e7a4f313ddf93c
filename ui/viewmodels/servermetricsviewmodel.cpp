// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/servermetricsviewmodel.h"

#include "viewmodels/turnstages.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::Metrics;

namespace {

constexpr double minute = 60;

std::optional<double> numberIn(const QMap<QString, double>& numbers, QLatin1String name)
{
    const auto found = numbers.find(QString(name));
    return found == numbers.end() ? std::nullopt : std::optional(*found);
}

std::optional<double> p95In(const Metrics& metrics, QLatin1String name)
{
    const auto found = metrics.timers.find(QString(name));
    return found == metrics.timers.end() || found->count == 0 ? std::nullopt : std::optional(found->p95);
}

std::optional<double> memoryIn(const Metrics& metrics)
{
    return numberIn(metrics.gauges, "myna_resident_bytes"_L1);
}

// Of all pools; each has its name behind that of the figure.
std::optional<double> queueIn(const Metrics& metrics)
{
    std::optional<double> queued;
    for (auto it = metrics.gauges.begin(); it != metrics.gauges.end(); ++it) {
        if (it.key().startsWith("myna_pool_queued"_L1))
            queued = queued.value_or(0) + it.value();
    }
    return queued;
}

QString figure(double value)
{
    return QLocale().toString(value, 'f', std::abs(value) < 10 && value != std::round(value) ? 2 : 0);
}

}

ServerMetricsViewModel::ServerMetricsViewModel(AdminLink& link, QObject* parent)
    : ServerMetricsViewModel(link, {}, parent)
{
}

ServerMetricsViewModel::ServerMetricsViewModel(AdminLink& link, Clock clock, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_clock(std::move(clock))
{
    if (!m_clock) {
        const auto timer = std::make_shared<QElapsedTimer>();
        timer->start();
        m_clock = [timer] { return double(timer->elapsed()) / 1000; };
    }
    connect(&link, &AdminLink::stateChanged, this, [this] {
        if (m_link.state() == AdminLink::State::Connected)
            reload();
        if (m_link.state() != AdminLink::State::Off)
            return;
        m_latest = {};
        m_points = {};
        m_turnCounts.clear();
        m_hasAny = false;
        emit changed();
    });
    connect(&link, &AdminLink::happened, this, [this](const QString& event, const QJsonValue& data) {
        if (event == u"metrics")
            addMetrics(admin::metricsFrom(data.toObject()));
    });
}

QString ServerMetricsViewModel::title(Curve curve)
{
    switch (curve) {
    case Curve::Sessions:
        return tr("Connected devices");
    case Curve::TurnsPerMinute:
        return tr("Turns in a minute");
    case Curve::FirstSound:
        return tr("To first sound, P95");
    case Curve::Overhead:
        return tr("Own overhead, P95");
    case Curve::Memory:
        return tr("Memory");
    case Curve::Queue:
        return tr("Waiting for engines");
    }
    return {};
}

QString ServerMetricsViewModel::valueText(Curve curve) const
{
    const QVector<QPointF>& line = points(curve);
    if (line.isEmpty())
        return u"—"_s;
    const double value = line.last().y();
    switch (curve) {
    case Curve::FirstSound:
        return durationText(qint64(std::llround(value * 1000)));
    case Curve::Overhead:
        return value < 10 ? tr("%1 ms").arg(figure(value)) : durationText(qint64(std::llround(value)));
    case Curve::Memory:
        return tr("%1 MB").arg(figure(value));
    case Curve::Sessions:
    case Curve::TurnsPerMinute:
    case Curve::Queue:
        return figure(value);
    }
    return {};
}

QVector<ServerMetricsViewModel::Row> ServerMetricsViewModel::table() const
{
    QVector<Row> rows;
    for (const auto* numbers : { &m_latest.gauges, &m_latest.counters }) {
        for (auto it = numbers->begin(); it != numbers->end(); ++it)
            rows.append({ it.key(), figure(it.value()) });
    }
    for (auto it = m_latest.timers.begin(); it != m_latest.timers.end(); ++it) {
        if (it->count > 0)
            rows.append({ it.key(),
                tr("%n time(s)", nullptr, int(std::min<qint64>(it->count, INT_MAX))) + u" · "_s
                    + tr("mean %1 ms · P95 %2 ms · longest %3 ms").arg(figure(it->mean), figure(it->p95), figure(it->max)) });
    }
    std::ranges::sort(rows, {}, &Row::name);
    return rows;
}

double ServerMetricsViewModel::memory() const
{
    return memoryIn(m_latest).value_or(0);
}

void ServerMetricsViewModel::reload()
{
    m_link.client().get(u"/admin/metrics"_s, {}, this, [this](const AdminAnswer& answer) {
        if (answer.ok) {
            addMetrics(admin::metricsFrom(answer.data.toObject()));
            return;
        }
        m_trouble = answer.status == 404 ? tr("This server does not tell how it does. It may be an older version.") : answer.error.text;
        emit changed();
    });
}

void ServerMetricsViewModel::addMetrics(const Metrics& metrics)
{
    m_latest = metrics;
    m_hasAny = true;
    m_trouble.clear();
    take(Curve::Sessions, numberIn(metrics.gauges, "myna_sessions"_L1));
    take(Curve::TurnsPerMinute, turnsPerMinute());
    const auto firstSound = p95In(metrics, "myna_turn_first_sound_milliseconds"_L1);
    take(Curve::FirstSound, firstSound ? std::optional(*firstSound / 1000) : std::nullopt);
    take(Curve::Overhead, p95In(metrics, "myna_turn_own_milliseconds"_L1));
    const auto bytes = memoryIn(metrics);
    take(Curve::Memory, bytes ? std::optional(*bytes / 1e6) : std::nullopt);
    take(Curve::Queue, queueIn(metrics));
    emit changed();
}

std::optional<double> ServerMetricsViewModel::turnsPerMinute()
{
    const auto count = numberIn(m_latest.counters, "myna_turns_total"_L1);
    if (!count)
        return std::nullopt;
    const double now = m_clock();
    if (!m_turnCounts.isEmpty() && m_turnCounts.last().y() > *count)
        m_turnCounts.clear(); // it was started again
    m_turnCounts.append({ now, *count });
    while (m_turnCounts.size() > 1 && m_turnCounts.at(1).x() <= now - minute)
        m_turnCounts.removeFirst();
    return *count - m_turnCounts.first().y();
}

void ServerMetricsViewModel::take(Curve curve, std::optional<double> value)
{
    QVector<QPointF>& line = m_points[size_t(curve)];
    const double now = m_clock();
    while (!line.isEmpty() && line.first().x() < now - keptSeconds)
        line.removeFirst();
    if (value && std::isfinite(*value))
        line.append({ now, *value });
}

}

#include "moc_servermetricsviewmodel.cpp"
