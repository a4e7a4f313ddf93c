// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/downlink.h"

#include "base/invoke.h"
#include "base/overloaded.h"

#include <algorithm>
#include <utility>

namespace myna::audio {

namespace {

double milliseconds(qint64 samples)
{
    return double(samples) * 1000 / playbackRateHz;
}

// Long enough that an edge is not heard as a click, short enough that no consonant is lost.
constexpr size_t edge = playbackSamples(10);
// An interrupt has 50 ms in all and most of it lies in the sink's buffer, so its edge is shorter.
constexpr size_t cancelEdge = playbackSamples(5);
// Where made-up sound meets the real one there is a step.
constexpr size_t mended = playbackSamples(5);
// Sound is made up in steps of this length, so little of it is in the way when the packet does come.
constexpr int concealStepUs = 10000;
constexpr size_t concealStep = playbackSamples(10);
// Made-up sound is taken for the real one so long, then it begins to buzz and is faded out.
constexpr size_t convincing = playbackSamples(60);
constexpr size_t concealFade = playbackSamples(60);
// A voice that only goes round and round convinces half as long.
constexpr size_t convincingLoop = playbackSamples(30);
// A packet whose last 20 ms stay below −40 dB ends in a pause: there silence may be longer than it was sent.
constexpr size_t pauseSamples = playbackSamples(20);
constexpr int pausePeak = 328;
// Turns waiting behind the sounding one. More means nobody drains; the newest speech matters then.
constexpr size_t maxTurns = 8;
constexpr int longestPacketUs = 60000; // when it cannot be read

}

Downlink::Downlink(QObject* parent)
    : QObject(parent)
    , m_volume(volumeSamples)
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
    m_turns.push_back({ turn, JitterBuffer(m_jitter) });
}

void Downlink::play(TurnId turn, const protocol::AudioPacket& packet)
{
    assertThreadOf(this);
    begin(turn);
    Turn* const playing = find(turn);
    if (!playing) {
        ++m_counters.late;
        return;
    }
    switch (playing->buffer.put(packet, milliseconds(m_filled))) {
    case JitterBuffer::Put::Accepted:
        return;
    case JitterBuffer::Put::Late:
        ++m_counters.late;
        return;
    case JitterBuffer::Put::Duplicate:
        ++m_counters.duplicates;
        return;
    case JitterBuffer::Put::Full:
    case JitterBuffer::Put::Invalid:
        ++m_counters.dropped;
        return;
    }
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
    m_sound.truncate(cancelEdge);
    m_sound.fadeOut(m_sound.size());
    if (m_decoder)
        m_decoder->reset();
}

void Downlink::setVolume(int percent)
{
    m_volume.moveTo(VolumeRamp::gainOf(percent));
    if (isIdle())
        m_volume.jump();
}

Downlink::Statistics Downlink::statistics() const
{
    const quint64 samples = m_counters.playedSamples + m_counters.concealedSamples;
    return { .targetMs = m_jitter.targetMs(),
        .jitterMs = m_jitter.jitterMs(),
        .bufferedMs = milliseconds(qint64(m_sound.size())) + (m_turns.empty() ? 0 : m_turns.front().buffer.soundMs()),
        .concealedRatio = samples == 0 ? 0 : double(m_counters.concealedSamples) / double(samples),
        .counters = m_counters };
}

void Downlink::fill(std::span<int16_t> samples)
{
    assertThreadOf(this);
    pull(samples);
    m_volume.apply(samples);
    if (isIdle())
        m_meter.clear();
    else if (const auto level = m_meter.put(samples))
        emit levelMeasured(*level);
}

void Downlink::pull(std::span<int16_t> samples)
{
    while (!samples.empty()) {
        provide(samples.size());
        const size_t count = m_sound.take(samples);
        m_filled += qint64(count);
        if (count > 0)
            m_lastSound = m_filled;
        samples = samples.subspan(count);
        if (m_sound.size() == 0 && !finishFront())
            break;
    }
    std::fill(samples.begin(), samples.end(), int16_t(0));
    m_filled += qint64(samples.size());
}

// One edge's worth of sound is decoded ahead, so that the end of a turn can still be faded out when it comes.
void Downlink::provide(size_t wanted)
{
    while (m_sound.size() < wanted + edge && decodeNext(JitterBuffer::Need::Soon)) { }
    while (m_sound.size() < wanted && (decodeNext(JitterBuffer::Need::Now) || stall())) { }
    if (m_sound.size() < wanted + edge && (m_turns.empty() || m_turns.front().buffer.isFinished()))
        closeEdge();
}

