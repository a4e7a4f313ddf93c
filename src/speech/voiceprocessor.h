// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <span>

// All the code that knows webrtc-audio-processing.
namespace myna::speech {

inline constexpr int voiceRateHz = 16000;
inline constexpr int voiceFrameSamples = 160; // 10 ms: the only length the library works in

// What is done to the microphone's sound. Every switch works without the others.
struct Processing
{
    enum class Suppression { Low, Moderate, High }; // white noise falls by about 6, 12 and 17 dB

    bool echoCancellation = true;
    bool noiseSuppression = true;
    bool gainControl = true;
    bool highPass = true; // hum and rumble below about 100 Hz
    Suppression suppression = Suppression::Moderate;
    bool operator==(const Processing&) const = default;
};

inline constexpr Processing unprocessed { false, false, false, false };

// What the processing says about itself. Figures that are not known (yet) are 0, levels −100.
struct ProcessingMetrics
{
    double echoLossDb = 0; // echo return loss: how much quieter the echo arrives than it was played
    double removedDb = 0; // echo return loss enhancement: what the canceller takes away on top of that
    int delayMs = 0; // from played() to the echo in process(), as the canceller sees it
    double noiseDbfs = -100; // background noise before processing
    bool operator==(const ProcessingMetrics&) const = default;
};

// Echo cancelling, noise suppression, gain control and voice detection on mono 16 kHz frames of 10 ms. Not bound to a thread, not shared
// between two. All switches on cost about 200 µs a frame.
class VoiceProcessor
{
public:
    static Result<std::unique_ptr<VoiceProcessor>> create(const Processing& processing = {}); // Errors: Unavailable
    ~VoiceProcessor();

    // Takes effect with the next frame; nothing else is forgotten.
    void set(const Processing& processing);
    [[nodiscard]] const Processing& processing() const { return m_processing; }
    // How much later than played() the echo arrives in process(). Within 100 ms is enough: the rest is found out.
    void setEchoDelay(int delayMs); // 0–500

    // What the loudspeaker plays, before its echo reaches process(). Both frames hold voiceFrameSamples.
    void played(std::span<const int16_t> frame);
    bool process(std::span<int16_t> frame); // in place; true: it holds voice

    void reset(); // forgets rooms and voices, keeps the switches and the delay
    [[nodiscard]] ProcessingMetrics metrics() const;

private:
    struct State;
    VoiceProcessor(const Processing& processing, std::unique_ptr<State> state);
    Processing m_processing;
    std::unique_ptr<State> m_state;
};

}
