// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/serverconfig.h"
#include "server/engines/detector/voicedetector.h"
#include "speech/voiceprocessor.h"

#include <memory>

namespace myna::server {

struct WebRtcOptions
{
    std::optional<double> minLevelDbfs; // of a frame; what is quieter is a neighbour
    std::optional<int> endOfSpeechMs;
};
// What `min_level_dbfs` and `min_silence_duration_ms` of its settings say.
WebRtcOptions webRtcOptions(const EngineSpec& spec);
QString wrongInWebRtc(const EngineSpec& spec); // why these settings cannot work, as a sentence; empty: nothing is wrong

// WebRTC's voice detection, behind its noise suppression where there is noise: that takes 100 to 150 µs of 10 ms, all the rest five.
class WebRtcDetector final : public VoiceDetector
{
public:
    static Result<std::unique_ptr<VoiceDetector>> create(const WebRtcOptions& options = {}); // Errors: Unavailable
    ~WebRtcDetector() override;

    bool hasVoice(const codec::PcmFrame& frame) override;
    void reset() override;
    [[nodiscard]] bool suppressesNoise() const { return m_processor->processing().noiseSuppression; } // now, because there is some
    [[nodiscard]] std::optional<int> endOfSpeechMs() const override { return m_options.endOfSpeechMs; }

private:
    void followNoise();
    WebRtcDetector(std::unique_ptr<speech::VoiceProcessor> processor, const WebRtcOptions& options);
    std::unique_ptr<speech::VoiceProcessor> m_processor;
    WebRtcOptions m_options;
};

}
