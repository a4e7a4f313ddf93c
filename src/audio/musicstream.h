// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/musiclane.h"

#include <QObject>

#include <atomic>

namespace myna::audio {

// Music on its way from the thread that decodes it to the audio thread: a ring of some seconds that one fills and the other empties,
// without a lock. Never the whole piece. Signals are emitted on the audio thread.
class MusicStream final : public QObject, public MusicSource
{
    Q_OBJECT

public:
    explicit MusicStream(size_t capacity); // samples at playbackRateHz

    [[nodiscard]] size_t room() const; // decoder's thread: how many put() takes now
    size_t put(std::span<const int16_t> samples); // decoder's thread; returns how many it took
    void finish() { m_complete = true; } // decoder's thread: no more will come
    [[nodiscard]] qint64 taken() const { return m_taken; } // samples handed out so far; any thread

    size_t fill(std::span<int16_t> samples) override;

signals:
    void hungry(); // half empty; once, until more was put
    void ended(); // the last sample was handed out after finish(); once

private:
    std::vector<int16_t> m_ring;
    std::atomic<qint64> m_taken = 0;
    std::atomic<qint64> m_given = 0;
    std::atomic<bool> m_complete = false;
    std::atomic<bool> m_asked = false;
    bool m_over = false; // audio thread
};

}
