// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/statisticsfigures.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

// What is still good, and from where on something is wrong.
constexpr double goodEchoReductionDb = 10;
constexpr double loudNoiseDbfs = -45;
constexpr int longJitterMs = 120;
constexpr double audiblePercent = 1;
constexpr double annoyingPercent = 5;
constexpr qint64 slowRoundTripMs = 300;
constexpr double busyCpuPercent = 50;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::StatisticsFigures)
};

const QString unknown = u"–"_s;

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString withUnit(double value, int decimals, QLatin1StringView unit)
{
    // Neither the sign nor the unit may be parted from the number.
    QString text = number(value, decimals);
    if (text.startsWith(u'-'))
        text[0] = QChar(0x2212);
    return text + QChar(0x00a0) + unit;
}

QString count(quint64 value)
{
    return QLocale().toString(value);
}

QString perSecond(double kbit, double packets)
{
    return Words::tr("%1 · %2/s", "bit rate, packets").arg(withUnit(kbit, kbit < 10 ? 1 : 0, "kbit/s"_L1), number(packets, 0));
}

QVector<Figure> levels(const std::optional<audio::AudioStatistics>& s)
{
    const auto level = [&](float audio::AudioStatistics::*part) {
        return s ? (s.value().*part > 0 ? withUnit(dbfs(double(s.value().*part)), 0, "dBFS"_L1) : Words::tr("silent")) : unknown;
    };
    const bool noisy = s && s->noiseDbfs > loudNoiseDbfs;
    return {
        { Words::tr("Microphone"), level(&audio::AudioStatistics::inputLevel),
            Words::tr("How loud the microphone is before Myna works on it. While you speak, −40 to −12 dBFS is good."), Tone::Neutral,
            Series::Microphone },
        { Words::tr("Sent"), level(&audio::AudioStatistics::processedLevel),
            Words::tr(
                "The same after echo, noise and gain were dealt with: what the server hears. While you speak, −30 to −12 dBFS is good."),
            Tone::Neutral, Series::Sent },
        { Words::tr("Loudspeaker"), level(&audio::AudioStatistics::outputLevel), Words::tr("How loud Myna plays right now."), Tone::Neutral,
            Series::Loudspeaker },
        { Words::tr("Noise floor"), s && s->noiseDbfs > silenceDbfs ? withUnit(s->noiseDbfs, 0, "dBFS"_L1) : unknown,
            Words::tr("How loud the room is while nobody speaks. Below −50 dBFS is good."), noisy ? Tone::Warning : Tone::Neutral,
            Series::Noise },
    };
}

QVector<Figure> echo(const std::optional<audio::AudioStatistics>& s)
{
    const bool known = s && s->cancelsEcho;
    const bool loss = s && s->echoLossDb != 0;
    const bool reduced = known && s->echoReductionDb != 0;
    const bool weak = reduced && s->echoReductionDb < goodEchoReductionDb;
    return {
        { Words::tr("Echo loss in the room"), loss ? withUnit(s->echoLossDb, 0, "dB"_L1) : unknown,
            Words::tr("How much quieter Myna's own voice comes back to the microphone. More is better; a headset gives 40 dB and more."),
            Tone::Neutral, Series::EchoLoss },
        { Words::tr("Removed by Myna"),
            reduced                    ? withUnit(s->echoReductionDb, 0, "dB"_L1)
                : s && s->isEchoFree   ? Words::tr("by the sound system")
                : s && !s->cancelsEcho ? Words::tr("off")
                                       : unknown,
            Words::tr("What the echo cancellation takes away on top of that. 10 dB and more is good."),
            weak ? Tone::Warning : Tone::Neutral, Series::EchoReduction },
        { Words::tr("Delay"), s && s->echoDelayMs >= 0 ? withUnit(s->echoDelayMs, 0, "ms"_L1) : unknown,
            Words::tr("From playing a sound to hearing it again. Any value is fine as long as it stays the same."), Tone::Neutral, {} },
    };
}

QVector<Figure> jitter(const std::optional<audio::AudioStatistics>& s)
{
    const double concealed = s ? s->concealedRatio * 100 : 0;
    const Tone holes = concealed >= annoyingPercent ? Tone::Bad : concealed >= audiblePercent ? Tone::Warning : Tone::Neutral;
    const auto ms = [&](int audio::AudioStatistics::*part) { return s ? withUnit(s.value().*part, 0, "ms"_L1) : unknown; };
    return {
        { Words::tr("Kept waiting"), ms(&audio::AudioStatistics::jitterTargetMs),
            Words::tr("How much sound Myna collects before it starts to speak. It follows the network: less is quicker, more is safer."),
            Tone::Neutral, Series::JitterTarget },
        { Words::tr("Measured jitter"), ms(&audio::AudioStatistics::jitterMs),
            Words::tr("How unevenly the sound arrives. Below 40 ms is good."),
            s && s->jitterMs > longJitterMs ? Tone::Warning : Tone::Neutral, Series::Jitter },
        { Words::tr("Waiting now"), ms(&audio::AudioStatistics::bufferedMs),
            Words::tr("Sound that has arrived and is not played yet. Servers often send ahead, so this may be seconds."), Tone::Neutral,
            {} },
        { Words::tr("Filled in"), s ? withUnit(concealed, 1, "%"_L1) : unknown,
            Words::tr("Speech that was lost on the way and guessed from what was around it. Below 1 % nobody hears it."), holes, {} },
        { Words::tr("Late · ran dry"), s ? u"%1 · %2"_s.arg(count(s->counters.packetsLate), count(s->counters.underruns)) : unknown,
            Words::tr("Packets that came after their time, and how often the loudspeaker had nothing to play in the middle of speech."),
            Tone::Neutral, {} },
    };
}

