// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"
#include "codec/resampler.h"
#include "speech/voiceprocessor.h"

#include <array>
#include <deque>

namespace myna::audio {

// What the loudspeaker plays, at the microphone's pace: the echo canceller wants one frame of it for each frame of the microphone, always
// the same time before its echo. The loudspeaker pulls in bursts and by a clock of its own, so a small cushion lies between the two; when
// the clocks have drifted apart it jumps back by a few hundredths of a second. Pure; lives on the audio thread.
class EchoReference
{
public:
    using Frame = std::array<int16_t, speech::voiceFrameSamples>;

    struct Counters
    {
        quint64 missing = 0; // frames that were silence because nothing was there in the middle of sound
        quint64 jumps = 0; // times too much or too little lay here
    };

    EchoReference();

    // Exactly what was handed to the loudspeaker, in this order; mono at playbackRateHz.
    void played(std::span<const int16_t> samples);
    // The frame that goes with the next frame of the microphone; silence while nothing plays.
    Frame take();
    // The microphone opens: what was played while it was closed is over but for the newest part.
    void restart();

    // Keeps everything back so much longer: for echoes that come later than a canceller looks for them.
    void hold(int ms); // 0–500

    // How long a sample waits here before it is taken.
    [[nodiscard]] double lagMs() const;
    [[nodiscard]] const Counters& counters() const { return m_counters; }

private:
    void trim(size_t samples);
    void steer();
    void pad(size_t samples);

    std::unique_ptr<codec::Resampler> m_resampler;
    std::deque<int16_t> m_samples; // at voiceRateHz
    qint64 m_heldBack = 0; // samples at playbackRateHz times voiceRateHz, still inside the resampler
    size_t m_hold = 0; // samples
    bool m_flowing = false; // the loudspeaker has pulled lately
    int m_emptyFrames = 0;
    int m_windowFrames = 0; // of the present measurement
    size_t m_lowest = 0; // least that lay here in it
    Counters m_counters;
};

}
