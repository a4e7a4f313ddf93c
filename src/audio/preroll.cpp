// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/preroll.h"

#include "codec/speechcodec.h"

#include <algorithm>

namespace myna::audio {

namespace {
// Twelve times as quick as the live encoder's, and a wake phrase is not music.
constexpr int quickComplexity = 0;
}

PreRoll::PreRoll(int lengthMs)
    : m_ring(size_t(std::max(0, lengthMs)) * (rateHz / 1000))
{
}

void PreRoll::put(const codec::PcmFrame& sound)
{
    if (sound.rateHz != rateHz || m_ring.empty())
        return;
    for (const int16_t sample : sound.samples) {
        m_ring[m_next] = sample;
        m_next = (m_next + 1) % m_ring.size();
    }
    m_held = std::min(m_ring.size(), m_held + sound.samples.size());
}

void PreRoll::clear()
{
    m_held = 0;
}

codec::PcmFrame PreRoll::take()
{
    codec::PcmFrame sound { std::vector<int16_t>(m_held), rateHz };
    size_t from = m_ring.empty() ? 0 : (m_next + m_ring.size() - m_held) % m_ring.size();
    for (int16_t& sample : sound.samples) {
        sample = m_ring[from];
        from = (from + 1) % m_ring.size();
    }
    clear();
    return sound;
}

QVector<protocol::AudioPacket> packed(const codec::PcmFrame& sound, int frameMs)
{
    const auto encoder = codec::SpeechEncoder::create({ .rateHz = PreRoll::rateHz, .frameMs = frameMs, .complexity = quickComplexity });
    if (!encoder || sound.rateHz != PreRoll::rateHz)
        return {};
    const auto size = size_t((*encoder)->samplesPerFrame());
    QVector<protocol::AudioPacket> packets;
    for (size_t from = sound.samples.size() % size; from < sound.samples.size(); from += size) {
        const auto begin = sound.samples.begin() + std::ptrdiff_t(from);
        if (const auto opus = (*encoder)->encode({ { begin, begin + std::ptrdiff_t(size) }, PreRoll::rateHz }))
            packets.append({ *opus, 0, 0 });
    }
    return packets;
}

}
