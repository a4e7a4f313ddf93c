// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"
#include "audio/jitterbuffer.h"
#include "audio/levelmeter.h"
#include "audio/soundqueue.h"
#include "audio/volumeramp.h"
#include "base/turnid.h"
#include "codec/speechcodec.h"

#include <deque>

namespace myna::audio {

// Packets to loudspeaker sound, turn after turn, without a click at any edge. The playback device pulls; nothing here keeps time.
// A turn begun while another still sounds waits behind it; only cancel() cuts. Lives on the audio thread.
class Downlink final : public QObject, public PlaybackSource
{
    Q_OBJECT

public:
    struct Counters
    {
        quint64 played = 0; // packets
        quint64 concealed = 0; // missing packets that were made up
        quint64 recovered = 0; // missing packets played from the copy in the next one
        quint64 late = 0; // came after their time, or of an older turn
        quint64 duplicates = 0;
        quint64 dropped = 0; // not Opus, or more than fits
        quint64 underruns = 0; // holes in the middle of speech because nothing had come; a longer pause is none
        quint64 playedSamples = 0;
        quint64 concealedSamples = 0; // made up or silent where there should have been speech
        bool operator==(const Counters&) const = default;
    };
    struct Statistics
    {
        double targetMs = 0; // how long a packet is held back, so that the others come in time
        double jitterMs = 0; // 95 of 100 packets come within this of the fastest
        double bufferedMs = 0; // waiting to be played
        double concealedRatio = 0; // of all samples of speech so far, 0–1
        Counters counters;
        bool operator==(const Statistics&) const = default;
    };

    explicit Downlink(QObject* parent = nullptr);

    void begin(TurnId turn);
    void play(TurnId turn, const protocol::AudioPacket& packet);
    void end(TurnId turn);
    void cancel(TurnId turn);
    void setVolume(int percent);

    void fill(std::span<int16_t> samples) override;
    void playing(qint64 samplesInFlight) override;

    [[nodiscard]] bool isIdle() const { return m_turns.empty() && m_finishes.empty() && m_sound.size() == 0; }
    [[nodiscard]] bool isSounding() const { return m_lastSound > 0 && m_lastSound == m_filled; } // at the end of what was pulled last
    [[nodiscard]] const Counters& counters() const { return m_counters; }
    [[nodiscard]] Statistics statistics() const;

signals:
    void drained(myna::TurnId turn);
    void levelMeasured(float rms);

private:
    struct Turn
    {
        TurnId id;
        JitterBuffer buffer;
        bool hasSounded = false;
        bool isStream = false; // without numbers: what is missing is late, not lost
        bool isQuiet = false; // the last packet ended in a pause of the speech
        qint64 holeStart = -1; // position at which sound ran out; negative: it did not
        size_t bridged = 0; // samples made up since the last packet
    };
    struct Finish
    {
        TurnId id;
        qint64 position = 0; // count of filled samples at its last one
    };

    Turn* find(TurnId id);
    [[nodiscard]] qint64 position() const { return m_filled + qint64(m_sound.size()); } // of the next decoded sample
    void pull(std::span<int16_t> samples);
    void provide(size_t wanted);
    bool decodeNext(JitterBuffer::Need need);
    void playPacket(const protocol::AudioPacket& packet);
    void playGap(const JitterBuffer::Gap& gap);
    size_t conceal(int durationUs); // returns how many samples were made up
    bool stall();
    void closeHole(bool isUnderrun);
    void closeEdge();
    bool finishFront();

    std::unique_ptr<codec::SpeechDecoder> m_decoder;
    ArrivalJitter m_jitter;
    std::deque<Turn> m_turns; // the front one sounds
    std::deque<Finish> m_finishes;
    TurnId m_newest;
    TurnId m_cancelled;
    SoundQueue m_sound; // decoded, not yet pulled
    qint64 m_filled = 0; // samples pulled so far: the clock of everything here
    qint64 m_lastSound = 0; // m_filled just behind the last sample of a turn
    VolumeRamp m_volume;
    LevelMeter m_meter { playbackRateHz };
    Counters m_counters;
};

}
