// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverday.h"

#include "base/nearestrank.h"
#include "viewmodels/devicelistmodel.h"
#include "viewmodels/turnstages.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

constexpr size_t mostOfADay = 5000;

bool isToday(const QDateTime& time)
{
    return time.isValid() && time.toLocalTime().date() == QDate::currentDate();
}

template<typename T>
std::optional<T> p95(std::vector<T> values)
{
    if (values.empty())
        return std::nullopt;
    return nearestRank(values, 0.95);
}

}

void ServerDay::set(const QVector<admin::Turn>& turns)
{
    m_turns.clear();
    for (qsizetype i = turns.size(); i-- > 0;) {
        if (isToday(turns.at(i).time))
            add(turns.at(i));
    }
}

void ServerDay::add(const admin::Turn& turn)
{
    m_turns.push_back(turn);
    m_turns.back().heard.clear();
    m_turns.back().said.clear();
    if (m_turns.size() > mostOfADay)
        m_turns.pop_front();
}

QVector<DayFigure> ServerDay::figures(double memoryBytes) const
{
    const QLocale locale;
    QVector<DayFigure> figures;
    std::vector<qint64> firstSounds;
    std::vector<double> own;
    qint64 turns = 0;
    qint64 frames = 0;
    qint64 late = 0;
    for (const admin::Turn& turn : m_turns) {
        if (!isToday(turn.time))
            continue;
        ++turns;
        frames += turn.frames;
        late += turn.framesLate;
        if (const auto ms = DeviceListModel::firstSoundMs(turn.timeline))
            firstSounds.push_back(*ms);
        if (turn.ownMs)
            own.push_back(*turn.ownMs);
    }
    if (turns > 0)
        figures.append({ tr("Turns today"), locale.toString(turns) });
    if (const auto ms = p95(std::move(firstSounds)))
        figures.append({ tr("To first sound, P95"), durationText(*ms) });
    if (const auto ms = p95(std::move(own)))
        figures.append({ tr("Own overhead, P95"), durationText(qint64(std::llround(*ms))) });
    if (frames > 0)
        figures.append({ tr("Frames late"), tr("%1 %").arg(locale.toString(100.0 * double(late) / double(frames), 'f', 2)) });
    if (memoryBytes > 0)
        figures.append({ tr("Memory"), tr("%1 MB").arg(locale.toString(qint64(std::llround(memoryBytes / 1e6)))) });
    return figures;
}

}
