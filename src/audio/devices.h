// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QObject>

#include <memory>
#include <span>

namespace myna::audio {

// What the loudspeaker's side of the program speaks: mono at this rate. The assistants of the protocol send 24 kHz, so nothing is lost or
// added.
inline constexpr int playbackRateHz = 24000;

constexpr size_t playbackSamples(int ms)
{
    return size_t(ms) * playbackRateHz / 1000;
}

// From silence to full volume and back, without a click.
inline constexpr size_t volumeSamples = playbackSamples(20);

// Where sound comes from. Made, used and destroyed on the audio thread.
class CaptureDevice : public QObject
{
    Q_OBJECT

public:
    virtual Result<> start() = 0; // may block inside the sound system: that is what the watchdog is for
    virtual void stop() = 0; // nothing is emitted afterwards

signals:
    void captured(const myna::codec::PcmFrame& chunk); // any length, one rate from start to stop
    void lost(const myna::Error& problem); // once; the device has stopped
};

// Where a playback device gets its sound. Called on the audio thread.
class PlaybackSource
{
public:
    virtual ~PlaybackSource() = default;
    virtual void fill(std::span<int16_t> samples) = 0; // writes every sample; silence when there is nothing to say
    // All samples filled so far have left the loudspeaker except the last `samplesInFlight`.
    virtual void playing(qint64 samplesInFlight) = 0;
};

// Where sound goes. It is the clock: it pulls what it needs, and says how far it is. Made, used and destroyed on the audio thread.
class PlaybackDevice : public QObject
{
    Q_OBJECT

public:
    virtual Result<> start(PlaybackSource& source) = 0; // may block, as above; `source` outlives the device
    virtual void stop() = 0; // the source is not asked afterwards
    // Asks the source for what has become free now and not with the next tick. The sound of the microphone is compared with what was
    // played before it.
    virtual void catchUp() { }

signals:
    void lost(const myna::Error& problem); // once; the device has stopped
};

// Makes devices. Lives on the engine's thread; the two make functions are called on the audio thread.
class SoundBackend : public QObject
{
    Q_OBJECT

public:
    // A sound server with devices appeared, or came back: devices may be made after ready().
    virtual void prepare() = 0;
    virtual std::unique_ptr<CaptureDevice> makeCapture(const QString& id) = 0;
    virtual std::unique_ptr<PlaybackDevice> makePlayback(const QString& id) = 0;

signals:
    void ready();
};

}
