// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"

#include <QElapsedTimer>
#include <QTimer>

namespace myna::audio {

// Plays to nobody in real time, while there is no loudspeaker: turns still drain, so the conversation goes on with its captions, and a
// loudspeaker that comes back joins in where the sentence is by then.
class SilentPlayback final : public PlaybackDevice
{
public:
    SilentPlayback();

    Result<> start(PlaybackSource& source) override;
    void stop() override;
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }

private:
    void advance();

    PlaybackSource* m_source = nullptr;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_played = 0;
};

}
