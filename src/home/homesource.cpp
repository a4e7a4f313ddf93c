// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/homesource.h"

#include <algorithm>

namespace myna::home {

void HomeSource::setState(LinkState state, const Error& error)
{
    if (m_state == state && m_error == error)
        return;
    m_state = state;
    m_error = error;
    emit changed();
}

Backoff::Backoff(const HomeTiming& timing)
    : m_first(timing.firstWait)
    , m_longest(timing.longestWait)
    , m_wait(timing.firstWait)
{
}

std::chrono::milliseconds Backoff::next()
{
    const auto wait = m_wait;
    m_wait = std::min(m_wait * 2, m_longest);
    return wait;
}

void Backoff::reset()
{
    m_wait = m_first;
}

}

#include "moc_homesource.cpp"
