// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"
#include "audio/jitterbuffer.h"
#include "audio/levelmeter.h"
#include "base/turnid.h"
#include "codec/speechcodec.h"

#include <deque>
#include <vector>

namespace myna::audio {

// Packets to loudspeaker sound, turn after turn, without a click at any edge. The playback device pulls; nothing here keeps time.
// A turn begun while another still sounds waits behind it; only cancel() cuts. Lives on the audio thread.
class Downlink final : public QObject, public PlaybackSource
{
    Q_OBJECT

public:
    struct Counters
    {
        quint64 played = 0;
        quint64 concealed = 0;
        quint64 late = 0;
        quint64 underruns = 0;
        bool operator==(const Counters&) const = default;
    };

    explicit Downlink(QObject* parent = nullptr);

    void begin(TurnId turn);
    void play(TurnId turn, const protocol::AudioPacket& packet);
    void end(TurnId turn);
    void cancel(TurnId turn);
    void setVolume(int percent);

    void fill(std::span<int16_t> samples) override;
    void playing(qint64 samplesInFlight) override;

    [[nodiscard]] bool isIdle() const { return m_turns.empty() && m_finishes.empty() && pending() == 0; }
    [[nodiscard]] const Counters& counters() const { return m_counters; }

signals:
    void drained(myna::TurnId turn);
    void levelMeasured(float rms);

private:
    struct Turn
    {
        TurnId id;
        JitterBuffer buffer;
        bool hasSounded = false;
        bool isStarved = false;
    };
    struct Finish
    {
        TurnId id;
        qint64 position = 0; // count of filled samples at its last one
    };

    Turn* find(TurnId id);
    [[nodiscard]] size_t pending() const { return m_pcm.size() - m_read; }
    void pull(std::span<int16_t> samples);
    bool decodeNext();
    void append(const codec::PcmFrame& sound);
    void closeEdge();
    bool finishFront();
    void fadeOut(size_t samples);
    void compact();
    void applyVolume(std::span<int16_t> samples);

    std::unique_ptr<codec::SpeechDecoder> m_decoder;
    std::deque<Turn> m_turns; // the front one sounds
    std::deque<Finish> m_finishes;
    TurnId m_newest;
    TurnId m_cancelled;
    std::vector<int16_t> m_pcm; // decoded, not yet pulled, from m_read on
    size_t m_read = 0;
    size_t m_fadeInLeft = 0; // samples of the rising edge still to come
    bool m_edgeClosed = true; // what is pending ends in a faded edge
    qint64 m_filled = 0;
    qint64 m_lastSound = 0; // m_filled just behind the last sample of a turn
    size_t m_waited = 0; // samples of silence while packets waited for more
    float m_gain = 1;
    float m_targetGain = 1;
    LevelMeter m_meter { playbackRateHz };
    Counters m_counters;
};

}
