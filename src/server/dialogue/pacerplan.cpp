// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/pacerplan.h"

#include <algorithm>

namespace myna::server {

PacerPlan::PacerPlan(PacerLimits limits)
    : m_limits(limits)
{
    m_limits.ahead = std::clamp(m_limits.ahead, 1, m_limits.deviceQueue);
}

void PacerPlan::push(PacedItem item)
{
    Waiting waiting;
    if (auto* const packet = std::get_if<QByteArray>(&item)) {
        waiting.packet = std::move(*packet);
        ++m_queuedSounds;
    } else {
        waiting.message = std::make_unique<protocol::Body>(std::move(std::get<protocol::Body>(item)));
    }
    m_items.push_back(std::move(waiting));
    m_finished = false;
}

void PacerPlan::finish()
{
    m_finished = true;
}

void PacerPlan::clear()
{
    m_items.clear();
    m_queuedSounds = 0;
    m_sent = 0;
    m_finished = false;
}

// The first packets go at once; after that one for each that the device has played.
qint64 PacerPlan::dueAt() const
{
    return m_sent < m_limits.ahead ? m_startMs : m_startMs + qint64(m_sent - m_limits.ahead + 1) * m_limits.frameMs;
}

PacerPlan::Step PacerPlan::advance(qint64 nowMs)
{
    Step step;
    while (!m_items.empty()) {
        Waiting& next = m_items.front();
        if (!next.message) {
            if (m_sent == 0 || nowMs >= playedOutAt()) { // the device is silent: a new run begins
                m_startMs = nowMs;
                m_sent = 0;
            }
            if (dueAt() > nowMs) {
                step.wakeAtMs = dueAt();
                return step;
            }
            m_late += nowMs - dueAt() > lateMs;
            ++m_sent;
            --m_queuedSounds;
        }
        if (next.message)
            step.due.emplace_back(std::move(*next.message));
        else
            step.due.emplace_back(std::move(next.packet));
        m_items.pop_front();
    }
    if (!m_finished)
        return step;
    const qint64 silentAt = m_sent == 0 ? nowMs : playedOutAt() + m_limits.tailMs;
    if (nowMs < silentAt) {
        step.wakeAtMs = silentAt;
        return step;
    }
    step.drained = true;
    m_finished = false;
    m_sent = 0;
    return step;
}

int PacerPlan::modelledQueue(qint64 nowMs) const
{
    if (m_sent == 0)
        return 0;
    const qint64 played = (nowMs - m_startMs) / m_limits.frameMs;
    return int(std::max<qint64>(0, m_sent - played));
}

}
