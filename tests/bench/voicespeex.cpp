// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices.h"
#include "bench/voiceplayer.h"
#include "codec/speechcodec.h"

#include <algorithm>
#include <vector>

#include <speex/speex_jitter.h>

namespace myna::bench {

namespace {

struct BufferDeleter
{
    void operator()(JitterBuffer* buffer) const { jitter_buffer_destroy(buffer); }
};

// The longest Opus packet is 1275 bytes a frame; 60 ms need three frames at most.
constexpr size_t maxBytes = 4000;

class SpeexPlayer final : public VoicePlayer
{
public:
    explicit SpeexPlayer(int frameMs)
        : m_step(frameMs * audio::playbackRateHz / 1000)
        , m_buffer(jitter_buffer_init(m_step))
    {
    }
    void begin() override
    {
        jitter_buffer_reset(m_buffer.get());
        m_decoder->reset();
        m_started = false;
        m_over = false;
    }
    void put(const protocol::AudioPacket& packet, int index) override
    {
        QByteArray bytes = packet.opus;
        JitterBufferPacket put {};
        put.data = bytes.data();
        put.len = spx_uint32_t(bytes.size());
        put.timestamp = spx_uint32_t(index) * spx_uint32_t(m_step);
        put.span = spx_uint32_t(m_step);
        jitter_buffer_put(m_buffer.get(), &put);
        m_started = true;
    }
    void over() override { m_over = true; }
    void fill(std::span<int16_t> samples) override
    {
        while (!samples.empty() && m_started && !isDone()) {
            if (m_read == m_pcm.size())
                nextFrame();
            const size_t count = std::min(samples.size(), m_pcm.size() - m_read);
            std::copy_n(m_pcm.begin() + std::ptrdiff_t(m_read), count, samples.begin());
            m_read += count;
            samples = samples.subspan(count);
        }
        std::fill(samples.begin(), samples.end(), int16_t(0));
    }
    [[nodiscard]] bool isDone() const override { return m_over && waiting() == 0 && m_read == m_pcm.size(); }
    [[nodiscard]] quint64 madeUpSamples() const override { return m_holes.samples(); }

private:
    [[nodiscard]] int waiting() const
    {
        int count = 0;
        jitter_buffer_ctl(m_buffer.get(), JITTER_BUFFER_GET_AVAILABLE_COUNT, &count);
        return count;
    }
    void nextFrame()
    {
        std::vector<char> bytes(maxBytes);
        JitterBufferPacket got {};
        got.data = bytes.data();
        got.len = maxBytes;
        spx_int32_t offset = 0;
        const bool isThere = jitter_buffer_get(m_buffer.get(), &got, m_step, &offset) == JITTER_BUFFER_OK;
        const auto sound = isThere ? m_decoder->decode(QByteArray(bytes.data(), qsizetype(got.len)))
                                   : Result<codec::PcmFrame>(m_decoder->conceal(m_step * 1000 / (audio::playbackRateHz / 1000)));
        m_pcm = sound ? sound->samples : std::vector<int16_t>(size_t(m_step));
        m_read = 0;
        if (isThere)
            m_holes.played(m_pcm);
        else
            m_holes.missing(m_pcm.size());
        // The delay changes in quiet moments only.
        const bool isQuiet = std::all_of(m_pcm.begin(), m_pcm.end(), [](int16_t sample) { return std::abs(int(sample)) < 1000; });
        if (isQuiet)
            jitter_buffer_update_delay(m_buffer.get(), &got, nullptr);
        jitter_buffer_tick(m_buffer.get());
    }

    int m_step;
    std::unique_ptr<JitterBuffer, BufferDeleter> m_buffer;
    std::unique_ptr<codec::SpeechDecoder> m_decoder = codec::SpeechDecoder::create(audio::playbackRateHz).value();
    std::vector<int16_t> m_pcm;
    size_t m_read = 0;
    bool m_started = false;
    bool m_over = false;
    HoleCount m_holes;
};

}

std::unique_ptr<VoicePlayer> makeSpeexPlayer(int frameMs)
{
    return std::make_unique<SpeexPlayer>(frameMs);
}

}
