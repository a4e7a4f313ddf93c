// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/sceneclock.h"

#include <algorithm>
#include <utility>

namespace myna::things {

SceneClock::SceneClock(Scenes& scenes, QObject* parent)
    : SceneClock(scenes, Timing {}, parent)
{
}

SceneClock::SceneClock(Scenes& scenes, Timing timing, QObject* parent)
    : QObject(parent)
    , m_scenes(scenes)
    , m_timing(std::move(timing))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SceneClock::look);
    connect(&scenes, &Scenes::changed, this, [this] {
        if (!m_from.isValid())
            return;
        m_from = std::max(m_from, m_timing.now()); // a time that was chosen now has missed nothing
        m_scenes.setLookedAfter(m_from);
        arm();
    });
}

void SceneClock::start()
{
    const QDateTime kept = m_scenes.lookedAfter();
    m_from = kept.isValid() ? kept.toLocalTime() : m_timing.now();
    look();
}

void SceneClock::look()
{
    const QDateTime now = m_timing.now();
    const QDateTime from = m_from;
    m_from = std::max(from, now); // a clock that was set back makes nothing run twice
    QVector<QString> dueNow;
    bool happened = false;
    for (const Scene& scene : m_scenes.all()) {
        std::optional<QDateTime> last;
        // Of a whole holiday only the last time is told.
        for (auto next = nextRun(scene.time, std::max(from, now.addDays(-8))); next && *next <= now; next = nextRun(scene.time, *next))
            last = next;
        happened = happened || last;
        if (last && last->secsTo(now) <= m_timing.grace.count())
            dueNow << scene.id;
        else if (last)
            emit missed(scene.name, *last);
    }
    if (happened)
        m_scenes.setLookedAfter(m_from);
    for (const QString& id : std::as_const(dueNow))
        emit due(id);
    arm();
}

void SceneClock::arm()
{
    if (!m_from.isValid())
        return;
    const QDateTime now = m_timing.now();
    std::optional<QDateTime> first;
    for (const Scene& scene : m_scenes.all()) {
        const std::optional<QDateTime> next = nextRun(scene.time, std::max(m_from, now));
        if (next && (!first || *next < *first))
            first = next;
    }
    m_timer.stop();
    if (first)
        m_timer.start(std::clamp<std::chrono::milliseconds>(
            std::chrono::milliseconds(now.msecsTo(*first)), std::chrono::milliseconds(1), m_timing.lookAhead));
}

}

#include "moc_sceneclock.cpp"
