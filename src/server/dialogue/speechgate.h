// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/framer.h"
#include "server/engines/detector/voicedetector.h"

#include <bitset>
#include <deque>
#include <memory>
#include <variant>
#include <vector>

namespace myna::server {

struct SpeechStarted
{
};
// `silenceMs`: how long ago, on the clock of the sound, the last voice was.
struct SpeechEnded
{
    int silenceMs = 0;
    bool tooLong = false; // cut at the longest utterance
};
struct SpeechDropped
{
}; // what had started was too short to be speech
struct NothingHeard
{
}; // stop() without any voice since listen()
// The frames of an utterance come between SpeechStarted and SpeechEnded or SpeechDropped.
using GateEvent = std::variant<SpeechStarted, codec::PcmFrame, SpeechEnded, SpeechDropped, NothingHeard>;

struct GateTiming
{
    int endOfSpeechMs = 600;
    int preRollMs = 600; // kept from before the onset, so that the first syllable survives
    int onsetMs = 80; // voiced within the last 200 ms: somebody speaks
    int minSpeechMs = 200; // voiced in all: a short "yes" passes, a click does not
    int tailMs = 200; // kept after the last voice
    int maxUtteranceMs = 15000;
    // While the device itself speaks: what is left of its voice behind the echo canceller is faint and comes in scraps.
    int guardedOnsetMs = 240; // voiced within the last 400 ms, and
    double guardedDbfs = -40; // as loud as somebody who wants to be heard
    // Right after a call by the wake phrase its end may still be heard: a short piece of voice ends sooner, so that the question is none of
    // it.
    int phraseTailMs = 700;
    int endOfPhraseMs = 250;
    int restMs = 10000; // on the clock: without a packet for so long, what hearing needs (70 kB) is given back
    int guardTailMs = 400; // the guard stays on so long after the last word was sent
};

// Finds utterances in a stream of 16 kHz sound. Its clock is the sound itself. Pure: events are returned, nothing waits.
class SpeechGate
{
public:
    explicit SpeechGate(std::unique_ptr<VoiceDetector> detector, GateTiming timing = {});

    enum class Ending { BySilence, ByStop };
    void listen(Ending ending); // from now on; the pre-roll is kept
    void ignore(); // keeps the pre-roll and finds nothing
    void called(); // by the wake phrase
    void guard(bool on); // the device speaks: only a voice that is meant begins an utterance
    std::vector<GateEvent> put(const codec::PcmFrame& sound); // any length
    std::vector<GateEvent> stop(); // ends what is being said
    void clear(); // forgets the pre-roll too
    [[nodiscard]] bool isSpeaking() const { return m_phase == Phase::Speaking; }
    [[nodiscard]] bool hearsVoice() const; // an utterance, or what may become one
    [[nodiscard]] int endOfSpeechMs() const { return m_timing.endOfSpeechMs; } // the detector's own, where it has one
    [[nodiscard]] bool isListening() const { return m_phase != Phase::Ignoring; }

private:
    enum class Phase { Ignoring, Waiting, Speaking };
    void putFrame(codec::PcmFrame frame, std::vector<GateEvent>& events);
    void speak(codec::PcmFrame frame, bool voiced, std::vector<GateEvent>& events);
    void end(bool tooLong, std::vector<GateEvent>& events);

    std::unique_ptr<VoiceDetector> m_detector;
    GateTiming m_timing;
    codec::Framer m_framer { detectorRateHz, detectorFrameSamples };
    Phase m_phase = Phase::Ignoring;
    Ending m_ending = Ending::BySilence;
    std::deque<codec::PcmFrame> m_preRoll;
    std::deque<codec::PcmFrame> m_held; // silence within an utterance: part of it only if speech follows
    std::bitset<40> m_recent; // voiced or not, the last 400 ms
    bool m_called = false;
    bool m_guarded = false;
    int m_guardMs = 0; // still to come after the guard was taken off
    int m_voicedMs = 0;
    int m_silenceMs = 0;
    int m_lengthMs = 0;
};

}
