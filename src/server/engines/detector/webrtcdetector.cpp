// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/detector/webrtcdetector.h"

namespace myna::server {

static_assert(detectorRateHz == speech::voiceRateHz && detectorFrameSamples == speech::voiceFrameSamples);

Result<std::unique_ptr<VoiceDetector>> WebRtcDetector::create()
{
    // What a device sends has been through its own processing; here only what detection needs.
    auto processor = speech::VoiceProcessor::create({ .echoCancellation = false, .gainControl = false });
    if (!processor)
        return processor.error();
    return std::unique_ptr<VoiceDetector>(new WebRtcDetector(std::move(processor).value()));
}

WebRtcDetector::WebRtcDetector(std::unique_ptr<speech::VoiceProcessor> processor)
    : m_processor(std::move(processor))
{
}

WebRtcDetector::~WebRtcDetector() = default;

bool WebRtcDetector::hasVoice(const codec::PcmFrame& frame)
{
    if (frame.samples.size() != detectorFrameSamples)
        return false;
    auto samples = frame.samples;
    return m_processor->process(samples);
}

void WebRtcDetector::reset()
{
    m_processor->reset();
}

}
