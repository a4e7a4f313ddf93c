// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <optional>

namespace myna::server {

inline constexpr int detectorRateHz = 16000;
inline constexpr int detectorFrameSamples = 160; // 10 ms
inline constexpr int detectorFrameMs = 10;

// Says of each 10 ms whether somebody speaks. One per conversation.
class VoiceDetector
{
public:
    VoiceDetector() = default;
    virtual ~VoiceDetector() = default;
    VoiceDetector(const VoiceDetector&) = delete;
    VoiceDetector& operator=(const VoiceDetector&) = delete;

    // `frame` is exactly detectorFrameSamples at detectorRateHz.
    virtual bool hasVoice(const codec::PcmFrame& frame) = 0;
    virtual void reset() = 0; // another utterance may come from another room
    // The silence in ms that ends an utterance, where its owner set one for this detector; nothing: the conversation's.
    [[nodiscard]] virtual std::optional<int> endOfSpeechMs() const { return {}; }
};

}
