// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/capturechain.h"
#include "audio/echotest.h"

#include <optional>
#include <vector>

namespace myna::audio {

// Listens to EchoTestSound as it is played and as it comes back, and judges. Pure: frames of the capture chain in, verdict out; about
// 6 s of sound, never more than 8.
class EchoProbe
{
public:
    static constexpr int longestMs = 8000;

    EchoProbe();

    // The next 10 ms; true: everything is known.
    bool put(const CaptureChain::View& frame);
    // How late the echo is, from handing a sample to the loudspeaker; known after the sweeps, so that the canceller can be told before
    // the speech.
    [[nodiscard]] std::optional<int> delayMs() const;
    // The verdict over what was heard so far.
    [[nodiscard]] EchoTestResult result() const;

private:
    struct Sweep
    {
        double delayMs = 0; // from the loudspeaker
        double likeness = 0; // of echo and sweep, 0–1
        double lossDb = 0;
    };

    [[nodiscard]] int framesHeard() const { return int(m_captured.size()) / speech::voiceFrameSamples; }
    [[nodiscard]] double noisePower() const;
    void listenToSpeech(const CaptureChain::View& frame, int since);
    void listenToTheRoom(const CaptureChain::View& frame);
    [[nodiscard]] bool isDecided(int frames, int since) const;
    void analyse(int sweep);
    [[nodiscard]] std::vector<Sweep> agreed() const;
    [[nodiscard]] EchoTestResult::Cause judge(const EchoTestResult& result) const;

    std::vector<int16_t> m_played;
    std::vector<int16_t> m_captured;
    std::vector<float> m_lagMs; // one a frame
    int m_begin = -1; // frame of the first sweep; negative: nothing was played yet
    std::vector<Sweep> m_sweeps;
    double m_quiet = 0; // sums of power before the first sweep
    int m_quietFrames = 0;
    int m_silentFrames = 0; // since something was played
    double m_echo = 0; // sums of power while the speech sounds
    double m_left = 0;
    int m_speechFrames = 0;
    int m_clipped = 0; // samples
    bool m_alive = false; // something else than zeros came
};

}
