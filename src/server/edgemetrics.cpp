// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgemetrics.h"

#include "base/processusage.h"
#include "server/turnreportjson.h"

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds metricsEvery { 1 };

class Rows
{
public:
    explicit Rows(MetricsSnapshot& snapshot)
        : m_snapshot(snapshot)
    {
    }
    void gauge(const QString& name, const QString& help, double value, const QString& labels = {})
    {
        m_snapshot.metrics.append({ u"myna_"_s + name, help, Metric::Kind::Gauge, value, labels });
    }
    void counter(const QString& name, const QString& help, quint64 value, const QString& labels = {})
    {
        m_snapshot.metrics.append({ u"myna_"_s + name + u"_total"_s, help, Metric::Kind::Counter, double(value), labels });
    }

private:
    MetricsSnapshot& m_snapshot;
};

void addDoors(Rows& rows, const EdgeParts& p)
{
    const EdgeCounters& c = p.counters;
    const LoadGauge::Figures load = p.sessions.load().figures();
    const ProcessUsage usage = processUsage();
    rows.gauge(u"uptime_seconds"_s, u"Seconds since the server started."_s, double(p.uptime.elapsed() / 1000));
    rows.gauge(u"resident_bytes"_s, u"Memory of the whole program."_s, double(usage.residentBytes));
    rows.counter(u"cpu_milliseconds"_s, u"Processor time of the whole program."_s, quint64(usage.cpuSeconds * 1000));
    rows.gauge(u"connections"_s, u"Open connections, HTTP and sessions."_s, p.budget.used());
    rows.gauge(u"sessions"_s, u"Connected devices."_s, p.sessions.count());
    rows.gauge(u"devices_bound"_s, u"Devices bound to this server."_s, double(p.registry->all().size()));
    rows.gauge(u"devices_waiting"_s, u"Devices that wait for approval."_s, double(p.activation->pending().size()));
    rows.gauge(u"live_listeners"_s, u"Programs of the owner that listen."_s, p.live.listeners());
    rows.gauge(u"turns_now"_s, u"Questions being answered."_s, load.turns);
    rows.gauge(u"lateness_milliseconds"_s, u"How late the latest network thread is."_s, double(load.latenessMs));
    rows.counter(u"http_answers"_s, u"HTTP requests answered."_s, c.httpAnswers);
    rows.counter(u"http_errors"_s, u"HTTP requests answered with an error."_s, c.httpErrors);
    rows.counter(u"connections_turned_away"_s, u"Connections above the limit."_s, c.turnedAway);
    rows.counter(u"sessions_started"_s, u"Sessions begun."_s, c.sessionsStarted);
    rows.counter(u"sessions_closed"_s, u"Sessions ended."_s, c.sessionsClosed);
    rows.counter(u"sessions_refused"_s, u"Sessions refused."_s, c.sessionsRefused);
    rows.counter(u"sessions_shed"_s, u"Sessions closed at once because there were too many."_s, load.shedConnections);
    rows.counter(u"busy_answers"_s, u"Questions answered with being busy."_s, load.busyAnswers);
    rows.counter(u"activation_codes"_s, u"Activation codes offered."_s, c.codesOffered);
    rows.counter(u"devices_bound"_s, u"Devices bound since the start."_s, c.devicesBound);
    rows.counter(u"suspicious_addresses"_s, u"Addresses that connected too often within a minute."_s, quint64(p.admission.suspicious()));
    rows.counter(u"peers_refused"_s, u"Connections from networks that may not, or from addresses shut out."_s, c.peersRefused);
    rows.counter(u"offences"_s, u"What devices did wrong."_s, c.offences);
    rows.counter(u"turns"_s, u"Questions answered."_s, c.turns);
}

void addStore(Rows& rows, const EdgeParts& p)
{
    const StoreHealth store = p.store->health();
    rows.gauge(u"store_reachable"_s, u"Whether the database answers."_s, store.reachable ? 1 : 0);
    rows.gauge(u"store_waiting"_s, u"Changes that are not in the database yet."_s, double(store.waiting));
    rows.counter(u"store_dropped"_s, u"Turns and records given up while the database was away."_s, quint64(store.dropped));
}

void addPools(Rows& rows, const EdgeParts& p)
{
    QVector<PoolFigures> pools = p.engines.pools();
    pools.append(p.sessions.encoders().figures(u"encoders"_s));
    const auto label = [](const PoolFigures& pool) { return u"pool=\"%1\""_s.arg(pool.name); };
    for (const PoolFigures& pool : std::as_const(pools))
        rows.gauge(u"pool_queued"_s, u"Jobs of a pool that run or wait."_s, pool.queued, label(pool));
    for (const PoolFigures& pool : std::as_const(pools))
        rows.counter(u"pool_dropped"_s, u"Jobs a pool did not take."_s, pool.dropped, label(pool));
}

void addEngines(Rows& rows, const EdgeParts& p)
{
    const QVector<EngineRow> engines = p.engines.rows();
    const auto label = [](const EngineRow& row) {
        QString name = row.name;
        name.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u"\\n"_s);
        return u"kind=\"%1\",engine=\"%2\""_s.arg(nameOf(row.kind), name);
    };
    for (const EngineRow& row : engines)
        rows.counter(u"engine_calls"_s, u"Questions to an engine."_s, quint64(row.figures.calls), label(row));
    for (const EngineRow& row : engines)
        rows.counter(u"engine_failures"_s, u"Questions an engine did not answer."_s, quint64(row.figures.failures), label(row));
    for (const EngineRow& row : engines)
        rows.gauge(u"engine_resting"_s, u"Whether an engine rests after failures."_s, row.figures.state == EngineState::Resting ? 1 : 0,
            label(row));
}

}

MetricsSnapshot metricsOf(const EdgeParts& parts)
{
    MetricsSnapshot snapshot;
    Rows rows(snapshot);
    addDoors(rows, parts);
    addStore(rows, parts);
    addPools(rows, parts);
    addEngines(rows, parts);
    parts.turnMetrics.appendTo(snapshot);
    return snapshot;
}

QStringList troublesOf(const EdgeParts& parts)
{
    QStringList troubles;
    if (!parts.store->health().reachable)
        troubles << u"The server's database does not answer; what changes is kept in memory."_s;
    if (parts.emergencyStop)
        troubles << u"The owner stopped every conversation."_s;
    if (parts.engines.isCrowded())
        troubles << u"The engines have more to do than they get done."_s;
    if (parts.sessions.load().figures().memoryShort)
        troubles << u"The program holds more memory than server.limits.memory_megabytes allows; new questions are turned down."_s;
    for (const EngineKind kind : { EngineKind::Recogniser, EngineKind::Chat, EngineKind::Synthesiser }) {
        int selected = 0;
        int well = 0;
        for (const EngineRow& row : parts.engines.rows()) {
            if (row.kind != kind || row.selected == 0)
                continue;
            ++selected;
            well += row.figures.state == EngineState::Resting || row.figures.state == EngineState::Failed ? 0 : 1;
        }
        if (selected > 0 && well == 0)
            troubles << u"No selected engine of the kind %1 answers."_s.arg(nameOf(kind));
    }
    return troubles;
}

void connectMetrics(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    QObject::connect(&p->metricsTimer, &QTimer::timeout, &edge, [p] { p->live.publish(u"metrics"_s, toJson(metricsOf(*p))); });
    QObject::connect(&p->live, &LiveFeed::listenersChanged, &p->metricsTimer, [p](int count) {
        if (count == 0)
            p->metricsTimer.stop();
        else if (!p->metricsTimer.isActive())
            p->metricsTimer.start(metricsEvery);
    });
}

}
