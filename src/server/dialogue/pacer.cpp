// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/pacer.h"

#include <algorithm>

namespace myna::server {

Pacer::Pacer(PacerLimits limits, QObject* parent)
    : QObject(parent)
    , m_plan(limits)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Pacer::advance);
}

void Pacer::push(PacedItem item)
{
    m_plan.push(std::move(item));
    if (!m_timer.isActive()) // otherwise this waits behind others
        advance();
}

void Pacer::finish()
{
    m_plan.finish();
    if (!m_timer.isActive())
        advance();
}

void Pacer::clear()
{
    m_plan.clear();
    m_timer.stop();
    ++m_clearings;
}

void Pacer::advance()
{
    if (m_advancing) // a receiver of ours pushed: the loop below sees it
        return;
    m_advancing = true;
    const quint64 clearings = m_clearings;
    PacerPlan::Step step;
    do {
        step = m_plan.advance(m_clock.elapsed());
        for (const PacedItem& item : step.due) {
            if (clearings != m_clearings) // a receiver of ours interrupted
                break;
            if (const auto* frame = std::get_if<codec::PcmFrame>(&item))
                emit soundDue(*frame);
            else
                emit messageDue(std::get<protocol::Body>(item));
        }
        if (!step.due.empty() && m_plan.queuedMs() < lowWaterMs)
            emit ranLow();
    } while (!step.due.empty());
    m_advancing = false;
    if (step.wakeAtMs)
        m_timer.start(int(std::max<qint64>(0, *step.wakeAtMs - m_clock.elapsed())));
    if (step.drained)
        emit drained();
}

}
