// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QByteArray>

#include <memory>

// All the code that knows libopus.
namespace myna::codec {

// Longest packet Opus allows: what a decoder's buffer must hold.
inline constexpr int maxPacketMs = 120;

// How long a packet sounds, read from its TOC byte and frame count (RFC 6716 §3.1), in microseconds · Errors: Invalid.
Result<int> packetDurationUs(const QByteArray& opus);

struct EncoderSettings
{
    int rateHz = 16000; // 8000|12000|16000|24000|48000
    int frameMs = 60; // 20|40|60
    int bitrate = 24000; // bit/s
    int complexity = 5; // 0–10: 5 costs half of 10 and sounds the same at 24 kbit/s
    bool dtx = false; // send almost nothing in silence
    bool fec = false; // in-band forward error correction
    bool operator==(const EncoderSettings&) const = default;
};

// Encodes exact frames. One per direction and session; not shared between threads.
class SpeechEncoder
{
public:
    static Result<std::unique_ptr<SpeechEncoder>> create(const EncoderSettings& settings); // Errors: Invalid
    ~SpeechEncoder();

    [[nodiscard]] const EncoderSettings& settings() const { return m_settings; }
    [[nodiscard]] int samplesPerFrame() const { return m_settings.rateHz / 1000 * m_settings.frameMs; }
    // `frame` must hold exactly samplesPerFrame() samples at rateHz. Errors: Invalid.
    Result<QByteArray> encode(const PcmFrame& frame);
    void reset();

private:
    struct State;
    SpeechEncoder(const EncoderSettings& settings, std::unique_ptr<State> state);
    EncoderSettings m_settings;
    std::unique_ptr<State> m_state;
};

// Decodes any Opus packet to mono at one output rate, whatever rate and length it was encoded with.
class SpeechDecoder
{
public:
    static Result<std::unique_ptr<SpeechDecoder>> create(int rateHz); // 8000|12000|16000|24000|48000 · Errors: Invalid
    ~SpeechDecoder();

    [[nodiscard]] int rateHz() const { return m_rateHz; }
    Result<PcmFrame> decode(const QByteArray& opus); // Errors: Invalid (garbage); the decoder stays usable
    // Packet loss concealment for a gap of `durationUs` (a multiple of 2500).
    PcmFrame conceal(int durationUs);
    // The lost packet's sound from the forward error correction inside the packet after it.
    Result<PcmFrame> recover(const QByteArray& following, int durationUs);
    void reset();

private:
    struct State;
    SpeechDecoder(int rateHz, std::unique_ptr<State> state);
    int m_rateHz;
    std::unique_ptr<State> m_state;
};

}
