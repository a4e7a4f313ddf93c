// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/qtwalltimer.h"

#include <algorithm>
#include <chrono>

namespace myna::tools {

namespace {
// An alarm may be so late after the machine woke up, or the clock was set.
constexpr qint64 longestWaitMs = 60000;
}

QtWallTimer::QtWallTimer(QObject* parent)
    : WallTimer(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &QtWallTimer::look);
}

void QtWallTimer::arm(const QDateTime& due)
{
    m_due = due;
    const qint64 wait = std::clamp<qint64>(QDateTime::currentDateTimeUtc().msecsTo(due), 0, longestWaitMs);
    m_timer.start(std::chrono::milliseconds(wait));
}

void QtWallTimer::look()
{
    if (QDateTime::currentDateTimeUtc() >= m_due)
        emit reached();
    else
        arm(m_due);
}

}

#include "moc_qtwalltimer.cpp"
