// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/sentencecheck.h"

#include <algorithm>
#include <cstdlib>

namespace myna::viewmodels {

namespace {

constexpr double leastRecordingMs = 300; // shorter ones were a slip of the finger
constexpr int leastPeak = 330; // of 32768: −40 dBFS, quieter than any voice near a microphone

int peakOf(const codec::PcmFrame& sound)
{
    int peak = 0;
    for (const int16_t sample : sound.samples)
        peak = std::max(peak, std::abs(int(sample)));
    return peak;
}

}

SentenceCheck::SentenceCheck(Timing timing, CheckSound& sound, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
    , m_sound(sound)
    , m_wait(timing.tick)
{
    connect(&m_wait, &LimitedWait::ticked, this, &SentenceCheck::ticked);
    connect(&m_wait, &LimitedWait::expired, this, &SentenceCheck::onLimit);
    connect(&m_sound, &CheckSound::over, this, [this] {
        if (m_state != State::Playing)
            return;
        m_state = State::Heard;
        emit changed();
    });
}

double SentenceCheck::progress() const
{
    switch (m_state) {
    case State::Recording:
        return m_wait.progress();
    case State::Playing:
        return m_sound.progress();
    case State::Ready:
    case State::Waiting:
    case State::Heard:
        return 0;
    }
    return 0;
}

void SentenceCheck::toggle()
{
    if (m_state == State::Recording)
        finish();
    else if (m_state == State::Ready || m_state == State::Heard)
        record();
}

void SentenceCheck::record()
{
    m_failed = false;
    m_levels.clear();
    m_state = State::Recording;
    m_wait.start(m_timing.recording, m_timing.recording);
    emit recordingWanted(true);
    emit changed();
}

void SentenceCheck::finish()
{
    m_state = State::Waiting;
    m_wait.start(m_timing.answer, m_timing.answer);
    emit recordingWanted(false);
    emit changed();
}

void SentenceCheck::recorded(const codec::PcmFrame& sound)
{
    // It may also end by itself: the engine keeps only so much.
    if (!isBusy())
        return;
    m_wait.stop();
    if (sound.durationMs() < leastRecordingMs || peakOf(sound) < leastPeak)
        return fail();
    m_recording = sound;
    play();
}

void SentenceCheck::fail()
{
    m_state = State::Ready;
    m_failed = true;
    emit changed();
}

void SentenceCheck::play()
{
    m_state = State::Playing;
    m_sound.play(m_recording);
    emit changed();
}

void SentenceCheck::playAgain()
{
    if (m_state == State::Heard && !m_recording.samples.empty())
        play();
}

void SentenceCheck::stop()
{
    const State before = m_state;
    m_wait.stop();
    m_failed = false;
    m_state = before == State::Playing || before == State::Heard ? State::Heard : State::Ready;
    if (before == State::Recording)
        emit recordingWanted(false);
    if (before == State::Playing)
        m_sound.cancel();
}

void SentenceCheck::forget()
{
    stop();
    m_state = State::Ready;
    m_recording = {};
    m_levels.clear();
}

void SentenceCheck::heard(float level)
{
    if (m_state == State::Recording)
        m_levels.append(level);
}

void SentenceCheck::onLimit()
{
    if (m_state == State::Recording)
        finish();
    else if (m_state == State::Waiting)
        fail();
}

}

#include "moc_sentencecheck.cpp"
