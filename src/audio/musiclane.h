// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundqueue.h"
#include "audio/volumeramp.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myna::audio {

// Where music comes from: mono at playbackRateHz, asked on the audio thread, so it must have its samples ready.
class MusicSource
{
public:
    virtual ~MusicSource() = default;
    virtual size_t fill(std::span<int16_t> samples) = 0; // returns how many it had; fewer than asked: it pauses or is over
};

// Music below the speech: faded in and out wherever it starts or stops, and turned down while somebody speaks. Lives on the audio thread.
class MusicLane
{
public:
    MusicLane();

    void play(MusicSource* source); // nullptr: no music; the old source may be asked once more, for what fades out
    void setVolume(float gain) { m_volume.moveTo(gain); }
    void duck(bool somebodySpeaks, size_t samples); // call before each mix(): how it is during the next so many samples
    void mixInto(std::span<float> sum);
    [[nodiscard]] bool isPlaying() const { return m_source != nullptr || m_sound.size() > 0; }

private:
    void provide(size_t wanted);
    size_t ask(size_t samples);

    MusicSource* m_source = nullptr;
    SoundQueue m_sound;
    std::vector<int16_t> m_block;
    VolumeRamp m_volume;
    VolumeRamp m_ducking;
    size_t m_hold = 0; // samples until it comes back
};

}
