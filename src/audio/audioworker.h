// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"
#include "audio/downlink.h"
#include "audio/echotester.h"
#include "audio/microphoneline.h"
#include "audio/mixer.h"
#include "audio/silentplayback.h"
#include "audio/statistics.h"

#include <QElapsedTimer>

namespace myna::audio {

// What lives on the audio thread: the two arrows and the devices at their ends. Every function runs there; the engine posts the calls.
// `attempt` numbers the wishes to open a device, so that late news about an older one are recognised.
class AudioWorker final : public QObject
{
    Q_OBJECT

public:
    explicit AudioWorker(SoundBackend& backend);
    ~AudioWorker() override;

    [[nodiscard]] MicrophoneLine& microphone() { return m_microphone; }
    void openInput(const QString& id, quint64 attempt);
    void closeInput();
    void openOutput(const QString& id, quint64 attempt);
    void closeOutput();
    void closeAll(); // allClosed() follows
    void retire(); // gives everything back; the thread may end

    void beginTurn(TurnId turn);
    void play(TurnId turn, const protocol::AudioPacket& packet);
    void endTurn(TurnId turn);
    void cancelTurn(TurnId turn);
    void playSound(const codec::PcmFrame& sound, quint64 number = 0); // as the mixer's
    void stopSounds() { m_mixer.stopSounds(); }
    void playMusic(const std::shared_ptr<MusicSource>& music); // null: none
    [[nodiscard]] Mixer& mixer() { return m_mixer; }
    void startEchoTest();
    void cancelEchoTest();
    void measure(bool wanted);

signals:
    void packetReady(const myna::protocol::AudioPacket& packet);
    void captureFinished();
    void drained(myna::TurnId turn);
    void soundPlayed(quint64 number);
    void levelsChanged(float input, float output);
    void countersChanged(const myna::audio::AudioCounters& counters);
    void statisticsMeasured(const myna::audio::AudioStatistics& statistics);
    void mutedSpeech();
    void clippingChanged(bool clipping);
    void recorded(const myna::codec::PcmFrame& sound);
    void echoTested(const myna::audio::EchoTestResult& result);
    void inputOpened(quint64 attempt);
    void inputLost(quint64 attempt, const myna::Error& problem);
    void inputDeadChanged(bool dead);
    void outputOpened(quint64 attempt);
    void outputLost(quint64 attempt, const myna::Error& problem);
    void allClosed();

private:
    void joinMicrophone();
    void keepTime();
    void count(bool atOnce);
    void refreshCounters();
    void tellStatistics();
    void showLevels();

    SoundBackend& m_backend;
    MicrophoneLine m_microphone;
    Downlink m_downlink;
    Mixer m_mixer;
    EchoTester m_echoTester;
    std::unique_ptr<CaptureDevice> m_capture;
    std::unique_ptr<PlaybackDevice> m_playback;
    std::shared_ptr<MusicSource> m_music; // the mixer asks it
    SilentPlayback m_silence; // while there is no other
    QTimer m_measure;
    float m_inputLevel = 0;
    float m_outputLevel = 0;
    AudioCounters m_counters;
    AudioCounters m_told;
    QElapsedTimer m_sinceTold;
};

}
