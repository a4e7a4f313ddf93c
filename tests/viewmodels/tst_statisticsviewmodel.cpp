// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/statisticsviewmodel.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::viewmodels;
using myna::Error;
using myna::TurnId;
using myna::audio::AudioStatistics;
using myna::protocol::Timeline;
using myna::session::SessionCounters;

namespace {

AudioStatistics speaking()
{
    AudioStatistics s;
    s.inputName = u"Desk mic"_s;
    s.inputRateHz = 44100;
    s.outputName = u"Monitor"_s;
    s.outputRateHz = 48000;
    s.inputLevel = 0.01F; // −40 dBFS
    s.processedLevel = 0.1F; // −20 dBFS
    s.noiseDbfs = -58;
    s.cancelsEcho = true;
    s.echoReductionDb = 22;
    s.echoDelayMs = 142;
    s.jitterTargetMs = 80;
    s.concealedRatio = 0.002;
    s.counters.framesCaptured = 12;
    return s;
}

SessionCounters link(quint64 sent, quint64 received, quint64 framesSent = 0, quint64 framesReceived = 0)
{
    SessionCounters counters;
    counters.link.bytesSent = sent;
    counters.link.bytesReceived = received;
    counters.link.framesSent = framesSent;
    counters.link.framesReceived = framesReceived;
    return counters;
}

Timeline answeredAfter(int ms)
{
    Timeline line;
    line.recognised = ms / 2;
    line.firstPacket = ms;
    return line;
}

QString value(const StatisticsViewModel& model, FigureGroup group, const QString& name)
{
    for (const Figure& figure : model.figures(group)) {
        if (figure.name == name)
            return figure.value;
    }
    return u"there is no %1"_s.arg(name);
}

}

class TstStatisticsViewModel : public myna::test::TestCase
{
    Q_OBJECT

    qint64 m_now = 5000; // ms
    StatisticsViewModel::Clock clock()
    {
        return [this] { return m_now; };
    }

private slots:
    void init() { m_now = 5000; }

    void nothingIsMeasuredUnwatched()
    {
        StatisticsViewModel model(clock(), nullptr);
        QSignalSpy watched(&model, &StatisticsViewModel::watchedChanged);
        QVERIFY(!model.isWatched());
        model.setWatched(false);
        QCOMPARE(watched.size(), 0);
        model.setWatched(true);
        model.setWatched(true);
        model.setWatched(false);
        QCOMPARE(watched.size(), 2);
        QCOMPARE(watched[0][0].toBool(), true);
        QCOMPARE(watched[1][0].toBool(), false);
    }

    void figuresAppearOnceSomebodyTalked()
    {
        StatisticsViewModel model(clock(), nullptr);
        QVERIFY(!model.hasFigures());
        QVERIFY(!model.microphone().isEmpty());
        QVERIFY(model.microphoneRate().isEmpty());
        model.audioMeasured({});
        model.processMeasured(3, 60'000'000);
        QVERIFY(!model.hasFigures());
        model.audioMeasured(speaking());
        QVERIFY(model.hasFigures());
        QCOMPARE(model.microphone(), u"Desk mic"_s);
        QCOMPARE(model.microphoneRate(), u"44.1\u00a0kHz"_s);
        QCOMPARE(model.loudspeakerRate(), u"48\u00a0kHz"_s);
        QCOMPARE(value(model, FigureGroup::Levels, u"Microphone"_s), u"\u221240\u00a0dBFS"_s);
        QCOMPARE(value(model, FigureGroup::Levels, u"Sent"_s), u"\u221220\u00a0dBFS"_s);
        QCOMPARE(value(model, FigureGroup::Levels, u"Loudspeaker"_s), u"silent"_s);
        QCOMPARE(value(model, FigureGroup::Echo, u"Delay"_s), u"142\u00a0ms"_s);
        QCOMPARE(value(model, FigureGroup::Jitter, u"Filled in"_s), u"0.2\u00a0%"_s);
        QCOMPARE(value(model, FigureGroup::Program, u"Memory"_s), u"60\u00a0MB"_s);
    }

    void everyFigureSaysWhatItMeansAndUnknownIsNotZero()
    {
        const StatisticsViewModel model(clock(), nullptr);
        int figures = 0;
        for (int group = 0; group < figureGroups; ++group) {
            QVERIFY(!groupTitle(FigureGroup(group)).isEmpty());
            QVERIFY(!plotUnit(FigureGroup(group)).isEmpty());
            for (const Figure& figure : model.figures(FigureGroup(group))) {
                QVERIFY(!figure.name.isEmpty());
                QVERIFY2(figure.meaning.size() > 20, qPrintable(figure.name));
                QCOMPARE(figure.value, u"–"_s);
                ++figures;
            }
        }
        QVERIFY(figures >= 15);
    }

