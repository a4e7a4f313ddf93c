// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/engines/detector/voicedetector.h"
#include "speech/voiceprocessor.h"

#include <memory>

namespace myna::server {

// WebRTC's voice detection behind its noise suppression; costs about 10 µs a frame.
class WebRtcDetector final : public VoiceDetector
{
public:
    static Result<std::unique_ptr<VoiceDetector>> create(); // Errors: Unavailable
    ~WebRtcDetector() override;

    bool hasVoice(const codec::PcmFrame& frame) override;
    void reset() override;

private:
    explicit WebRtcDetector(std::unique_ptr<speech::VoiceProcessor> processor);
    std::unique_ptr<speech::VoiceProcessor> m_processor;
};

}
