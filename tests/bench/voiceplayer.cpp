// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/voiceplayer.h"

#include "audio/downlink.h"
#include "codec/speechcodec.h"

#include <deque>
#include <utility>

namespace myna::bench {

namespace {

constexpr size_t pauseSamples = size_t(audio::playbackRateHz) / 50;
constexpr int pausePeak = 328;
constexpr size_t fifoPackets = 64;

class MynaPlayer final : public VoicePlayer
{
public:
    void begin() override
    {
        m_turn = m_turn.next();
        m_downlink.begin(m_turn);
    }
    void put(const protocol::AudioPacket& packet, int) override { m_downlink.play(m_turn, packet); }
    void over() override { m_downlink.end(m_turn); }
    void fill(std::span<int16_t> samples) override
    {
        m_downlink.fill(samples);
        m_downlink.playing(0);
    }
    [[nodiscard]] bool isDone() const override { return m_downlink.isIdle(); }
    [[nodiscard]] quint64 madeUpSamples() const override { return m_downlink.counters().concealedSamples; }

private:
    audio::Downlink m_downlink;
    TurnId m_turn;
};

class FifoPlayer final : public VoicePlayer
{
public:
    void begin() override
    {
        m_decoder->reset();
        m_over = false;
    }
    void put(const protocol::AudioPacket& packet, int) override
    {
        if (m_packets.size() >= fifoPackets)
            m_packets.pop_front();
        m_packets.push_back(packet.opus);
    }
    void over() override { m_over = true; }
    void fill(std::span<int16_t> samples) override
    {
        while (!samples.empty()) {
            if (m_read == m_pcm.size() && !decodeNext())
                break;
            const size_t count = std::min(samples.size(), m_pcm.size() - m_read);
            std::copy_n(m_pcm.begin() + std::ptrdiff_t(m_read), count, samples.begin());
            m_read += count;
            samples = samples.subspan(count);
        }
        std::fill(samples.begin(), samples.end(), int16_t(0));
        m_holes.missing(samples.size());
    }
    [[nodiscard]] bool isDone() const override { return m_over && m_packets.empty() && m_read == m_pcm.size(); }
    [[nodiscard]] quint64 madeUpSamples() const override { return m_holes.samples(); }

private:
    bool decodeNext()
    {
        if (m_packets.empty())
            return false;
        const auto sound = m_decoder->decode(m_packets.front());
        m_packets.pop_front();
        m_pcm = sound ? sound->samples : std::vector<int16_t>();
        m_read = 0;
        m_holes.played(m_pcm);
        return true;
    }

    std::unique_ptr<codec::SpeechDecoder> m_decoder = codec::SpeechDecoder::create(audio::playbackRateHz).value();
    std::deque<QByteArray> m_packets;
    std::vector<int16_t> m_pcm;
    size_t m_read = 0;
    bool m_over = false;
    HoleCount m_holes;
};

}

void HoleCount::played(std::span<const int16_t> samples)
{
    if (!m_isQuiet)
        m_counted += m_open;
    m_open = 0;
    const auto end = samples.last(std::min(samples.size(), pauseSamples));
    m_isQuiet = std::all_of(end.begin(), end.end(), [](int16_t sample) { return std::abs(int(sample)) < pausePeak; });
}

void HoleCount::missing(size_t samples)
{
    m_open += samples;
}

std::unique_ptr<VoicePlayer> makeMynaPlayer()
{
    return std::make_unique<MynaPlayer>();
}

std::unique_ptr<VoicePlayer> makeFifoPlayer()
{
    return std::make_unique<FifoPlayer>();
}

}
