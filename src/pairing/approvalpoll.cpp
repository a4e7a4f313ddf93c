// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/approvalpoll.h"

#include <algorithm>

namespace myna::pairing {

ApprovalPoll::ApprovalPoll(std::chrono::milliseconds rhythm, int attempts)
    : m_rhythm(rhythm)
    , m_attempts(attempts)
{
    m_next.setSingleShot(true);
    m_validity.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, [this] { emit due(m_attempt); });
    connect(&m_validity, &QTimer::timeout, this, &ApprovalPoll::giveUp);
}

void ApprovalPoll::start(std::chrono::milliseconds first, std::chrono::milliseconds validFor)
{
    stop();
    m_attempt = 1;
    m_limit = m_attempts;
    if (validFor.count() > 0) {
        if (m_rhythm.count() > 0)
            m_limit = int(std::min<qint64>(m_attempts, 1 + validFor / m_rhythm));
        m_validity.start(validFor);
    }
    schedule(first);
}

void ApprovalPoll::tryAgain()
{
    if (m_attempt >= m_limit) {
        giveUp();
        return;
    }
    ++m_attempt;
    schedule(m_rhythm);
}

void ApprovalPoll::hurry()
{
    if (m_next.isActive())
        m_next.start(0);
}

void ApprovalPoll::pause()
{
    m_next.stop();
    m_validity.stop();
}

void ApprovalPoll::stop()
{
    pause();
    m_attempt = 0;
    m_limit = 0;
}

void ApprovalPoll::schedule(std::chrono::milliseconds in)
{
    m_next.start(in);
    emit scheduled(m_attempt, m_limit, in);
}

void ApprovalPoll::giveUp()
{
    stop();
    emit usedUp();
}

}

#include "moc_approvalpoll.cpp"
