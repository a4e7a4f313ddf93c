// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/echotest.h"
#include "audio/keywordspotter.h"
#include "audio/sounddevice.h"
#include "audio/statistics.h"
#include "audio/uplink.h"
#include "base/error.h"
#include "base/turnid.h"
#include "codec/pcm.h"
#include "protocol/audiopacket.h"
#include "speech/voiceprocessor.h"

#include <QMetaType>
#include <QObject>

#include <memory>
#include <optional>

namespace myna::audio {

struct AudioParts;
class MusicSource;

// The two arrows, on a thread of their own: microphone → packets, packets → loudspeaker. This object is the door: it lives where it was
// created, every function may be called there and returns at once; signals arrive there. A hung sound server can never block the caller.
class AudioEngine final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        UplinkOptions uplink;
        speech::Processing processing = speech::unprocessed; // recordings are sent as they are; for microphones see setProcessing()
        bool useCapture = true;
        bool usePlayback = true;
    };

    explicit AudioEngine(Settings settings, QObject* parent = nullptr);
    AudioEngine(Settings settings, AudioParts parts, QObject* parent = nullptr); // tests bring their own devices
    ~AudioEngine() override; // stops within the watchdog's time, whatever the sound server does

    void start();
    void chooseDevices(const DeviceChoice& choice);
    void setVolume(int percent); // 0–100, of this program's playback

    // The microphone is open while anybody below wants it; only openMicrophone() makes packets of its sound.
    void openMicrophone(bool open); // closing: what was already in the air still comes, then captureFinished()
    void setMuted(bool muted); // nothing leaves and nothing is recognised; mutedSpeech() when somebody talks
    void listenLocally(bool listen); // for levels and recordings
    void setRecording(bool recording); // at most 15 s; recorded() follows the end. Implies nothing: listen, too.
    void setProcessing(const speech::Processing& processing); // from the next frame on
    void setEchoDelay(const EchoDelay& delay); // as an echo test found it; used while just these two devices are
    void setUplink(const UplinkOptions& options); // from the next opening of the microphone on
    void runEchoTest(); // echoTested() follows within 9 s; the microphone has to be open, locally or not
    void cancelEchoTest(); // no answer any more
    // A sign or a recording, beside the speech. With a number that is not 0, soundPlayed(number) follows.
    void playSound(const codec::PcmFrame& sound, quint64 number = 0);
    void stopSounds(); // nothing is said of them any more
    // Below the speech, stepping back while somebody speaks or the microphone is open. Null: none. Asked on the audio thread; whoever made
    // it keeps it, too, so that its end comes where it belongs.
    void playMusic(const std::shared_ptr<MusicSource>& music);
    void setMusicVolume(int percent); // 0–100, of the music alone
    // Nothing: no listening. The microphone stays open for it; wakeWordHeard(), wakeScored(), wakeFailed().
    void listenForWakeWords(const std::optional<WakeSetup>& setup);
    void measure(bool wanted); // statisticsMeasured() four times a second

    void beginTurn(TurnId turn);
    void play(TurnId turn, const protocol::AudioPacket& packet);
    void endTurn(TurnId turn); // drained(turn) follows when the last sample has left the loudspeaker
    void cancelTurn(TurnId turn); // silence; everything up to this turn is dropped for ever

signals:
    void packetReady(const myna::protocol::AudioPacket& packet); // Opus 16 kHz, frames as in the options
    void captureFinished(); // the last packet after openMicrophone(false) has been handed out
    void drained(myna::TurnId turn);
    void soundPlayed(quint64 number); // its last sample has left the loudspeaker
    void levelsChanged(float input, float output); // RMS 0–1, about 20 times a second while something sounds
    void devicesChanged(const QVector<myna::audio::SoundDevice>& devices);
    void inputStatusChanged(const myna::audio::SoundStatus& status);
    void outputStatusChanged(const myna::audio::SoundStatus& status);
    void countersChanged(const myna::audio::AudioCounters& counters); // about once a second while active, and at the end of a turn
    void statisticsMeasured(const myna::audio::AudioStatistics& statistics);
    void mutedSpeech();
    void clippingChanged(bool clipping); // the microphone is set too loud
    void recorded(const myna::codec::PcmFrame& sound); // processed, 16 kHz
    // `preRoll` is what was said until then, as packets of the uplink: up to 2 s.
    void wakeWordHeard(const QString& phrase, int score, const QVector<myna::protocol::AudioPacket>& preRoll);
    void wakeScored(const QString& phrase, int score); // 0–100, for a tester
    void wakeArmed();
    void wakeFailed(const myna::Error& problem);
    void echoTested(const myna::audio::EchoTestResult& result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
