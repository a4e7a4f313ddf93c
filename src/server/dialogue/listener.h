// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/speechcodec.h"
#include "protocol/audiopacket.h"
#include "server/dialogue/speechgate.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace myna::server {

// A device's packets in, its utterances out: decoder and speech gate of one conversation, made when the first packet comes and
// given back when none came for a while. Packets may be of any length an Opus packet can have.
class Listener final : public QObject
{
    Q_OBJECT

public:
    using DetectorMaker = std::function<Result<std::unique_ptr<VoiceDetector>>()>;
    Listener(GateTiming timing, DetectorMaker makeDetector, QObject* parent = nullptr);
    ~Listener() override;

    void put(const protocol::AudioPacket& packet); // kept as pre-roll while nobody listens
    void listen(SpeechGate::Ending ending);
    void stop(); // what is being said ends now
    void ignore();
    void called(); // by the wake phrase
    void guard(bool on); // the device itself speaks
    void clear();
    [[nodiscard]] bool hearsVoice() const { return m_gate && m_gate->hearsVoice(); } // perhaps the beginning of an utterance
    [[nodiscard]] bool hasEars() const { return m_gate != nullptr; }
    [[nodiscard]] quint64 badPackets() const { return m_badPackets; }
    [[nodiscard]] quint64 decodedPackets() const { return m_decodedPackets; }

signals:
    void speechStarted();
    void speech(const myna::codec::PcmFrame& frame);
    void speechEnded(int silenceMs);
    void nothingHeard(); // after stop(), or what there was is too short
    void noiseDropped(); // what had started is no speech

private:
    bool prepare();
    void rest();
    void forward(const std::vector<GateEvent>& events);

    GateTiming m_timing;
    DetectorMaker m_makeDetector;
    std::unique_ptr<codec::SpeechDecoder> m_decoder;
    std::unique_ptr<SpeechGate> m_gate;
    std::optional<SpeechGate::Ending> m_wanted; // before the gate exists
    bool m_guarded = false;
    bool m_called = false; // likewise
    QTimer m_hush; // a device that sends nothing while it is silent still ends its sentence
    QTimer m_rest;
    QElapsedTimer m_sincePacket;
    quint64 m_badPackets = 0;
    quint64 m_decodedPackets = 0;
};

}
