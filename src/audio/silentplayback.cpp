// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/silentplayback.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace myna::audio {

namespace {

constexpr std::chrono::milliseconds step { 20 };
// After a pause of the thread, sound is skipped rather than rushed through.
constexpr qint64 maxStepSamples = playbackRateHz / 5;

}

SilentPlayback::SilentPlayback()
    : m_timer(this) // follows to the audio thread
{
    m_timer.setInterval(step);
    connect(&m_timer, &QTimer::timeout, this, &SilentPlayback::advance);
}

Result<> SilentPlayback::start(PlaybackSource& source)
{
    m_source = &source;
    m_played = 0;
    m_clock.start();
    m_timer.start();
    return {};
}

void SilentPlayback::stop()
{
    m_timer.stop();
    m_source = nullptr;
}

void SilentPlayback::advance()
{
    const qint64 due = m_clock.elapsed() * playbackRateHz / 1000;
    qint64 count = std::clamp<qint64>(due - m_played, 0, maxStepSamples);
    m_played = due;
    std::array<int16_t, 480> nobody {};
    while (count > 0) {
        const auto piece = std::min<qint64>(count, qint64(nobody.size()));
        m_source->fill(std::span(nobody).first(size_t(piece)));
        count -= piece;
    }
    m_source->playing(0);
}

}
