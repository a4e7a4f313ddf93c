// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/voiceprocessor.h"

#include "speech/noisefloor.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

namespace myna::speech {

using webrtc::AudioProcessing;

namespace {

// Below this level (about -58 dBFS) nothing is speech: detection of near silence is decided by dither and codec noise.
constexpr double quietestSpeech = 40;
// Level speech is brought to, in dB below full scale, and how much a quiet voice may be raised for it. More than 15 dB makes the
// neighbours audible.
constexpr int targetLevelDb = 6;
constexpr int mostGainDb = 15;
constexpr int longestDelayMs = 500; // the library refuses more

webrtc::NoiseSuppression::Level levelOf(Processing::Suppression suppression)
{
    switch (suppression) {
    case Processing::Suppression::Low:
        return webrtc::NoiseSuppression::kLow;
    case Processing::Suppression::Moderate:
        return webrtc::NoiseSuppression::kModerate;
    case Processing::Suppression::High:
        return webrtc::NoiseSuppression::kHigh;
    }
    return webrtc::NoiseSuppression::kModerate;
}

// Speakers, sound servers and microphones add delays nobody tells us, and the tail of a room is longer than the plain filter.
std::unique_ptr<AudioProcessing> makeProcessing()
{
    webrtc::Config config;
    config.Set<webrtc::DelayAgnostic>(new webrtc::DelayAgnostic(true));
    config.Set<webrtc::ExtendedFilter>(new webrtc::ExtendedFilter(true));
    // Turns the microphone's own volume, which belongs to the user.
    config.Set<webrtc::ExperimentalAgc>(new webrtc::ExperimentalAgc(false));
    return std::unique_ptr<AudioProcessing>(AudioProcessing::Create(config));
}

int start(AudioProcessing& processing)
{
    return processing.Initialize(
        voiceRateHz, voiceRateHz, voiceRateHz, AudioProcessing::kMono, AudioProcessing::kMono, AudioProcessing::kMono);
}

// What stays the same under all switches.
bool prepare(AudioProcessing& processing)
{
    auto& echo = *processing.echo_cancellation();
    auto& gain = *processing.gain_control();
    auto& voice = *processing.voice_detection();
    return start(processing) == 0
        // The stronger ones eat the first word of somebody who speaks over the answer: of 20 questions asked that way one to two were not
        // understood, with this one none of 25. The echo of an untrained filter is 3 dB louder for it.
        && echo.set_suppression_level(webrtc::EchoCancellation::kLowSuppression) == 0 && echo.enable_metrics(true) == 0
        && echo.enable_delay_logging(true) == 0 && gain.set_mode(webrtc::GainControl::kAdaptiveDigital) == 0
        && gain.set_target_level_dbfs(targetLevelDb) == 0 && gain.set_compression_gain_db(mostGainDb) == 0
        && gain.enable_limiter(true) == 0
        // The two stricter settings call loud noise speech even behind noise suppression.
        && voice.set_likelihood(webrtc::VoiceDetection::kLowLikelihood) == 0 && voice.Enable(true) == 0;
}

// Enabling again what is on would make it forget what it learnt.
template<typename Component>
void toggle(Component& component, bool on)
{
    if (component.is_enabled() != on)
        component.Enable(on);
}

using FloatFrame = std::array<float, voiceFrameSamples>;

void toFloat(std::span<const int16_t> from, FloatFrame& to)
{
    std::transform(from.begin(), from.end(), to.begin(), [](int16_t sample) { return float(sample) / 32768.0F; });
}

}

struct VoiceProcessor::State
{
    std::unique_ptr<AudioProcessing> processing;
    FloatFrame buffer {};
    int delayMs = 0;
    NoiseFloor noise;
};

Result<std::unique_ptr<VoiceProcessor>> VoiceProcessor::create(const Processing& processing)
{
    auto state = std::make_unique<State>();
    state->processing = makeProcessing();
    if (!state->processing || !prepare(*state->processing))
        return Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "Voice processing could not be started.") };
    std::unique_ptr<VoiceProcessor> processor(new VoiceProcessor(processing, std::move(state)));
    processor->set(processing);
    return processor;
}

VoiceProcessor::VoiceProcessor(const Processing& processing, std::unique_ptr<State> state)
    : m_processing(processing)
    , m_state(std::move(state))
{
}

VoiceProcessor::~VoiceProcessor() = default;

void VoiceProcessor::set(const Processing& processing)
{
    m_processing = processing;
    AudioProcessing& library = *m_state->processing;
    toggle(*library.echo_cancellation(), processing.echoCancellation);
    if (const auto level = levelOf(processing.suppression); library.noise_suppression()->level() != level)
        library.noise_suppression()->set_level(level);
    toggle(*library.noise_suppression(), processing.noiseSuppression);
    toggle(*library.gain_control(), processing.gainControl);
    toggle(*library.high_pass_filter(), processing.highPass);
}

void VoiceProcessor::setEchoDelay(int delayMs)
{
    m_state->delayMs = std::clamp(delayMs, 0, longestDelayMs);
}

void VoiceProcessor::played(std::span<const int16_t> frame)
{
    Q_ASSERT(frame.size() == voiceFrameSamples);
    if (!m_processing.echoCancellation)
        return;
    toFloat(frame, m_state->buffer);
    const webrtc::StreamConfig format(voiceRateHz, 1, false);
    float* channel = m_state->buffer.data();
    m_state->processing->ProcessReverseStream(&channel, format, format, &channel);
}

bool VoiceProcessor::process(std::span<int16_t> frame)
{
    Q_ASSERT(frame.size() == voiceFrameSamples);
    const double level = std::sqrt(meanSquareOf(frame));
    m_state->noise.put(frame);
    toFloat(frame, m_state->buffer);
    AudioProcessing& library = *m_state->processing;
    library.set_stream_delay_ms(m_state->delayMs);
    const webrtc::StreamConfig format(voiceRateHz, 1, false);
    float* channel = m_state->buffer.data();
    if (library.ProcessStream(&channel, format, format, &channel) != 0)
        return false;
    std::transform(m_state->buffer.begin(), m_state->buffer.end(), frame.begin(),
        [](float sample) { return int16_t(std::clamp(std::lround(sample * 32768.0F), -32768L, 32767L)); });
    return level >= quietestSpeech && library.voice_detection()->stream_has_voice();
}

void VoiceProcessor::reset()
{
    start(*m_state->processing);
    m_state->noise = {};
}

ProcessingMetrics VoiceProcessor::metrics() const
{
    ProcessingMetrics metrics;
    metrics.noiseDbfs = m_state->noise.dbfs();
    auto& echo = *m_state->processing->echo_cancellation();
    webrtc::EchoCancellation::Metrics figures {};
    if (!echo.is_enabled() || echo.GetMetrics(&figures) != 0)
        return metrics;
    // The library says -100 for what it has not measured yet.
    const auto known = [](int value) { return value > -100 ? double(value) : 0; };
    metrics.echoLossDb = known(figures.echo_return_loss.average);
    metrics.removedDb = known(figures.echo_return_loss_enhancement.average);
    int median = 0;
    int deviation = 0;
    if (echo.GetDelayMetrics(&median, &deviation) == 0)
        metrics.delayMs = std::max(0, median);
    return metrics;
}

}