QVector<Figure> network(const Measured& m)
{
    const auto& link = m.link;
    const bool timed = link && link->link.roundTripMs >= 0;
    const bool slow = timed && link->link.roundTripMs > slowRoundTripMs;
    const bool dropped = link && link->link.framesDropped > 0;
    return {
        { Words::tr("Round trip"), timed ? withUnit(double(link->link.roundTripMs), 0, "ms"_L1) : unknown,
            Words::tr("To the server and back. Below 150 ms a conversation feels immediate."), slow ? Tone::Warning : Tone::Neutral, {} },
        { Words::tr("Up"), m.rates ? perSecond(m.rates->kbitUp, m.rates->packetsUp) : unknown,
            Words::tr("What goes to the server, and how many packets of sound. It is zero while Myna does not listen."), Tone::Neutral,
            Series::BitsUp },
        { Words::tr("Down"), m.rates ? perSecond(m.rates->kbitDown, m.rates->packetsDown) : unknown,
            Words::tr("What comes from the server, and how many packets of sound."), Tone::Neutral, Series::BitsDown },
        { Words::tr("Reconnects"), link ? count(quint64(link->reconnects)) : unknown,
            Words::tr("How often the connection had to be made again since Myna was started. 0 is best."), Tone::Neutral, {} },
        { Words::tr("Not sent"), link ? count(link->link.framesDropped) : unknown,
            Words::tr("Pieces of your voice that were dropped because the network was too slow. 0 is best."),
            dropped ? Tone::Warning : Tone::Neutral, {} },
    };
}

QVector<Figure> program(const std::optional<ProcessLoad>& load)
{
    constexpr double megabyte = 1e6;
    return {
        { Words::tr("Processor"), load ? withUnit(load->cpuPercent, load->cpuPercent < 10 ? 1 : 0, "%"_L1) : unknown,
            Words::tr("100 % is one whole core. In a conversation a few per cent are usual."),
            load && load->cpuPercent > busyCpuPercent ? Tone::Warning : Tone::Neutral, Series::Cpu },
        { Words::tr("Memory"), load ? withUnit(double(load->residentBytes) / megabyte, 0, "MB"_L1) : unknown,
            Words::tr("What Myna keeps in memory, with everything it shares with other programs."), Tone::Neutral, {} },
    };
}

}

double dbfs(double rms)
{
    return rms > 0 ? std::max(silenceDbfs, 20 * std::log10(rms)) : silenceDbfs;
}

QString deviceText(const QString& name)
{
    return name.isEmpty() ? Words::tr("not in use") : name;
}

QString rateText(int rateHz)
{
    if (rateHz <= 0)
        return {};
    return withUnit(rateHz / 1000.0, rateHz % 1000 == 0 ? 0 : 1, "kHz"_L1);
}

QString groupTitle(FigureGroup group)
{
    switch (group) {
    case FigureGroup::Levels:
        return Words::tr("Loudness");
    case FigureGroup::Echo:
        return Words::tr("Echo");
    case FigureGroup::Jitter:
        return Words::tr("Arrival of the sound");
    case FigureGroup::Network:
        return Words::tr("Network");
    case FigureGroup::Program:
        return Words::tr("Program");
    }
    return {};
}

QString plotUnit(FigureGroup group)
{
    switch (group) {
    case FigureGroup::Levels:
        return u"dBFS"_s;
    case FigureGroup::Echo:
        return u"dB"_s;
    case FigureGroup::Jitter:
        return u"ms"_s;
    case FigureGroup::Network:
        return u"kbit/s"_s;
    case FigureGroup::Program:
        return u"%"_s;
    }
    return {};
}

QVector<Figure> figuresOf(FigureGroup group, const Measured& measured)
{
    switch (group) {
    case FigureGroup::Levels:
        return levels(measured.audio);
    case FigureGroup::Echo:
        return echo(measured.audio);
    case FigureGroup::Jitter:
        return jitter(measured.audio);
    case FigureGroup::Network:
        return network(measured);
    case FigureGroup::Program:
        return program(measured.load);
    }
    return {};
}

}
