// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/checksound.h"

#include <QVector>

namespace myna::viewmodels {

// Records a sentence and plays it back, so that somebody hears how they sound.
class SentenceCheck final : public QObject
{
    Q_OBJECT

public:
    enum class State { Ready, Recording, Waiting, Playing, Heard };
    struct Timing
    {
        std::chrono::milliseconds recording; // at most
        std::chrono::milliseconds answer; // what the sound system may take to hand it out
        std::chrono::milliseconds tick; // of the progress
    };

    SentenceCheck(Timing timing, CheckSound& sound, QObject* parent = nullptr); // the sound outlives this

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Recording || m_state == State::Waiting; }
    [[nodiscard]] bool hasFailed() const { return m_failed; } // nothing, or next to nothing, was recorded
    [[nodiscard]] const QVector<float>& levels() const { return m_levels; } // RMS 0–1, twenty a second
    [[nodiscard]] double progress() const; // of recording or playing

    void toggle(); // recording
    void record();
    void playAgain();
    void stop(); // whatever is going on; the last recording stays
    void forget(); // everything
    void heard(float level);
    void recorded(const codec::PcmFrame& sound); // everything between recordingWanted(true) and (false)

signals:
    void changed();
    void ticked();
    void recordingWanted(bool wanted);

private:
    void finish();
    void fail();
    void play();
    void onLimit();

    const Timing m_timing;
    CheckSound& m_sound;
    LimitedWait m_wait;
    State m_state = State::Ready;
    codec::PcmFrame m_recording;
    QVector<float> m_levels;
    bool m_failed = false;
};

}
