// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioparts.h"
#include "base/invoke.h"

#include <QSemaphore>
#include <QTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

namespace myna::test {

// What the fakes share with the test; outlives every thread.
struct FakeSound
{
    std::atomic<int> captures = 0; // open now
    std::atomic<int> playbacks = 0;
    std::atomic<int> soundBlocks = 0; // pulled by a loudspeaker, and not silent
    std::atomic<bool> refusePlayback = false;
    std::atomic<bool> hangPlayback = false;
    QSemaphore gate; // what a hanging start() waits for
    QObject* capture = nullptr; // the newest, used by the test through onThreadOf
    QObject* playback = nullptr;
};

class FakeCapture final : public audio::CaptureDevice
{
public:
    explicit FakeCapture(FakeSound& sound)
        : m_sound(sound)
    {
    }
    Result<> start() override
    {
        m_sound.capture = this;
        ++m_sound.captures;
        return {};
    }
    void stop() override { --m_sound.captures; }

private:
    FakeSound& m_sound;
};

// Plays as fast as it can be asked: each turn of the loop is 20 ms of sound.
class FakePlayback final : public audio::PlaybackDevice
{
public:
    explicit FakePlayback(FakeSound& sound)
        : m_sound(sound)
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_source->fill(m_block);
            if (std::any_of(m_block.begin(), m_block.end(), [](int16_t sample) { return sample != 0; }))
                ++m_sound.soundBlocks;
            m_source->playing(0);
        });
    }
    Result<> start(audio::PlaybackSource& source) override
    {
        if (m_sound.hangPlayback)
            m_sound.gate.acquire();
        if (m_sound.refusePlayback)
            return Error { Error::Code::Unavailable, QStringLiteral("in use") };
        m_source = &source;
        m_sound.playback = this;
        ++m_sound.playbacks;
        m_timer.start(0);
        return {};
    }
    void stop() override
    {
        if (std::exchange(m_source, nullptr))
            --m_sound.playbacks;
        m_timer.stop();
    }

private:
    FakeSound& m_sound;
    audio::PlaybackSource* m_source = nullptr;
    std::array<int16_t, 480> m_block {};
    QTimer m_timer;
};

class FakeBackend final : public audio::SoundBackend
{
public:
    explicit FakeBackend(FakeSound& sound)
        : m_sound(sound)
    {
    }
    void prepare() override
    {
        onThreadOf(this, [this] { emit ready(); });
    }
    std::unique_ptr<audio::CaptureDevice> makeCapture(const QString&) override { return std::make_unique<FakeCapture>(m_sound); }
    std::unique_ptr<audio::PlaybackDevice> makePlayback(const QString&) override { return std::make_unique<FakePlayback>(m_sound); }

private:
    FakeSound& m_sound;
};

class FakeMonitor final : public audio::DeviceMonitor
{
public:
    void start() override { refresh(); }
    void refresh() override
    {
        if (answering)
            onThreadOf(this, [this] { emit listed(system); });
    }
    void become(const audio::SoundSystem& now)
    {
        system = now;
        refresh();
    }
    audio::SoundSystem system;
    bool answering = true;
};

inline audio::SoundSystem bothDevices()
{
    return { true,
        { { QStringLiteral("spk"), QStringLiteral("Loudspeaker"), false, true },
            { QStringLiteral("mic"), QStringLiteral("Microphone"), true, true } } };
}

}
