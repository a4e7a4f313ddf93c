// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/limitedwait.h"

#include <algorithm>

namespace myna::viewmodels {

LimitedWait::LimitedWait(std::chrono::milliseconds tick, QObject* parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, &LimitedWait::ticked);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        m_tick.stop();
        emit expired();
    });
}

void LimitedWait::start(std::chrono::milliseconds limit, std::chrono::milliseconds usual)
{
    m_usual = usual;
    m_since.start();
    m_limit.start(limit);
    m_tick.start();
}

void LimitedWait::stop()
{
    m_limit.stop();
    m_tick.stop();
}

double LimitedWait::progress() const
{
    if (!isRunning() || m_usual.count() <= 0)
        return 0;
    return std::min(1.0, double(m_since.elapsed()) / double(m_usual.count()));
}

}

#include "moc_limitedwait.cpp"
