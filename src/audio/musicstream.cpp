// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/musicstream.h"

#include <algorithm>

namespace myna::audio {

MusicStream::MusicStream(size_t capacity)
    : m_ring(std::max<size_t>(capacity, 2))
{
}

size_t MusicStream::room() const
{
    const auto waiting = size_t(std::max<qint64>(m_given - m_taken, 0));
    return m_ring.size() - std::min(waiting, m_ring.size());
}

size_t MusicStream::put(std::span<const int16_t> samples)
{
    const size_t count = std::min(samples.size(), room());
    const qint64 given = m_given;
    for (size_t i = 0; i < count; ++i)
        m_ring[(size_t(given) + i) % m_ring.size()] = samples[i];
    m_given = given + qint64(count);
    m_asked = false;
    return count;
}

size_t MusicStream::fill(std::span<int16_t> samples)
{
    const bool complete = m_complete; // before what is there is counted: nothing comes after it
    const qint64 taken = m_taken;
    const auto waiting = size_t(std::max<qint64>(m_given - taken, 0));
    const size_t count = std::min(samples.size(), std::min(waiting, m_ring.size()));
    for (size_t i = 0; i < count; ++i)
        samples[i] = m_ring[(size_t(taken) + i) % m_ring.size()];
    m_taken = taken + qint64(count);
    if (complete) {
        if (waiting == count && !std::exchange(m_over, true))
            emit ended();
    } else if (waiting - count < m_ring.size() / 2 && !m_asked.exchange(true)) {
        emit hungry();
    }
    return count;
}

}

#include "moc_musicstream.cpp"
