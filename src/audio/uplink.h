// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/levelmeter.h"
#include "codec/framer.h"
#include "codec/resampler.h"
#include "codec/speechcodec.h"
#include "protocol/audiopacket.h"

#include <QObject>

namespace myna::audio {

// Microphone sound to packets: resampled to 16 kHz, cut into exact frames, encoded, numbered. Lives on the audio thread.
class Uplink final : public QObject
{
    Q_OBJECT

public:
    static constexpr int rateHz = 16000; // what servers of the protocol expect
    // Exact zeros for so long do not come from a microphone that works: even a quiet room has noise in the last bit.
    static constexpr int deadMs = 3000;

    explicit Uplink(int frameMs, QObject* parent = nullptr);

    void open(); // starts with a clean slate: nothing heard before is sent
    void put(const codec::PcmFrame& chunk); // ignored while closed
    void finish(); // sends the rest, padded with silence to a whole frame, and closes
    [[nodiscard]] bool isOpen() const { return m_open; }

signals:
    void packetReady(const myna::protocol::AudioPacket& packet);
    void levelMeasured(float rms);
    void deadChanged(bool dead); // the microphone delivers nothing but zeros

private:
    void watchForLife(const codec::PcmFrame& chunk);
    void frame(const codec::PcmFrame& sound);
    void encode(const codec::PcmFrame& frame);

    int m_frameMs;
    bool m_open = false;
    codec::Framer m_framer;
    std::unique_ptr<codec::SpeechEncoder> m_encoder; // null: the frame length is none of Opus
    std::unique_ptr<codec::Resampler> m_resampler; // null while the device has our rate
    LevelMeter m_meter { rateHz };
    double m_zeroMs = 0;
    bool m_dead = false;
    quint32 m_sequence = 0;
    quint32 m_timestampMs = 0;
};

}
