// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/statisticsviewmodel.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

constexpr double megabyte = 1e6;

// A level that is nothing at all is a gap in the curve, not a line at the bottom.
double levelOrGap(float rms)
{
    return rms > 0 ? dbfs(double(rms)) : std::numeric_limits<double>::quiet_NaN();
}

double knownOrGap(double value)
{
    return value != 0 ? value : std::numeric_limits<double>::quiet_NaN();
}

}

StatisticsViewModel::StatisticsViewModel(QObject* parent)
    : StatisticsViewModel([timer =
                                  [] {
                                      QElapsedTimer started;
                                      started.start();
                                      return started;
                                  }()] { return timer.elapsed(); },
        parent)
{
}

StatisticsViewModel::StatisticsViewModel(Clock clock, QObject* parent)
    : QObject(parent)
    , m_clock(std::move(clock))
    , m_begin(m_clock())
{
}

double StatisticsViewModel::nowSeconds() const
{
    return double(m_clock() - m_begin) / 1000;
}

QString StatisticsViewModel::microphone() const
{
    return deviceText(m_measured.audio ? m_measured.audio->inputName : QString());
}

QString StatisticsViewModel::microphoneRate() const
{
    return rateText(m_measured.audio ? m_measured.audio->inputRateHz : 0);
}

QString StatisticsViewModel::loudspeaker() const
{
    return deviceText(m_measured.audio ? m_measured.audio->outputName : QString());
}

QString StatisticsViewModel::loudspeakerRate() const
{
    return rateText(m_measured.audio ? m_measured.audio->outputRateHz : 0);
}

QString StatisticsViewModel::turnsText() const
{
    if (m_turns.isEmpty())
        return {};
    QVector<int> whole;
    for (const TurnParts& turn : m_turns)
        whole << turn.wholeMs();
    std::sort(whole.begin(), whole.end());
    const QLocale locale;
    return tr("typical %1 ms · longest %2 ms").arg(locale.toString(whole[whole.size() / 2]), locale.toString(whole.last()));
}

void StatisticsViewModel::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    // What happened meanwhile was not seen: no rate can be told from it.
    m_lastLink.reset();
    m_measured.rates.reset();
    emit watchedChanged(watched);
}

Result<> StatisticsViewModel::exportTo(const QString& path) const
{
    ExportFacts facts;
    facts.microphone = u"%1, %2 Hz"_s.arg(microphone()).arg(m_measured.audio ? m_measured.audio->inputRateHz : 0);
    facts.loudspeaker = u"%1, %2 Hz"_s.arg(loudspeaker()).arg(m_measured.audio ? m_measured.audio->outputRateHz : 0);
    facts.nowSeconds = nowSeconds();
    return writeStatistics(path, facts, m_history, m_turns);
}

void StatisticsViewModel::audioMeasured(const audio::AudioStatistics& statistics)
{
    const double at = nowSeconds();
    m_measured.audio = statistics;
    const audio::AudioCounters& counters = statistics.counters;
    m_spoken = m_spoken || counters.framesCaptured > 0 || counters.packetsPlayed > 0;
    m_history.add(Series::Microphone, at, levelOrGap(statistics.inputLevel));
    m_history.add(Series::Sent, at, levelOrGap(statistics.processedLevel));
    m_history.add(Series::Loudspeaker, at, levelOrGap(statistics.outputLevel));
    m_history.add(Series::Noise, at, statistics.noiseDbfs > silenceDbfs ? statistics.noiseDbfs : levelOrGap(0));
    m_history.add(Series::EchoLoss, at, knownOrGap(statistics.echoLossDb));
    m_history.add(Series::EchoReduction, at, knownOrGap(statistics.echoReductionDb));
    m_history.add(Series::EchoDelay, at, statistics.echoDelayMs >= 0 ? statistics.echoDelayMs : levelOrGap(0));
    m_history.add(Series::JitterTarget, at, statistics.jitterTargetMs);
    m_history.add(Series::Jitter, at, statistics.jitterMs);
    m_history.add(Series::Buffered, at, statistics.bufferedMs);
    m_history.add(Series::Concealed, at, statistics.concealedRatio * 100);
    m_history.add(Series::Late, at, double(counters.packetsLate));
    m_history.add(Series::Underruns, at, double(counters.underruns));
    emit changed();
}

void StatisticsViewModel::linkMeasured(const session::SessionCounters& counters)
{
    const double at = nowSeconds();
    m_measured.link = counters;
    rate(counters.link);
    m_history.add(Series::RoundTrip, at,
        counters.link.roundTripMs >= 0 ? double(counters.link.roundTripMs) : std::numeric_limits<double>::quiet_NaN());
    m_history.add(Series::Dropped, at, double(counters.link.framesDropped));
    m_history.add(Series::Reconnects, at, counters.reconnects);
    if (m_measured.rates) {
        m_history.add(Series::BitsUp, at, m_measured.rates->kbitUp);
        m_history.add(Series::BitsDown, at, m_measured.rates->kbitDown);
        m_history.add(Series::PacketsUp, at, m_measured.rates->packetsUp);
        m_history.add(Series::PacketsDown, at, m_measured.rates->packetsDown);
    }
    emit changed();
}

void StatisticsViewModel::rate(const transport::TransportCounters& link)
{
    const LinkSample now { nowSeconds(), link };
    const std::optional<LinkSample> before = std::exchange(m_lastLink, now);
    // Counters that fell belong to another session object.
    const bool comparable = before && now.seconds > before->seconds && link.bytesSent >= before->link.bytesSent
        && link.bytesReceived >= before->link.bytesReceived && link.framesSent >= before->link.framesSent
        && link.framesReceived >= before->link.framesReceived;
    if (!comparable) {
        m_measured.rates.reset();
        return;
    }
    const double seconds = now.seconds - before->seconds;
    const auto perSecond = [seconds](quint64 later, quint64 earlier) { return double(later - earlier) / seconds; };
    constexpr double kbitOfByte = 8 / 1000.0;
    m_measured.rates = LinkRates { perSecond(link.bytesSent, before->link.bytesSent) * kbitOfByte,
        perSecond(link.bytesReceived, before->link.bytesReceived) * kbitOfByte, perSecond(link.framesSent, before->link.framesSent),
        perSecond(link.framesReceived, before->link.framesReceived) };
}

void StatisticsViewModel::processMeasured(double cpuPercent, qint64 residentBytes)
{
    m_measured.load = ProcessLoad { cpuPercent, residentBytes };
    m_history.add(Series::Cpu, nowSeconds(), cpuPercent);
    m_history.add(Series::Memory, nowSeconds(), double(residentBytes) / megabyte);
    emit changed();
}

void StatisticsViewModel::timelineMeasured(TurnId /*turn*/, const protocol::Timeline& timeline)
{
    const TurnParts parts = partsOf(timeline);
    if (parts.wholeMs() <= 0)
        return;
    m_spoken = true;
    m_turns.append(parts);
    if (m_turns.size() > keptTurns)
        m_turns.removeFirst();
    emit turnsChanged();
}

}

#include "moc_statisticsviewmodel.cpp"
