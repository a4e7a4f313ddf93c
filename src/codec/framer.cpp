// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/framer.h"

#include <QtGlobal>

namespace myna::codec {

namespace {

// Room for this many frames is kept for the next chunk; more is given back once it is empty.
constexpr size_t keptFrames = 16;

}

Framer::Framer(int rateHz, int frameSamples)
    : m_rateHz(rateHz)
    , m_frameSamples(frameSamples)
{
    Q_ASSERT(rateHz > 0 && frameSamples > 0);
}

void Framer::put(const PcmFrame& chunk)
{
    Q_ASSERT(chunk.rateHz == m_rateHz);
    // What was taken is dropped in bulk, so that a chunk costs one move of what is left at most.
    m_pending.erase(m_pending.begin(), m_pending.begin() + std::ptrdiff_t(m_read));
    m_read = 0;
    m_pending.insert(m_pending.end(), chunk.samples.begin(), chunk.samples.end());
}

std::optional<PcmFrame> Framer::take()
{
    if (pendingSamples() < m_frameSamples)
        return std::nullopt;
    const auto begin = m_pending.begin() + std::ptrdiff_t(m_read);
    PcmFrame frame { { begin, begin + m_frameSamples }, m_rateHz };
    m_read += size_t(m_frameSamples);
    if (m_read == m_pending.size() && m_pending.capacity() > keptFrames * size_t(m_frameSamples)) { // a whole sentence came at once
        m_pending = std::vector<int16_t>();
        m_read = 0;
    }
    return frame;
}

std::optional<PcmFrame> Framer::takePadded()
{
    if (pendingSamples() == 0)
        return std::nullopt;
    if (pendingSamples() < m_frameSamples)
        m_pending.resize(m_read + size_t(m_frameSamples), 0);
    return take();
}

void Framer::clear()
{
    m_pending.clear();
    m_read = 0;
}

}
