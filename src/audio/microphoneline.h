// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/capturechain.h"
#include "audio/keywordspotter.h"
#include "audio/preroll.h"
#include "audio/uplink.h"

#include <QObject>
#include <QTimer>

namespace myna::audio {

// The processed microphone and everybody who gets its sound: the uplink while a conversation listens, the keyword spotter while it is
// armed, a recording while one is made.
// Lives on the audio thread.
class MicrophoneLine final : public QObject
{
    Q_OBJECT

public:
    static constexpr int longestRecordingMs = 15000;

    explicit MicrophoneLine(QObject* parent = nullptr);

    void put(const codec::PcmFrame& chunk); // from the device
    void deviceOpened(); // what an earlier device gave does not belong to what comes
    void deviceClosed();

    void open(); // packets from here on
    void close(); // lets in what is already in the air, then finished()
    [[nodiscard]] bool isOpen() const { return m_uplink.isOpen(); }
    void setMuted(bool muted);
    void setRecording(bool recording);
    void setSpotter(KeywordSpotter* spotter); // nullptr: none; muted, it gets nothing
    // What was heard just before now, as packets of the uplink; only while a spotter is set.
    QVector<protocol::AudioPacket> takePreRoll();
    void setUplink(const UplinkOptions& options) { m_uplink.set(options); }
    [[nodiscard]] CaptureChain& chain() { return m_chain; }

signals:
    void packetReady(const myna::protocol::AudioPacket& packet);
    void finished(); // once for each close() of an open line
    void mutedSpeech();
    void recorded(const myna::codec::PcmFrame& sound);

private:
    void processed(const codec::PcmFrame& frame, bool voice);
    void finish();
    void endRecording();

    CaptureChain m_chain;
    Uplink m_uplink;
    bool m_hasDevice = false;
    double m_tailMs = -1; // of sound still to come after close(); negative: not closing
    QTimer m_tailLimit;
    KeywordSpotter* m_spotter = nullptr;
    PreRoll m_preRoll;
    bool m_recording = false;
    codec::PcmFrame m_record;
};

}