    void whatIsWrongIsMarked()
    {
        StatisticsViewModel model(clock(), nullptr);
        AudioStatistics bad = speaking();
        bad.concealedRatio = 0.08;
        bad.echoReductionDb = 3;
        bad.noiseDbfs = -30;
        model.audioMeasured(bad);
        const auto tone = [&](FigureGroup group, const QString& name) {
            for (const Figure& figure : model.figures(group)) {
                if (figure.name == name)
                    return figure.tone;
            }
            return Tone::Busy;
        };
        QCOMPARE(tone(FigureGroup::Jitter, u"Filled in"_s), Tone::Bad);
        QCOMPARE(tone(FigureGroup::Echo, u"Removed by Myna"_s), Tone::Warning);
        QCOMPARE(tone(FigureGroup::Levels, u"Noise floor"_s), Tone::Warning);
        model.audioMeasured(speaking());
        QCOMPARE(tone(FigureGroup::Jitter, u"Filled in"_s), Tone::Neutral);
        QCOMPARE(tone(FigureGroup::Echo, u"Removed by Myna"_s), Tone::Neutral);
    }

    void ratesComeFromDifferences()
    {
        StatisticsViewModel model(clock(), nullptr);
        model.setWatched(true);
        model.linkMeasured(link(1000, 1000));
        QCOMPARE(value(model, FigureGroup::Network, u"Up"_s), u"–"_s);
        m_now += 2000;
        model.linkMeasured(link(1000 + 6000, 1000 + 8000, 34, 30));
        QCOMPARE(value(model, FigureGroup::Network, u"Up"_s), u"24\u00a0kbit/s · 17/s"_s);
        QCOMPARE(value(model, FigureGroup::Network, u"Down"_s), u"32\u00a0kbit/s · 15/s"_s);
        QCOMPARE(model.history().points(Series::BitsUp).size(), 1);
        QCOMPARE(model.history().points(Series::BitsUp)[0].y(), 24.0);
        // A new session object counts from zero, and hidden time has no rate.
        m_now += 1000;
        model.linkMeasured(link(10, 10));
        QCOMPARE(value(model, FigureGroup::Network, u"Up"_s), u"–"_s);
        m_now += 1000;
        model.setWatched(false);
        model.setWatched(true);
        model.linkMeasured(link(90000, 90000));
        QCOMPARE(value(model, FigureGroup::Network, u"Up"_s), u"–"_s);
        QCOMPARE(model.history().points(Series::BitsUp).size(), 1);
    }

    void historyIsBoundedByAgeAndNumber()
    {
        StatisticsViewModel model(clock(), nullptr);
        for (int i = 0; i < 400 * 4; ++i) {
            m_now += 250;
            model.audioMeasured(speaking());
        }
        const auto& points = model.history().points(Series::Sent);
        QVERIFY(points.size() <= 1201);
        QVERIFY(points.size() >= 1199);
        QCOMPARE(points.last().x(), 400.0);
        QVERIFY(points.first().x() >= 400.0 - History::keptSeconds);
        for (int i = 0; i < 2 * History::keptPoints; ++i)
            model.audioMeasured(speaking()); // the clock stands still
        QCOMPARE(model.history().points(Series::Sent).size(), qsizetype(History::keptPoints));
    }

    void unknownAndSilentAreGaps()
    {
        StatisticsViewModel model(clock(), nullptr);
        model.audioMeasured({});
        QVERIFY(model.history().points(Series::Microphone).isEmpty());
        QVERIFY(model.history().points(Series::EchoLoss).isEmpty());
        QVERIFY(model.history().points(Series::Noise).isEmpty());
        QVERIFY(model.history().points(Series::EchoDelay).isEmpty());
        QCOMPARE(model.history().points(Series::JitterTarget).size(), 1);
    }

