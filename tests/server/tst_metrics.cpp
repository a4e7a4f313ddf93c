// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/metrics.h"
#include "server/metrics/turnmetrics.h"
#include "support/testcase.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

class TstMetrics final : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void nothingYetIsZero();
    void percentilesAreByNearestRank();
    void percentilesForgetSumsDoNot();
    void prometheusReadsEveryLine();
    void aTurnIsCountedOnce();
};

void TstMetrics::nothingYetIsZero()
{
    const Durations none;
    QCOMPARE(none.figures().count, quint64(0));
    QCOMPARE(none.figures().p95, 0.0);
}

void TstMetrics::percentilesAreByNearestRank()
{
    Durations durations;
    for (int ms = 100; ms >= 1; --ms)
        durations.add(ms);
    const Durations::Figures f = durations.figures();
    QCOMPARE(f.count, quint64(100));
    QCOMPARE(f.mean, 50.5);
    QCOMPARE(f.minimum, 1.0);
    QCOMPARE(f.maximum, 100.0);
    QCOMPARE(f.p50, 50.0);
    QCOMPARE(f.p95, 95.0);
    Durations one;
    one.add(7);
    QCOMPARE(one.figures().p50, 7.0);
    QCOMPARE(one.figures().p95, 7.0);
}

void TstMetrics::percentilesForgetSumsDoNot()
{
    Durations durations;
    durations.add(100000);
    for (qsizetype i = 0; i < Durations::window; ++i)
        durations.add(1);
    QCOMPARE(durations.figures().p95, 1.0);
    QCOMPARE(durations.figures().maximum, 100000.0);
    QCOMPARE(durations.figures().count, quint64(Durations::window + 1));
}

void TstMetrics::prometheusReadsEveryLine()
{
    MetricsSnapshot snapshot;
    snapshot.metrics = { { u"myna_a"_s, u"A."_s, Metric::Kind::Gauge, 1.5, {} },
        { u"myna_b_total"_s, u"B."_s, Metric::Kind::Counter, 3, u"pool=\"x\""_s },
        { u"myna_b_total"_s, u"B."_s, Metric::Kind::Counter, 4, u"pool=\"y\""_s } };
    Durations durations;
    durations.add(2);
    snapshot.timers = { { u"myna_t_milliseconds"_s, u"T."_s, durations.figures() }, { u"myna_u_milliseconds"_s, u"U."_s, {} } };
    const QString text = QString::fromUtf8(prometheusText(snapshot));
    static const QRegularExpression line(
        u"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\\})? -?[0-9.e+]+)$"_s);
    for (const QString& each : text.chopped(1).split(u'\n'))
        QVERIFY2(line.match(each).hasMatch(), qPrintable(each));
    QCOMPARE(text.count(u"# TYPE myna_b_total counter"_s), 1);
    QVERIFY(text.contains(u"\nmyna_b_total{pool=\"y\"} 4\n"_s));
    QVERIFY(text.contains(u"# TYPE myna_t_milliseconds summary\nmyna_t_milliseconds{quantile=\"0.5\"} 2\n"_s));
    QVERIFY(text.contains(u"\nmyna_u_milliseconds_count 0\n"_s));
    QVERIFY(!text.contains(u"myna_u_milliseconds{"_s)); // of nothing there is no median
    const QJsonObject json = toJson(snapshot);
    QCOMPARE(json["gauges"_L1]["myna_a"_L1].toDouble(), 1.5);
    QCOMPARE(json["counters"_L1]["myna_b_total{pool=\"x\"}"_L1].toDouble(), 3.0);
    QCOMPARE(json["timers"_L1]["myna_t_milliseconds"_L1]["p95"_L1].toDouble(), 2.0);
}

void TstMetrics::aTurnIsCountedOnce()
{
    TurnMetrics metrics;
    TurnReport report;
    report.timeline.firstPacket = 700;
    report.ownUs = 2500;
    report.tools = { { u"lamp"_s, 12, true }, { u"door"_s, 3, false } };
    report.failure = u"The lamp did not answer."_s;
    report.framesSent = 30;
    report.framesLate = 1;
    metrics.add(report);
    MetricsSnapshot snapshot;
    metrics.appendTo(snapshot);
    const QJsonObject json = toJson(snapshot);
    const QJsonObject counters = json["counters"_L1].toObject();
    QCOMPARE(counters["myna_turn_failures_total"_L1].toInt(), 1);
    QCOMPARE(counters["myna_turns_interrupted_total"_L1].toInt(), 0);
    QCOMPARE(counters["myna_tool_calls_total"_L1].toInt(), 2);
    QCOMPARE(counters["myna_tool_failures_total"_L1].toInt(), 1);
    QCOMPARE(counters["myna_frames_late_total"_L1].toInt(), 1);
    const QJsonObject timers = json["timers"_L1].toObject();
    QCOMPARE(timers["myna_turn_first_sound_milliseconds"_L1]["p50"_L1].toDouble(), 700.0);
    QCOMPARE(timers["myna_turn_own_milliseconds"_L1]["p50"_L1].toDouble(), 2.5);
    QCOMPARE(timers["myna_turn_recognised_milliseconds"_L1]["count"_L1].toInt(), 0); // it was typed
}

QTEST_GUILESS_MAIN(TstMetrics)
#include "tst_metrics.moc"
