// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/sounddevice.h"
#include "audio/statistics.h"
#include "base/error.h"
#include "base/turnid.h"
#include "protocol/audiopacket.h"

#include <QMetaType>
#include <QObject>

#include <memory>

namespace myna::audio {

// Which devices to use; an empty id follows the system's default.
struct DeviceChoice
{
    QString inputId;
    QString outputId;
    bool operator==(const DeviceChoice&) const = default;
};

// How one direction is doing. Text is empty when it works, else what is missing and what to do.
struct SoundStatus
{
    bool working = false;
    QString deviceName;
    Error problem;
    bool operator==(const SoundStatus&) const = default;
};

struct AudioParts;

// The two arrows, on a thread of their own: microphone → packets, packets → loudspeaker. This object is the door: it lives where it was
// created, every function may be called there and returns at once; signals arrive there. A hung sound server can never block the caller.
class AudioEngine final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        int uplinkFrameMs = 60;
        bool useCapture = true; // false: `mynad talk --input`
        bool usePlayback = true;
    };

    explicit AudioEngine(Settings settings, QObject* parent = nullptr);
    AudioEngine(Settings settings, AudioParts parts, QObject* parent = nullptr); // tests bring their own devices
    ~AudioEngine() override; // stops within the watchdog's time, whatever the sound server does

    void start();
    void chooseDevices(const DeviceChoice& choice);
    void setVolume(int percent); // 0–100, of this program's playback
    void openMicrophone(bool open); // closing: what was already in the air still comes, then captureFinished()

    void beginTurn(TurnId turn);
    void play(TurnId turn, const protocol::AudioPacket& packet);
    void endTurn(TurnId turn); // drained(turn) follows when the last sample has left the loudspeaker
    void cancelTurn(TurnId turn); // silence; everything up to this turn is dropped for ever

signals:
    void packetReady(const myna::protocol::AudioPacket& packet); // Opus 16 kHz, uplinkFrameMs
    void captureFinished(); // the last packet after openMicrophone(false) has been handed out
    void drained(myna::TurnId turn);
    void levelsChanged(float input, float output); // RMS 0–1, about 20 times a second while something sounds
    void devicesChanged(const QVector<myna::audio::SoundDevice>& devices);
    void inputStatusChanged(const myna::audio::SoundStatus& status);
    void outputStatusChanged(const myna::audio::SoundStatus& status);
    void countersChanged(const myna::audio::AudioCounters& counters); // about once a second while active, and at the end of a turn

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}

Q_DECLARE_METATYPE(myna::audio::SoundStatus)
