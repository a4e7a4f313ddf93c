// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/statistics.h"
#include "session/voicesession.h"
#include "viewmodels/history.h"
#include "viewmodels/tone.h"

#include <optional>

namespace myna::viewmodels {

// From the difference of two counts.
struct LinkRates
{
    double kbitUp = 0; // kbit/s
    double kbitDown = 0;
    double packetsUp = 0; // packets/s
    double packetsDown = 0;
    bool operator==(const LinkRates&) const = default;
};

struct ProcessLoad
{
    double cpuPercent = 0; // 100 is one whole core
    qint64 residentBytes = 0;
    bool operator==(const ProcessLoad&) const = default;
};

// The newest of everything that is measured; what nobody has measured yet is absent.
struct Measured
{
    std::optional<audio::AudioStatistics> audio;
    std::optional<session::SessionCounters> link;
    std::optional<LinkRates> rates;
    std::optional<ProcessLoad> load;
};

// One figure in words: "Delay", "142 ms", what it means and what is good.
struct Figure
{
    QString name;
    QString value; // an en dash while it is not known
    QString meaning;
    Tone tone = Tone::Neutral; // Warning and Bad: worth a look
    std::optional<Series> curve; // drawn in the plot of its group
    bool operator==(const Figure&) const = default;
};

enum class FigureGroup { Levels, Echo, Jitter, Network, Program };
inline constexpr int figureGroups = int(FigureGroup::Program) + 1;

QString groupTitle(FigureGroup group);
QString plotUnit(FigureGroup group); // of the curves: "dBFS"; not translated
QVector<Figure> figuresOf(FigureGroup group, const Measured& measured);

QString deviceText(const QString& name); // or that none is in use
QString rateText(int rateHz); // "44.1 kHz"; empty: not known

// RMS 0–1 as dBFS, never below `silenceDbfs`.
inline constexpr double silenceDbfs = -96;
double dbfs(double rms);

}
