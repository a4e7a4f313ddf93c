// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/downlink.h"
#include "audio/musiclane.h"

#include <deque>
#include <functional>
#include <list>

namespace myna::audio {

// Everything this program lets the loudspeaker play: the speech, music below it, and short notification sounds on top. Holds no sound back,
// so an interrupt is as quick as the speech's own. Lives on the audio thread.
class Mixer final : public QObject, public PlaybackSource
{
    Q_OBJECT

public:
    // What is really played, sample by sample: the far end of the echo canceller. Called inside fill(), must be quick.
    using Listener = std::function<void(std::span<const int16_t>)>;

    explicit Mixer(Downlink& speech, QObject* parent = nullptr); // the speech outlives this

    void setListener(Listener listener) { m_listener = std::move(listener); }
    void setVolume(int percent); // 0–100, of everything
    void setMusicVolume(int percent); // 0–100, of the music alone
    void setListening(bool listening) { m_listening = listening; } // the user speaks: the music steps back
    void playMusic(MusicSource* source) { m_music.play(source); } // nullptr: none; must stay alive until replaced
    // Any rate; four at a time, more are dropped. With a number that is not 0, soundPlayed(number) follows.
    void playSound(const codec::PcmFrame& sound, quint64 number = 0);
    void stopSounds(); // within 5 ms; nothing is said of them

    void fill(std::span<int16_t> samples) override;
    void playing(qint64 samplesInFlight) override;

    // Nothing to play, now or soon: silence may as well keep time.
    [[nodiscard]] bool isIdle() const { return m_speech.isIdle() && m_sounds.empty() && m_ends.empty() && !m_music.isPlaying(); }

signals:
    void soundPlayed(quint64 number); // its last sample has left the loudspeaker

private:
    struct Sound
    {
        SoundQueue samples;
        quint64 number = 0;
    };
    struct End
    {
        quint64 number = 0;
        qint64 position = 0; // count of filled samples at its last one
    };

    void mixSounds(std::span<float> sum);

    Downlink& m_speech;
    MusicLane m_music;
    std::list<Sound> m_sounds;
    std::deque<End> m_ends; // pulled to the end, and still in the loudspeaker
    qint64 m_filled = 0; // samples pulled so far
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
