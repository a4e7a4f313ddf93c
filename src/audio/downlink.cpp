// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/downlink.h"

#include "base/invoke.h"

#include <algorithm>
#include <cmath>

namespace myna::audio {

namespace {

constexpr size_t samplesOf(int ms)
{
    return size_t(ms) * playbackRateHz / 1000;
}

// Long enough that an edge is not heard as a click, short enough that no consonant is lost.
constexpr size_t edge = samplesOf(10);
// An interrupt has 50 ms in all and most of it lies in the sink's buffer, so its edge is shorter.
constexpr size_t cancelEdge = samplesOf(5);
// Packets that wait for company no longer than this: a one-word answer must not hang until the server says the turn is over.
constexpr size_t patience = samplesOf(200);
// From silence to full volume and back; a jump would crackle.
constexpr float volumeStep = 1.0F / float(samplesOf(20));
// Turns waiting behind the sounding one. More means nobody drains; the newest speech matters then.
constexpr size_t maxTurns = 8;

template<typename... Cases>
struct Match : Cases...
{
    using Cases::operator()...;
};
template<typename... Cases>
Match(Cases...) -> Match<Cases...>;

}

Downlink::Downlink(QObject* parent)
    : QObject(parent)
{
    auto decoder = codec::SpeechDecoder::create(playbackRateHz);
    if (decoder)
        m_decoder = std::move(decoder).value();
    else
        qCritical("No speech decoder: %ls", qUtf16Printable(decoder.error().text));
}

Downlink::Turn* Downlink::find(TurnId id)
{
    const auto found = std::find_if(m_turns.begin(), m_turns.end(), [&](const Turn& turn) { return turn.id == id; });
    return found == m_turns.end() ? nullptr : &*found;
}

void Downlink::begin(TurnId turn)
{
    assertThreadOf(this);
    if (turn <= m_newest || turn <= m_cancelled)
        return;
    m_newest = turn;
    if (!m_turns.empty())
        m_turns.back().buffer.finish();
    if (m_turns.size() >= maxTurns)
        cancel(m_turns.front().id);
    m_turns.push_back({ turn, JitterBuffer() });
}

void Downlink::play(TurnId turn, const protocol::AudioPacket& packet)
{
    assertThreadOf(this);
    begin(turn);
    Turn* const playing = find(turn);
    if (!playing || playing->buffer.put(packet) != JitterBuffer::Put::Accepted)
        ++m_counters.late;
}

void Downlink::end(TurnId turn)
{
    assertThreadOf(this);
    begin(turn);
    if (Turn* const ended = find(turn))
        ended->buffer.finish();
}

void Downlink::cancel(TurnId turn)
{
    assertThreadOf(this);
    m_cancelled = std::max(m_cancelled, turn);
    m_newest = std::max(m_newest, turn);
    std::erase_if(m_finishes, [&](const Finish& finish) { return finish.id <= turn; });
    if (m_turns.empty() || m_turns.front().id > turn)
        return;
    std::erase_if(m_turns, [&](const Turn& old) { return old.id <= turn; });
    m_pcm.resize(m_read + std::min(pending(), cancelEdge));
    fadeOut(pending());
    m_edgeClosed = true;
    m_waited = 0;
    if (m_decoder)
        m_decoder->reset();
}

void Downlink::setVolume(int percent)
{
    // Loudness is felt roughly as the square root of amplitude: half way on the slider shall sound half as loud.
    const float share = float(std::clamp(percent, 0, 100)) / 100;
    m_targetGain = share * share;
    if (isIdle())
        m_gain = m_targetGain;
}

void Downlink::fill(std::span<int16_t> samples)
{
    assertThreadOf(this);
    pull(samples);
    applyVolume(samples);
    if (isIdle())
        m_meter.clear();
    else if (const auto level = m_meter.put(samples))
        emit levelMeasured(*level);
}

// One edge's worth of sound is kept back, so that wherever the packets stop, the last samples can still be faded out.
void Downlink::pull(std::span<int16_t> samples)
{
    while (!samples.empty()) {
        while (pending() < samples.size() + edge && decodeNext()) { }
        if (pending() < samples.size() + edge)
            closeEdge();
        const size_t count = std::min(samples.size(), pending());
        std::copy_n(m_pcm.begin() + std::ptrdiff_t(m_read), count, samples.begin());
        m_read += count;
        m_filled += qint64(count);
        if (count > 0)
            m_lastSound = m_filled;
        samples = samples.subspan(count);
        if (pending() == 0 && !finishFront())
            break;
    }
    compact();
    std::fill(samples.begin(), samples.end(), int16_t(0));
    m_filled += qint64(samples.size());
    if (!m_turns.empty() && m_turns.front().buffer.packets() > 0)
        m_waited += samples.size();
}

bool Downlink::decodeNext()
{
    if (m_turns.empty() || !m_decoder)
        return false;
    Turn& turn = m_turns.front();
    if (m_waited > patience)
        turn.buffer.startNow();
    return std::visit(Match {
                          [](const JitterBuffer::Wait&) { return false; },
                          [&](const JitterBuffer::Gap& gap) {
                              auto sound = gap.following.isEmpty() ? Result<codec::PcmFrame>(m_decoder->conceal(gap.durationUs))
                                                                   : m_decoder->recover(gap.following, gap.durationUs);
                              append(sound ? *sound : m_decoder->conceal(gap.durationUs));
                              ++m_counters.concealed;
                              return true;
                          },
                          [&](const protocol::AudioPacket& packet) {
                              const auto sound = m_decoder->decode(packet.opus);
                              append(sound ? *sound : m_decoder->conceal(codec::packetDurationUs(packet.opus).value_or(60000)));
                              ++(sound ? m_counters.played : m_counters.concealed);
                              return true;
                          },
                      },
        turn.buffer.take());
}

void Downlink::append(const codec::PcmFrame& sound)
{
    Turn& turn = m_turns.front();
    if (turn.isStarved) {
        turn.isStarved = false;
        ++m_counters.underruns;
    }
    turn.hasSounded = true;
    m_waited = 0;
    if (m_edgeClosed)
        m_fadeInLeft = edge;
    m_edgeClosed = false;
    m_pcm.reserve(m_pcm.size() + sound.samples.size());
    for (int16_t sample : sound.samples) {
        if (m_fadeInLeft > 0)
            sample = int16_t(float(sample) * float(edge - m_fadeInLeft--) / float(edge));
        m_pcm.push_back(sample);
    }
}

void Downlink::closeEdge()
{
    if (m_edgeClosed)
        return;
    m_edgeClosed = true;
    fadeOut(std::min(pending(), edge));
    // Whether this was the end or a hole shows only when more comes.
    if (!m_turns.empty() && m_turns.front().hasSounded && !m_turns.front().buffer.isFinished())
        m_turns.front().isStarved = true;
}

// All of the front turn has been pulled: remember where it ended and go on with the next. False when there is no other sound now.
bool Downlink::finishFront()
{
    if (m_turns.empty() || !m_turns.front().buffer.isFinished())
        return false;
    m_finishes.push_back({ m_turns.front().id, m_turns.front().hasSounded ? m_lastSound : m_filled });
    m_turns.pop_front();
    m_waited = 0;
    if (m_decoder)
        m_decoder->reset();
    return !m_turns.empty();
}

void Downlink::fadeOut(size_t samples)
{
    const size_t start = m_pcm.size() - samples;
    for (size_t i = 0; i < samples; ++i)
        m_pcm[start + i] = int16_t(float(m_pcm[start + i]) * float(samples - i - 1) / float(samples));
}

void Downlink::compact()
{
    m_pcm.erase(m_pcm.begin(), m_pcm.begin() + std::ptrdiff_t(m_read));
    m_read = 0;
}

void Downlink::applyVolume(std::span<int16_t> samples)
{
    if (m_gain == 1 && m_targetGain == 1)
        return;
    for (int16_t& sample : samples) {
        m_gain += std::clamp(m_targetGain - m_gain, -volumeStep, volumeStep);
        sample = int16_t(std::lround(float(sample) * m_gain));
    }
}

void Downlink::playing(qint64 samplesInFlight)
{
    assertThreadOf(this);
    while (!m_finishes.empty() && m_finishes.front().position <= m_filled - samplesInFlight) {
        const TurnId turn = m_finishes.front().id;
        m_finishes.pop_front();
        emit drained(turn);
    }
}

}
