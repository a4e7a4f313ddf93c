// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/levelcheck.h"

#include "viewmodels/statisticsfigures.h"

#include <algorithm>

namespace myna::viewmodels {

namespace {
constexpr qsizetype enough = 12; // levels with voice: a bit more than half a second
constexpr qsizetype kept = 30; // so that speaking up, or moving back, shows soon
constexpr qsizetype clippings = 3;
}

void LevelCheck::add(float rms)
{
    const double level = dbfs(double(rms));
    if (level < voiceDbfs)
        return;
    m_voice.append(level);
    if (m_voice.size() > kept)
        m_voice.removeFirst();
}

double LevelCheck::typicalDbfs() const
{
    if (m_voice.isEmpty())
        return silenceDbfs;
    QVector<double> sorted = m_voice;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

LevelCheck::Verdict LevelCheck::verdict() const
{
    if (std::count_if(m_voice.cbegin(), m_voice.cend(), [](double level) { return level > clippingDbfs; }) >= clippings)
        return Verdict::Loud;
    if (m_voice.size() < enough)
        return Verdict::Waiting;
    const double typical = typicalDbfs();
    return typical < quietDbfs ? Verdict::Quiet : typical > loudDbfs ? Verdict::Loud : Verdict::Good;
}

}