    void turnsAreKeptAndSummedUp()
    {
        StatisticsViewModel model(clock(), nullptr);
        QSignalSpy changed(&model, &StatisticsViewModel::turnsChanged);
        QVERIFY(model.turnsText().isEmpty());
        model.timelineMeasured(TurnId { 1 }, {}); // interrupted before anything came
        QCOMPARE(changed.size(), 0);
        for (int i = 1; i <= 25; ++i)
            model.timelineMeasured(TurnId { quint64(i) }, answeredAfter(100 * i));
        QCOMPARE(model.turns().size(), qsizetype(StatisticsViewModel::keptTurns));
        QCOMPARE(model.turns().last().wholeMs(), 2500);
        QVERIFY(model.turnsText().contains(u"2,500"_s));
        QVERIFY(model.turnsText().contains(u"1,600"_s));
        QVERIFY(model.hasFigures());
    }

    void theTableComesBackAsItWasMeasured()
    {
        QTemporaryDir dir;
        StatisticsViewModel model(clock(), nullptr);
        AudioStatistics odd = speaking();
        odd.inputName = u"Mic\n2, \"left\""_s;
        model.audioMeasured(odd);
        m_now += 1000;
        model.processMeasured(7.5, 61'500'000);
        model.timelineMeasured(TurnId { 1 }, answeredAfter(300));
        m_now += 1000;
        const QString path = dir.filePath(u"figures.csv"_s);
        QVERIFY(model.exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList facts;
        QList<QByteArray> header;
        QVector<QList<QByteArray>> rows;
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith('#'))
                facts << QString::fromUtf8(line);
            else if (header.isEmpty())
                header = line.split(',');
            else if (!line.isEmpty())
                rows << line.split(',');
        }
        QCOMPARE(header.size(), 1 + seriesCount);
        QCOMPARE(header[0], QByteArray("time_s"));
        QVERIFY(header.contains("echo_delay_ms"));
        QVERIFY(header.contains("up_kbit_s"));
        QCOMPARE(rows.size(), 2);
        for (const auto& row : rows)
            QCOMPARE(row.size(), header.size());
        const auto cell = [&](int row, const char* column) { return rows[row][header.indexOf(column)]; };
        QCOMPARE(cell(0, "time_s").toDouble(), -2.0);
        QCOMPARE(cell(0, "echo_delay_ms").toInt(), 142);
        QVERIFY(qAbs(cell(0, "microphone_dbfs").toDouble() + 40) < 0.01);
        QVERIFY(cell(0, "cpu_percent").isEmpty());
        QCOMPARE(cell(1, "time_s").toDouble(), -1.0);
        QCOMPARE(cell(1, "cpu_percent").toDouble(), 7.5);
        QCOMPARE(cell(1, "memory_mb").toDouble(), 61.5);
        const QString all = facts.join(u'\n');
        QVERIFY(all.contains(QStringLiteral(MYNA_VERSION)));
        QVERIFY(all.contains(QSysInfo::prettyProductName()));
        QVERIFY(all.contains(u"Mic 2, \"left\""_s)); // on one line
        QVERIFY(all.contains(u"heard_ms=150"_s));
    }

    void jsonHoldsTheSame()
    {
        QTemporaryDir dir;
        StatisticsViewModel model(clock(), nullptr);
        model.audioMeasured(speaking());
        m_now += 500;
        const QString path = dir.filePath(u"figures.JSON"_s);
        QVERIFY(model.exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject whole = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(whole[u"version"_s].toString(), QStringLiteral(MYNA_VERSION));
        QCOMPARE(whole[u"microphone"_s].toString(), u"Desk mic, 44100 Hz"_s);
        const QJsonArray delay = whole[u"series"_s][u"echo_delay_ms"_s].toArray();
        QCOMPARE(delay.size(), 1);
        QCOMPARE(delay[0][0].toDouble(), -0.5);
        QCOMPARE(delay[0][1].toDouble(), 142.0);
        QVERIFY(!whole[u"series"_s].toObject().contains(u"up_kbit_s"_s)); // nobody measured it
    }

    void whatCannotBeWrittenIsSaid()
    {
        QTemporaryDir dir;
        StatisticsViewModel model(clock(), nullptr);
        const auto wrongName = model.exportTo(dir.filePath(u"figures.txt"_s));
        QVERIFY(!wrongName);
        QCOMPARE(wrongName.error().code, Error::Code::Invalid);
        QVERIFY(wrongName.error().text.contains(u".csv"_s));
        const auto noFolder = model.exportTo(dir.filePath(u"nowhere/figures.csv"_s));
        QVERIFY(!noFolder);
        QCOMPARE(noFolder.error().code, Error::Code::Unavailable);
        QVERIFY(noFolder.error().text.contains(u"figures.csv"_s));
    }
};

QTEST_GUILESS_MAIN(TstStatisticsViewModel)
#include "tst_statisticsviewmodel.moc"
