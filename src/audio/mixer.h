// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/downlink.h"
#include "audio/musiclane.h"

#include <functional>
#include <list>

namespace myna::audio {

// Everything this program lets the loudspeaker play: the speech, music below it, and short notification sounds on top. Holds no sound back,
// so an interrupt is as quick as the speech's own. Lives on the audio thread.
class Mixer final : public PlaybackSource
{
public:
    // What is really played, sample by sample: the far end of the echo canceller. Called inside fill(), must be quick.
    using Listener = std::function<void(std::span<const int16_t>)>;

    explicit Mixer(Downlink& speech); // outlives this

    void setListener(Listener listener) { m_listener = std::move(listener); }
    void setVolume(int percent); // 0–100, of everything
    void setMusicVolume(int percent); // 0–100, of the music alone
    void setListening(bool listening) { m_listening = listening; } // the user speaks: the music steps back
    void playMusic(MusicSource* source) { m_music.play(source); } // nullptr: none; must stay alive until replaced
    void playSound(const codec::PcmFrame& sound); // any rate; four at a time, more are dropped
    void stopSounds(); // within 5 ms

    void fill(std::span<int16_t> samples) override;
    void playing(qint64 samplesInFlight) override { m_speech.playing(samplesInFlight); }

    // Nothing to play, now or soon: silence may as well keep time.
    [[nodiscard]] bool isIdle() const { return m_speech.isIdle() && m_sounds.empty() && !m_music.isPlaying(); }

private:
    void mixSounds(std::span<float> sum);

    Downlink& m_speech;
    MusicLane m_music;
    std::list<SoundQueue> m_sounds;
    VolumeRamp m_soundVolume;
    std::vector<float> m_sum;
    std::vector<float> m_sounded;
    std::vector<int16_t> m_block;
    Listener m_listener;
    float m_volume = 1;
    float m_musicVolume = 1;
    bool m_listening = false;
};

}
