// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/uplink.h"

#include "base/invoke.h"

#include <algorithm>

namespace myna::audio {

namespace {

// So much voice is a word and not a cough; silence takes it back at half the pace.
constexpr double wordMs = 300;
// What Opus returns for a frame that need not be sent (RFC 6716 §2.1.9).
constexpr int emptyBytes = 2;

}

Uplink::Uplink(const UplinkOptions& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
{
    prepare();
}

void Uplink::set(const UplinkOptions& options)
{
    assertThreadOf(this);
    m_options = options;
}

void Uplink::prepare()
{
    if (m_encoder && m_prepared == m_options)
        return;
    m_prepared = m_options;
    m_framer = std::make_unique<codec::Framer>(rateHz, rateHz / 1000 * std::max(1, m_options.frameMs));
    auto encoder = codec::SpeechEncoder::create({ .rateHz = rateHz,
        .frameMs = m_options.frameMs,
        .bitrate = m_options.bitrate,
        .complexity = m_options.complexity,
        .dtx = m_options.dtx,
        .fec = m_options.fec });
    m_encoder.reset();
    if (encoder)
        m_encoder = std::move(encoder).value();
    else
        qCritical("No speech encoder: %ls", qUtf16Printable(encoder.error().text));
}

void Uplink::clear()
{
    m_framer->clear();
    if (m_encoder)
        m_encoder->reset();
}

void Uplink::open()
{
    assertThreadOf(this);
    prepare();
    clear();
    m_voicedMs = 0;
    m_sinceCueMs = cueEveryMs;
    m_open = true;
}

void Uplink::put(const codec::PcmFrame& sound, bool voice)
{
    if (!m_open || sound.samples.empty())
        return;
    if (m_muted) {
        listenWhileMuted(sound.durationMs(), voice);
        return;
    }
    m_framer->put(sound);
    while (const auto frame = m_framer->take())
        encode(*frame);
}

void Uplink::finish()
{
    if (!m_open)
        return;
    if (const auto rest = m_framer->takePadded())
        encode(*rest);
    m_open = false;
}

void Uplink::setMuted(bool muted)
{
    assertThreadOf(this);
    if (m_muted == muted)
        return;
    m_muted = muted;
    m_voicedMs = 0;
    m_sinceCueMs = cueEveryMs;
    clear();
}

void Uplink::listenWhileMuted(double durationMs, bool voice)
{
    m_sinceCueMs += durationMs;
    m_voicedMs = voice ? m_voicedMs + durationMs : std::max(0.0, m_voicedMs - durationMs / 2);
    if (m_voicedMs < wordMs || m_sinceCueMs < cueEveryMs)
        return;
    m_voicedMs = 0;
    m_sinceCueMs = 0;
    emit mutedSpeech();
}

void Uplink::encode(const codec::PcmFrame& frame)
{
    if (!m_encoder)
        return;
    const auto opus = m_encoder->encode(frame);
    if (!opus)
        return;
    m_timestampMs += quint32(m_prepared.frameMs);
    if (m_prepared.dtx && opus->size() <= emptyBytes)
        return;
    emit packetReady({ *opus, m_timestampMs, ++m_sequence });
}

}

#include "moc_uplink.cpp"
