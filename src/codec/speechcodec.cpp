// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/speechcodec.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

#include <opus.h>

namespace myna::codec {

namespace {

constexpr auto opusRatesHz = std::to_array<int>({ 8000, 12000, 16000, 24000, 48000 });
constexpr auto frameLengthsMs = std::to_array<int>({ 20, 40, 60 });
constexpr int minBitrate = 6000;
constexpr int maxBitrate = 510000;
// Three frames of the longest kind (1275 bytes each) and their bookkeeping: what 60 ms can need at the highest rate.
constexpr size_t maxEncodedBytes = 4000;
constexpr int expectedLossPercent = 10; // with FEC: how much the encoder spends on copies of the past
constexpr int stepUs = 2500; // Opus counts time in steps of this length
constexpr int clockHz = 48000; // the rate Opus describes packets in

struct EncoderDeleter
{
    void operator()(OpusEncoder* encoder) const { opus_encoder_destroy(encoder); }
};
struct DecoderDeleter
{
    void operator()(OpusDecoder* decoder) const { opus_decoder_destroy(decoder); }
};

Error invalid(const char* sentence)
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", sentence) };
}

template<typename Table>
bool contains(const Table& table, int value)
{
    return std::find(table.begin(), table.end(), value) != table.end();
}

const unsigned char* bytesOf(const QByteArray& opus)
{
    return reinterpret_cast<const unsigned char*>(opus.constData());
}

int samplesFor(int rateHz, int durationUs)
{
    return int(qint64(durationUs / stepUs) * rateHz * stepUs / 1'000'000);
}

Error garbage()
{
    return invalid(QT_TRANSLATE_NOOP("myna", "A sound packet could not be decoded."));
}

bool isSane(const EncoderSettings& settings)
{
    return contains(opusRatesHz, settings.rateHz) && contains(frameLengthsMs, settings.frameMs) && settings.bitrate >= minBitrate
        && settings.bitrate <= maxBitrate && settings.complexity >= 0 && settings.complexity <= 10;
}

}

Result<int> packetDurationUs(const QByteArray& opus)
{
    const int samples = opus.isEmpty() ? 0 : opus_packet_get_nb_samples(bytesOf(opus), opus_int32(opus.size()), clockHz);
    if (samples <= 0)
        return garbage();
    return int(qint64(samples) * 1'000'000 / clockHz);
}

struct SpeechEncoder::State
{
    std::unique_ptr<OpusEncoder, EncoderDeleter> opus;
};

SpeechEncoder::SpeechEncoder(const EncoderSettings& settings, std::unique_ptr<State> state)
    : m_settings(settings)
    , m_state(std::move(state))
{
}

SpeechEncoder::~SpeechEncoder() = default;

