// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/echoreference.h"
#include "audio/levelmeter.h"
#include "codec/framer.h"
#include "codec/resampler.h"
#include "speech/noisefloor.h"
#include "speech/voiceprocessor.h"

#include <QObject>

#include <functional>

namespace myna::audio {

// What the microphone's sound is like, for people and for the statistics. Levels in dB below full scale.
struct CaptureFigures
{
    int deviceRateHz = 0; // 0: nothing came yet
    double beforeDbfs = speech::silentDbfs; // of the last 50 ms
    double afterDbfs = speech::silentDbfs;
    double noiseDbfs = speech::silentDbfs; // the room behind the voice, before processing
    double leftNoiseDbfs = speech::silentDbfs; // and after it
    bool clipping = false;
    speech::ProcessingMetrics echo;
    double referenceLagMs = 0; // how long played sound waits for the microphone's frame it belongs to
    bool operator==(const CaptureFigures&) const = default;
};

// The microphone's sound made fit to be sent: 16 kHz, frames of 10 ms, without echo, noise and hum. Chunks of any rate and length go in
// at put(), what the loudspeaker plays goes in at played(). Lives on the audio thread.
class CaptureChain final : public QObject
{
    Q_OBJECT

public:
    // Exact zeros for so long do not come from a microphone that works: even a quiet room has noise in the last bit.
    static constexpr int deadMs = 3000;

    // One frame on its way, for those who measure; all three hold speech::voiceFrameSamples.
    struct View
    {
        std::span<const int16_t> played;
        std::span<const int16_t> captured;
        std::span<const int16_t> processed;
        double lagMs = 0; // of `played` behind the loudspeaker
    };
    using Observer = std::function<void(const View&)>;

    explicit CaptureChain(const speech::Processing& processing = {}, QObject* parent = nullptr);
    ~CaptureChain() override;

    void put(const codec::PcmFrame& chunk);
    void finish(); // hands out the rest, padded with silence to 10 ms
    void reset(); // the microphone opens (again): nothing from before is handed out

    void played(std::span<const int16_t> samples); // exactly what went to the loudspeaker, mono, playbackRateHz

    void set(const speech::Processing& processing); // takes effect with the next frame
    [[nodiscard]] const speech::Processing& processing() const { return m_wanted; }
    // The microphone comes without echo already (DevicePair::isEchoFree): a second canceller would only harm.
    void setEchoFree(bool echoFree);
    [[nodiscard]] bool isEchoFree() const { return m_echoFree; }
    // From handing a sample to the loudspeaker to receiving its echo; the echo test finds it; negative: not known.
    void setEchoDelay(int delayMs);
    [[nodiscard]] int echoDelayMs() const { return m_echoDelayMs; }

    void setObserver(Observer observer) { m_observer = std::move(observer); } // empty: nobody; called for each frame
    [[nodiscard]] CaptureFigures figures() const;

signals:
    void processed(const myna::codec::PcmFrame& frame, bool voice); // 10 ms at 16 kHz
    void levelMeasured(float rms); // after processing, 0–1, twenty times a second of sound
    void deadChanged(bool dead); // the microphone delivers nothing but zeros
    void clippingChanged(bool clipping); // it is set too loud: parts of the voice are cut off

private:
    void apply();
    void watchForLife(const codec::PcmFrame& chunk);
    void watchForClipping(std::span<const int16_t> frame);
    void cut(const codec::PcmFrame& sound);
    void tellDelay(double lagMs);
    void process(codec::PcmFrame frame);

    speech::Processing m_wanted;
    bool m_echoFree = false;
    int m_echoDelayMs;
    double m_lagMs = -1; // of the reference, smoothed; negative: not known yet
    int m_toldDelayMs = -1;
    std::unique_ptr<speech::VoiceProcessor> m_processor; // null: could not be made; sound passes as it is
    std::unique_ptr<codec::Resampler> m_resampler; // null while the device has our rate
    codec::Framer m_framer;
    bool m_aligned = false; // frames end where the device's blocks end
    EchoReference m_reference;
    Observer m_observer;

    LevelMeter m_before { speech::voiceRateHz };
    LevelMeter m_after { speech::voiceRateHz };
    speech::NoiseFloor m_leftNoise;
    CaptureFigures m_figures;
    double m_zeroMs = 0;
    bool m_dead = false;
    int m_sinceClipped = 0; // frames
};

}
