// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/framer.h"
#include "codec/speechcodec.h"
#include "protocol/audiopacket.h"

#include <QObject>

namespace myna::audio {

// How the voice is packed. Servers of the protocol take any Opus, so these are choices between sound, traffic and delay.
struct UplinkOptions
{
    int frameMs = 60; // 20|40|60: what the greeting announces; servers are tried with 60
    int bitrate = 24000; // bit/s: wideband speech without audible loss; recognisers do not get better from more
    int complexity = 5; // 0–10: 5 costs half of 10 and sounds the same at 24 kbit/s
    // Off, because servers count frames to find the end of a sentence: a silence that is not sent would never end.
    bool dtx = false;
    // Off, because packets travel over TCP; with packets over UDP it costs a fifth of the bits and covers single losses.
    bool fec = false;
    bool operator==(const UplinkOptions&) const = default;
};

// Processed sound to packets: cut into exact frames, encoded, numbered. Muted, not a sample gets beyond here. Lives on the audio thread.
class Uplink final : public QObject
{
    Q_OBJECT

public:
    static constexpr int rateHz = 16000; // what servers of the protocol expect
    // Whoever talks while muted is told at once, and again after so long, counted in the sound itself.
    static constexpr int cueEveryMs = 5000;

    explicit Uplink(const UplinkOptions& options = {}, QObject* parent = nullptr);

    void set(const UplinkOptions& options); // from the next open() on
    [[nodiscard]] const UplinkOptions& options() const { return m_options; }

    void open(); // starts with a clean slate: nothing heard before is sent
    // Sound at rateHz, any length; ignored while closed. `voice`: somebody speaks in it.
    void put(const codec::PcmFrame& sound, bool voice = false);
    void finish(); // sends the rest, padded with silence to a whole frame, and closes
    [[nodiscard]] bool isOpen() const { return m_open; }

    // Muted, nothing is encoded and nothing leaves, not even what was said just before.
    void setMuted(bool muted);
    [[nodiscard]] bool isMuted() const { return m_muted; }

signals:
    void packetReady(const myna::protocol::AudioPacket& packet);
    void mutedSpeech(); // somebody talks but is muted

private:
    void prepare();
    void clear();
    void listenWhileMuted(double durationMs, bool voice);
    void encode(const codec::PcmFrame& frame);

    UplinkOptions m_options;
    bool m_open = false;
    bool m_muted = false;
    std::unique_ptr<codec::Framer> m_framer;
    std::unique_ptr<codec::SpeechEncoder> m_encoder; // null: the options are none of Opus
    UplinkOptions m_prepared; // what the encoder was made with
    double m_voicedMs = 0;
    double m_sinceCueMs = cueEveryMs;
    quint32 m_sequence = 0;
    quint32 m_timestampMs = 0;
};

}
