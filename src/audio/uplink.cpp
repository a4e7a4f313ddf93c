// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/uplink.h"

#include "base/invoke.h"

#include <algorithm>
#include <utility>

namespace myna::audio {

Uplink::Uplink(int frameMs, QObject* parent)
    : QObject(parent)
    , m_frameMs(frameMs)
    , m_framer(rateHz, rateHz / 1000 * frameMs)
{
    auto encoder = codec::SpeechEncoder::create({ .rateHz = rateHz, .frameMs = frameMs });
    if (encoder)
        m_encoder = std::move(encoder).value();
    else
        qCritical("No speech encoder: %ls", qUtf16Printable(encoder.error().text));
}

void Uplink::open()
{
    assertThreadOf(this);
    m_framer.clear();
    m_resampler.reset();
    m_meter.clear();
    m_zeroMs = 0;
    m_dead = false;
    if (m_encoder)
        m_encoder->reset();
    m_open = true;
}

void Uplink::put(const codec::PcmFrame& chunk)
{
    if (!m_open || chunk.samples.empty())
        return;
    watchForLife(chunk);
    if (chunk.rateHz == rateHz) {
        frame(chunk);
        return;
    }
    if (!m_resampler || m_resampler->fromHz() != chunk.rateHz) {
        auto resampler = codec::Resampler::create(chunk.rateHz, rateHz);
        if (!resampler)
            return;
        m_resampler = std::move(resampler).value();
    }
    frame(m_resampler->process(chunk));
}

void Uplink::finish()
{
    if (!m_open)
        return;
    if (m_resampler)
        frame(m_resampler->flush());
    if (const auto rest = m_framer.takePadded())
        encode(*rest);
    m_open = false;
}

void Uplink::watchForLife(const codec::PcmFrame& chunk)
{
    const bool zero = std::all_of(chunk.samples.begin(), chunk.samples.end(), [](int16_t sample) { return sample == 0; });
    m_zeroMs = zero ? m_zeroMs + chunk.durationMs() : 0;
    const bool dead = m_zeroMs > deadMs;
    if (std::exchange(m_dead, dead) != dead)
        emit deadChanged(dead);
}

void Uplink::frame(const codec::PcmFrame& sound)
{
    if (const auto level = m_meter.put(sound.samples))
        emit levelMeasured(*level);
    m_framer.put(sound);
    while (const auto frame = m_framer.take())
        encode(*frame);
}

void Uplink::encode(const codec::PcmFrame& frame)
{
    if (!m_encoder)
        return;
    const auto opus = m_encoder->encode(frame);
    if (!opus)
        return;
    m_timestampMs += quint32(m_frameMs);
    emit packetReady({ *opus, m_timestampMs, ++m_sequence });
}

}