Result<std::unique_ptr<SpeechEncoder>> SpeechEncoder::create(const EncoderSettings& settings)
{
    if (!isSane(settings))
        return invalid(QT_TRANSLATE_NOOP("myna", "The speech encoder cannot work with these settings."));
    int status = OPUS_OK;
    auto state = std::make_unique<State>();
    state->opus.reset(opus_encoder_create(settings.rateHz, 1, OPUS_APPLICATION_VOIP, &status));
    if (!state->opus)
        return invalid(QT_TRANSLATE_NOOP("myna", "The speech encoder could not be started."));
    OpusEncoder* opus = state->opus.get();
    opus_encoder_ctl(opus, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
    opus_encoder_ctl(opus, OPUS_SET_BITRATE(settings.bitrate));
    opus_encoder_ctl(opus, OPUS_SET_COMPLEXITY(settings.complexity));
    opus_encoder_ctl(opus, OPUS_SET_DTX(settings.dtx ? 1 : 0));
    opus_encoder_ctl(opus, OPUS_SET_INBAND_FEC(settings.fec ? 1 : 0));
    opus_encoder_ctl(opus, OPUS_SET_PACKET_LOSS_PERC(settings.fec ? expectedLossPercent : 0));
    return std::unique_ptr<SpeechEncoder>(new SpeechEncoder(settings, std::move(state)));
}

Result<QByteArray> SpeechEncoder::encode(const PcmFrame& frame)
{
    if (frame.rateHz != m_settings.rateHz || frame.samples.size() != size_t(samplesPerFrame()))
        return invalid(QT_TRANSLATE_NOOP("myna", "The speech encoder was given a frame of the wrong length."));
    std::array<unsigned char, maxEncodedBytes> packet {};
    const int bytes = opus_encode(m_state->opus.get(), frame.samples.data(), samplesPerFrame(), packet.data(), opus_int32(packet.size()));
    if (bytes <= 0)
        return invalid(QT_TRANSLATE_NOOP("myna", "The speech encoder failed."));
    return QByteArray(reinterpret_cast<const char*>(packet.data()), bytes);
}

void SpeechEncoder::reset()
{
    opus_encoder_ctl(m_state->opus.get(), OPUS_RESET_STATE);
}

struct SpeechDecoder::State
{
    std::unique_ptr<OpusDecoder, DecoderDeleter> opus;
};

SpeechDecoder::SpeechDecoder(int rateHz, std::unique_ptr<State> state)
    : m_rateHz(rateHz)
    , m_state(std::move(state))
{
}

SpeechDecoder::~SpeechDecoder() = default;

Result<std::unique_ptr<SpeechDecoder>> SpeechDecoder::create(int rateHz)
{
    if (!contains(opusRatesHz, rateHz))
        return invalid(QT_TRANSLATE_NOOP("myna", "The speech decoder cannot work at this sample rate."));
    int status = OPUS_OK;
    auto state = std::make_unique<State>();
    state->opus.reset(opus_decoder_create(rateHz, 1, &status));
    if (!state->opus)
        return invalid(QT_TRANSLATE_NOOP("myna", "The speech decoder could not be started."));
    return std::unique_ptr<SpeechDecoder>(new SpeechDecoder(rateHz, std::move(state)));
}

Result<PcmFrame> SpeechDecoder::decode(const QByteArray& opus)
{
    // Judged first: libopus takes an empty packet for a lost one, which is not what was asked.
    if (const Result<int> duration = packetDurationUs(opus); !duration)
        return duration.error();
    PcmFrame frame { std::vector<int16_t>(size_t(m_rateHz / 1000 * maxPacketMs)), m_rateHz };
    const int samples
        = opus_decode(m_state->opus.get(), bytesOf(opus), opus_int32(opus.size()), frame.samples.data(), int(frame.samples.size()), 0);
    if (samples < 0)
        return garbage();
    frame.samples.resize(size_t(samples));
    return frame;
}

PcmFrame SpeechDecoder::conceal(int durationUs)
{
    const int wanted = samplesFor(m_rateHz, std::max(durationUs, 0));
    PcmFrame frame { std::vector<int16_t>(size_t(wanted)), m_rateHz };
    const int longest = m_rateHz / 1000 * maxPacketMs;
    for (int done = 0; done < wanted;) {
        const int samples = opus_decode(m_state->opus.get(), nullptr, 0, frame.samples.data() + done, std::min(longest, wanted - done), 0);
        if (samples <= 0)
            break; // the rest stays silence
        done += samples;
    }
    return frame;
}

Result<PcmFrame> SpeechDecoder::recover(const QByteArray& following, int durationUs)
{
    if (durationUs <= 0 || durationUs % stepUs != 0 || durationUs > maxPacketMs * 1000)
        return invalid(QT_TRANSLATE_NOOP("myna", "A lost packet of this length cannot be recovered."));
    if (const Result<int> duration = packetDurationUs(following); !duration)
        return duration.error();
    PcmFrame frame { std::vector<int16_t>(size_t(samplesFor(m_rateHz, durationUs))), m_rateHz };
    const int samples = opus_decode(
        m_state->opus.get(), bytesOf(following), opus_int32(following.size()), frame.samples.data(), int(frame.samples.size()), 1);
    if (samples < 0)
        return garbage();
    frame.samples.resize(size_t(samples));
    return frame;
}

void SpeechDecoder::reset()
{
    opus_decoder_ctl(m_state->opus.get(), OPUS_RESET_STATE);
}

}
