// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/echoprobe.h"

#include <QTimer>

#include <chrono>

namespace myna::audio {

// Runs one echo test at a time on a capture chain whose microphone is open. Its owner plays what is asked for and cares that nothing else
// sounds. Lives on the audio thread.
class EchoTester final : public QObject
{
    Q_OBJECT

public:
    // By this time there is a result whatever the devices do.
    static constexpr std::chrono::milliseconds longest { EchoProbe::longestMs };

    explicit EchoTester(CaptureChain& chain, QObject* parent = nullptr, std::chrono::milliseconds limit = longest);
    ~EchoTester() override;

    // `hasLoudspeaker` false: what is played would only be kept time of. Then, and without a microphone, finished() follows at once.
    void start(bool hasMicrophone, bool hasLoudspeaker);
    void cancel(); // back to as it was; nothing is emitted
    [[nodiscard]] bool isRunning() const { return m_probe != nullptr; }

signals:
    void soundWanted(const myna::codec::PcmFrame& sound); // play this now, once; mono, playbackRateHz
    // The chain has been told the delay when there is an echo. The owner keeps it for later.
    void finished(const myna::audio::EchoTestResult& result);

private:
    void heard(const CaptureChain::View& frame);
    void end();

    CaptureChain& m_chain;
    std::unique_ptr<EchoProbe> m_probe; // null: no test runs
    speech::Processing m_before;
    int m_delayBefore = -1;
    bool m_toldDelay = false;
    bool m_ending = false;
    std::chrono::milliseconds m_longest;
    QTimer m_limit;
};

}
