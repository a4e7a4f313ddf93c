// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/pacer.h"

#include <algorithm>

namespace myna::server {

Pacer::Pacer(EnginePool* workers, PacerLimits limits, QObject* parent)
    : QObject(parent)
    , m_plan(limits)
    , m_line(workers)
{
    connect(&m_line, &EncodingLine::ready, this, &Pacer::put);
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Pacer::advance);
}

void Pacer::push(codec::PcmFrame frame)
{
    m_finishing = false;
    m_line.setDeadline(m_plan.queuedMs());
    m_line.put(std::move(frame));
}

void Pacer::push(PacedItem item)
{
    m_finishing = false;
    m_line.put(std::move(item));
}

void Pacer::put(const std::vector<PacedItem>& items)
{
    for (const PacedItem& item : items)
        m_plan.push(item);
    m_line.setDeadline(m_plan.queuedMs());
    if (m_finishing && m_line.isEmpty())
        m_plan.finish();
    if (!m_timer.isActive()) // otherwise these wait behind others
        advance();
}

void Pacer::finish()
{
    m_finishing = true;
    if (!m_line.isEmpty())
        return;
    m_plan.finish();
    if (!m_timer.isActive())
        advance();
}

void Pacer::clear()
{
    m_plan.clear();
    m_line.clear();
    m_timer.stop();
    m_finishing = false;
    ++m_clearings;
}

void Pacer::advance()
{
    if (m_advancing) // a receiver of ours pushed: the loop below sees it
        return;
    m_advancing = true;
    bool wasDrained = false;
    PacerPlan::Step step;
    do {
        const quint64 clearings = m_clearings;
        step = m_plan.advance(m_clock.elapsed());
        for (const PacedItem& item : step.due) {
            if (clearings != m_clearings) // a receiver of ours interrupted
                break;
            if (const auto* packet = std::get_if<QByteArray>(&item))
                emit packetDue(*packet);
            else
                emit messageDue(std::get<protocol::Body>(item));
        }
        // A receiver of ours may have ended the speech just now, and this is not the last look.
        wasDrained = clearings == m_clearings && (wasDrained || step.drained);
        if (!step.due.empty() && queuedMs() < lowWaterMs)
            emit ranLow();
    } while (!step.due.empty());
    m_advancing = false;
    if (step.wakeAtMs)
        m_timer.start(int(std::max<qint64>(0, *step.wakeAtMs - m_clock.elapsed())));
    if (wasDrained) {
        m_line.rest();
        emit drained();
    }
}

}

#include "moc_pacer.cpp"
