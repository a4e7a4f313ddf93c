// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/engines/detector/voicedetector.h"

#include <memory>

// All the code of the server that knows webrtc-audio-processing.
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
    struct State;
    explicit WebRtcDetector(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}
