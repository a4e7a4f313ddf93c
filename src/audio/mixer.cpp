// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/mixer.h"

#include "codec/resampler.h"

#include <algorithm>
#include <cmath>

namespace myna::audio {

namespace {

constexpr size_t stopEdge = playbackSamples(5);
constexpr size_t startEdge = playbackSamples(2); // a bell may begin sharply, but not with a click
constexpr size_t maxSounds = 4;
// A voice alone hardly ever gets here; a sum that would wrap around is bent instead.
constexpr float knee = 0.95F * 32768;

int16_t limited(float sample)
{
    const float level = std::abs(sample);
    if (level <= knee)
        return int16_t(std::lround(sample));
    constexpr float room = 32767 - knee;
    return int16_t(std::lround(std::copysign(knee + room * std::tanh((level - knee) / room), sample)));
}

}

Mixer::Mixer(Downlink& speech, QObject* parent)
    : QObject(parent)
    , m_speech(speech)
    , m_soundVolume(volumeSamples)
{
}

void Mixer::setVolume(int percent)
{
    m_speech.setVolume(percent);
    m_volume = VolumeRamp::gainOf(percent);
    m_soundVolume.moveTo(m_volume);
    if (m_sounds.empty())
        m_soundVolume.jump();
    m_music.setVolume(m_volume * m_musicVolume);
}

void Mixer::setMusicVolume(int percent)
{
    m_musicVolume = VolumeRamp::gainOf(percent);
    m_music.setVolume(m_volume * m_musicVolume);
}

void Mixer::playSound(const codec::PcmFrame& sound, quint64 number)
{
    if (m_sounds.size() >= maxSounds || sound.samples.empty())
        return;
    const auto converted = sound.rateHz == playbackRateHz ? Result<codec::PcmFrame>(sound) : codec::resampled(sound, playbackRateHz);
    if (!converted)
        return;
    SoundQueue& samples = m_sounds.emplace_back(Sound { {}, number }).samples;
    samples.append(converted->samples, 1, startEdge);
    samples.fadeOut(startEdge);
}

void Mixer::stopSounds()
{
    for (Sound& sound : m_sounds) {
        sound.samples.truncate(stopEdge);
        sound.samples.fadeOut(stopEdge);
        sound.number = 0;
    }
    m_ends.clear();
}

void Mixer::fill(std::span<int16_t> samples)
{
    m_speech.fill(samples);
    m_music.duck(m_listening || m_speech.isSounding(), samples.size());
    if (m_music.isPlaying() || !m_sounds.empty()) {
        m_sum.assign(samples.begin(), samples.end());
        m_music.mixInto(m_sum);
        mixSounds(m_sum);
        std::transform(m_sum.begin(), m_sum.end(), samples.begin(), limited);
    }
    m_filled += qint64(samples.size());
    if (m_listener)
        m_listener(samples);
}

void Mixer::mixSounds(std::span<float> sum)
{
    if (m_sounds.empty())
        return;
    m_sounded.assign(sum.size(), 0);
    for (Sound& sound : m_sounds) {
        m_block.assign(sum.size(), 0);
        const size_t taken = sound.samples.take(m_block);
        if (sound.samples.size() == 0 && sound.number != 0)
            m_ends.push_back({ sound.number, m_filled + qint64(taken) });
        std::transform(m_sounded.begin(), m_sounded.end(), m_block.begin(), m_sounded.begin(), std::plus<> {});
    }
    for (size_t i = 0; i < sum.size(); ++i)
        sum[i] += m_sounded[i] * m_soundVolume.next();
    std::erase_if(m_sounds, [](const Sound& sound) { return sound.samples.size() == 0; });
}

void Mixer::playing(qint64 samplesInFlight)
{
    m_speech.playing(samplesInFlight);
    while (!m_ends.empty() && m_ends.front().position <= m_filled - samplesInFlight) {
        const quint64 number = m_ends.front().number;
        m_ends.pop_front();
        emit soundPlayed(number);
    }
}

}

#include "moc_mixer.cpp"
