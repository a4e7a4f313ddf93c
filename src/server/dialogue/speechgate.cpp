// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/speechgate.h"

#include "speech/noisefloor.h"

#include <algorithm>

namespace myna::server {

namespace {
// Within an utterance a voiced frame counts when three of the last five were: one stray frame must not keep a finished sentence open.
constexpr unsigned long recentMask = 0x1f;
constexpr int recentNeeded = 3;
constexpr unsigned long onsetMask = 0xfffff; // 200 ms
constexpr int hintMs = 30; // of voice in them: somebody may have begun to speak

int countMs(unsigned long frames)
{
    return int(std::bitset<40>(frames).count()) * detectorFrameMs;
}
}

SpeechGate::SpeechGate(std::unique_ptr<VoiceDetector> detector, GateTiming timing)
    : m_detector(std::move(detector))
    , m_timing(timing)
{
    m_timing.endOfSpeechMs = m_detector->endOfSpeechMs().value_or(m_timing.endOfSpeechMs);
}

void SpeechGate::listen(Ending ending)
{
    m_ending = ending;
    m_phase = Phase::Waiting;
    m_held.clear();
    m_recent.reset();
}

void SpeechGate::ignore()
{
    m_phase = Phase::Ignoring;
    m_held.clear();
}

void SpeechGate::called()
{
    m_called = true;
}

void SpeechGate::guard(bool on)
{
    if (m_guarded && !on)
        m_guardMs = m_timing.guardTailMs;
    m_guarded = on;
}

bool SpeechGate::hearsVoice() const
{
    return isSpeaking() || (isListening() && countMs(m_recent.to_ulong() & onsetMask) >= hintMs);
}

void SpeechGate::clear()
{
    ignore();
    m_preRoll.clear();
    m_framer.clear();
    m_detector->reset();
}

std::vector<GateEvent> SpeechGate::put(const codec::PcmFrame& sound)
{
    std::vector<GateEvent> events;
    m_framer.put(sound);
    while (auto frame = m_framer.take())
        putFrame(std::move(*frame), events);
    return events;
}

void SpeechGate::putFrame(codec::PcmFrame frame, std::vector<GateEvent>& events)
{
    const bool guarded = m_guarded || m_guardMs > 0;
    bool voiced = m_phase != Phase::Ignoring && m_detector->hasVoice(frame);
    if (guarded && m_phase == Phase::Waiting)
        voiced = voiced && speech::levelDbfs(speech::meanSquareOf(frame.samples)) > m_timing.guardedDbfs;
    m_guardMs = std::max(0, m_guardMs - detectorFrameMs);
    m_recent = m_recent << 1;
    m_recent[0] = voiced;
    if (m_phase == Phase::Speaking) {
        speak(std::move(frame), voiced, events);
        return;
    }
    m_preRoll.push_back(std::move(frame));
    while (int(m_preRoll.size()) * detectorFrameMs > m_timing.preRollMs)
        m_preRoll.pop_front();
    const int voicedMs = guarded ? countMs(m_recent.to_ulong()) : countMs(m_recent.to_ulong() & onsetMask);
    if (m_phase != Phase::Waiting || voicedMs < (guarded ? m_timing.guardedOnsetMs : m_timing.onsetMs))
        return;
    m_phase = Phase::Speaking;
    m_voicedMs = voicedMs;
    m_silenceMs = 0;
    m_lengthMs = int(m_preRoll.size()) * detectorFrameMs;
    events.emplace_back(SpeechStarted {});
    std::move(m_preRoll.begin(), m_preRoll.end(), std::back_inserter(events));
    m_preRoll.clear();
}

void SpeechGate::speak(codec::PcmFrame frame, bool voiced, std::vector<GateEvent>& events)
{
    const bool speech = voiced && countMs(m_recent.to_ulong() & recentMask) >= recentNeeded * detectorFrameMs;
    m_voicedMs += voiced ? detectorFrameMs : 0;
    m_lengthMs += detectorFrameMs;
    m_held.push_back(std::move(frame));
    m_silenceMs = speech ? 0 : m_silenceMs + detectorFrameMs;
    if (speech) {
        std::move(m_held.begin(), m_held.end(), std::back_inserter(events));
        m_held.clear();
    }
    const bool tooLong = m_lengthMs >= m_timing.maxUtteranceMs;
    m_called = m_called && m_lengthMs <= m_timing.phraseTailMs;
    const int endMs = m_called ? std::min(m_timing.endOfPhraseMs, m_timing.endOfSpeechMs) : m_timing.endOfSpeechMs;
    if (tooLong || (m_ending == Ending::BySilence && m_silenceMs >= endMs))
        end(tooLong, events);
}

void SpeechGate::end(bool tooLong, std::vector<GateEvent>& events)
{
    const auto tail = std::min<size_t>(m_held.size(), size_t(m_timing.tailMs / detectorFrameMs));
    std::move(m_held.begin(), m_held.begin() + long(tail), std::back_inserter(events));
    if (m_voicedMs < m_timing.minSpeechMs)
        events.emplace_back(SpeechDropped {});
    else
        events.emplace_back(SpeechEnded { m_silenceMs, tooLong });
    m_called = false;
    listen(m_ending);
}

std::vector<GateEvent> SpeechGate::stop()
{
    std::vector<GateEvent> events;
    if (auto rest = m_framer.takePadded())
        putFrame(std::move(*rest), events);
    if (m_phase == Phase::Speaking)
        end(false, events);
    else if (m_phase == Phase::Waiting)
        events.emplace_back(NothingHeard {});
    ignore();
    return events;
}

}
