// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/detector/webrtcdetector.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

namespace myna::server {

namespace {
// Below this level (about -58 dBFS) nothing is speech: detection of near silence is decided by dither and codec noise.
constexpr double quietestSpeech = 40;
}

struct WebRtcDetector::State
{
    std::unique_ptr<webrtc::AudioProcessing> processing;
    std::array<float, detectorFrameSamples> buffer {};
};

Result<std::unique_ptr<VoiceDetector>> WebRtcDetector::create()
{
    using webrtc::AudioProcessing;
    auto state = std::make_unique<State>();
    state->processing.reset(AudioProcessing::Create());
    AudioProcessing* processing = state->processing.get();
    const bool ready = processing
        && processing->Initialize(
               detectorRateHz, detectorRateHz, detectorRateHz, AudioProcessing::kMono, AudioProcessing::kMono, AudioProcessing::kMono)
            == 0
        && processing->high_pass_filter()->Enable(true) == 0
        && processing->noise_suppression()->set_level(webrtc::NoiseSuppression::kModerate) == 0
        && processing->noise_suppression()->Enable(true) == 0
        // The two stricter settings call loud noise speech even behind noise suppression.
        && processing->voice_detection()->set_likelihood(webrtc::VoiceDetection::kLowLikelihood) == 0
        && processing->voice_detection()->Enable(true) == 0;
    if (!ready)
        return Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "Voice detection could not be started.") };
    return std::unique_ptr<VoiceDetector>(new WebRtcDetector(std::move(state)));
}

WebRtcDetector::WebRtcDetector(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

WebRtcDetector::~WebRtcDetector() = default;

bool WebRtcDetector::hasVoice(const codec::PcmFrame& frame)
{
    if (frame.samples.size() != detectorFrameSamples)
        return false;
    double energy = 0;
    for (size_t i = 0; i < frame.samples.size(); ++i) {
        energy += double(frame.samples[i]) * frame.samples[i];
        m_state->buffer[i] = float(frame.samples[i]) / 32768.0f;
    }
    const webrtc::StreamConfig format(detectorRateHz, 1, false);
    float* channel = m_state->buffer.data();
    const bool processed = m_state->processing->ProcessStream(&channel, format, format, &channel) == 0;
    return processed && std::sqrt(energy / detectorFrameSamples) >= quietestSpeech
        && m_state->processing->voice_detection()->stream_has_voice();
}

void WebRtcDetector::reset()
{
    m_state->processing->Initialize();
}

}
