// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/musiclane.h"

#include "audio/devices.h"

namespace myna::audio {

namespace {

constexpr size_t edge = playbackSamples(10);
// About 10 dB down: still heard, and no word is lost to it.
constexpr float duckedGain = 0.3F;
// Down in 150 ms is quick enough for a first word and too slow to sound like a switch.
constexpr size_t duckSamples = playbackSamples(150);
// Longer than the pauses between sentences, so that the music does not pump.
constexpr size_t holdSamples = playbackSamples(500);

}

MusicLane::MusicLane()
    : m_volume(volumeSamples)
    , m_ducking(size_t(float(duckSamples) / (1 - duckedGain)))
{
}

void MusicLane::play(MusicSource* source)
{
    if (source == m_source)
        return;
    provide(0);
    m_sound.truncate(edge);
    m_sound.fadeOut(edge);
    m_source = source;
}

void MusicLane::duck(bool somebodySpeaks, size_t samples)
{
    if (somebodySpeaks)
        m_hold = holdSamples;
    else
        m_hold -= std::min(m_hold, samples);
    m_ducking.moveTo(m_hold > 0 ? duckedGain : 1);
    if (!isPlaying())
        m_ducking.jump(); // music that begins now begins softly
}

// An edge's worth is kept back, so that there is something to fade when the source has no more.
void MusicLane::provide(size_t wanted)
{
    if (!m_source || m_sound.size() >= wanted + edge)
        return;
    const size_t missing = wanted + edge - m_sound.size();
    if (ask(missing) < missing && !m_sound.endsSilent())
        m_sound.fadeOut(edge);
}

size_t MusicLane::ask(size_t samples)
{
    m_block.resize(samples);
    const size_t count = std::min(m_source->fill(m_block), samples);
    m_sound.append(std::span(m_block).first(count), 1, edge);
    return count;
}

void MusicLane::mixInto(std::span<float> sum)
{
    provide(sum.size());
    m_block.assign(sum.size(), 0);
    m_sound.take(m_block);
    for (size_t i = 0; i < sum.size(); ++i)
        sum[i] += float(m_block[i]) * m_volume.next() * m_ducking.next();
}

}