bool Downlink::decodeNext(JitterBuffer::Need need)
{
    if (m_turns.empty() || !m_decoder)
        return false;
    return std::visit(Overloaded {
                          [](const JitterBuffer::Wait&) { return false; },
                          [&](const JitterBuffer::Gap& gap) {
                              playGap(gap);
                              return true;
                          },
                          [&](const protocol::AudioPacket& packet) {
                              playPacket(packet);
                              return true;
                          },
                      },
        m_turns.front().buffer.take(milliseconds(position()), need));
}

void Downlink::playPacket(const protocol::AudioPacket& packet)
{
    Turn& turn = m_turns.front();
    closeHole(true);
    turn.hasSounded = true;
    turn.isStream = packet.sequence == 0;
    const auto sound = m_decoder->decode(packet.opus);
    if (!sound) {
        ++m_counters.concealed;
        m_counters.concealedSamples += conceal(codec::packetDurationUs(packet.opus).value_or(longestPacketUs));
        return;
    }
    if (std::exchange(turn.bridged, 0) > 0)
        m_sound.mendNext(mended);
    m_sound.append(sound->samples, 1, edge);
    ++m_counters.played;
    m_counters.playedSamples += sound->samples.size();
    turn.isQuiet = m_sound.peakOfLast(pauseSamples) < pausePeak;
    if (turn.isQuiet)
        turn.buffer.deepen(milliseconds(position()));
}

void Downlink::playGap(const JitterBuffer::Gap& gap)
{
    closeHole(false); // it is counted as what it is: a lost packet
    const auto copy = gap.following.isEmpty() ? Result<codec::PcmFrame>(Error {}) : m_decoder->recover(gap.following, gap.durationUs);
    if (!copy) {
        ++m_counters.concealed;
        m_counters.concealedSamples += conceal(gap.durationUs);
        return;
    }
    m_turns.front().bridged = 0;
    m_sound.mendNext(mended);
    m_sound.append(copy->samples, 1, edge);
    m_sound.mendNext(mended);
    ++m_counters.recovered;
    m_counters.playedSamples += copy->samples.size();
}

size_t Downlink::conceal(int durationUs)
{
    Turn& turn = m_turns.front();
    size_t made = 0;
    for (int leftUs = durationUs; leftUs > 0; leftUs -= concealStepUs) {
        const auto sound = m_decoder->conceal(std::min(leftUs, concealStepUs));
        m_sound.append(sound.samples, turn.bridged < convincing ? 1 : 0, concealFade);
        turn.bridged += sound.samples.size();
        made += sound.samples.size();
    }
    return made;
}

// Nothing has come in the middle of a turn: the sound goes on a little and fades out. False: it is out.
bool Downlink::stall()
{
    if (m_turns.empty() || !m_turns.front().hasSounded || m_turns.front().buffer.isFinished())
        return false;
    Turn& turn = m_turns.front();
    if (turn.holeStart < 0)
        turn.holeStart = position();
    if (m_sound.endsSilent())
        return false;
    const bool isLooped = turn.isStream && m_sound.extend(concealStep, turn.bridged < convincingLoop ? 1 : 0, concealFade);
    if (isLooped)
        turn.bridged += concealStep;
    else
        conceal(concealStepUs);
    return true;
}

// Whether a hole was one, or the end, shows only when more comes. In a pause of the speech nobody hears it.
void Downlink::closeHole(bool isUnderrun)
{
    Turn& turn = m_turns.front();
    if (turn.holeStart < 0)
        return;
    if (!turn.isQuiet) {
        m_counters.underruns += isUnderrun ? 1 : 0;
        m_counters.concealedSamples += quint64(position() - turn.holeStart);
    }
    turn.holeStart = -1;
}

void Downlink::closeEdge()
{
    if (m_sound.endsSilent())
        return;
    if (m_sound.size() < edge && !m_turns.empty() && !m_turns.front().isQuiet
        && m_decoder) // the end was told too late to fade what was there
        m_sound.append(m_decoder->conceal(concealStepUs).samples, 1, edge);
    m_sound.fadeOut(edge);
}

// All of the front turn has been pulled: remember where it ended and go on with the next. False when there is no other sound now.
bool Downlink::finishFront()
{
    if (m_turns.empty() || !m_turns.front().buffer.isFinished())
        return false;
    m_finishes.push_back({ m_turns.front().id, m_turns.front().hasSounded ? m_lastSound : m_filled });
    m_turns.pop_front();
    if (m_decoder)
        m_decoder->reset();
    return !m_turns.empty();
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

#include "moc_downlink.cpp"
