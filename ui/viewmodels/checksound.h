// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "viewmodels/limitedwait.h"

namespace myna::viewmodels {

// The one sound that the sound check plays at a time: wanted, and over when the loudspeaker has said so or is late with it.
class CheckSound final : public QObject
{
    Q_OBJECT

public:
    // `answer`: what the sound system may take on top of the sound's own length.
    CheckSound(std::chrono::milliseconds answer, std::chrono::milliseconds tick, QObject* parent = nullptr);

    void play(const codec::PcmFrame& sound);
    void cancel(); // over() does not follow
    void finished(quint64 number); // as wanted() gave it; an older one's is ignored
    [[nodiscard]] bool isPlaying() const { return m_wait.isRunning(); }
    [[nodiscard]] double progress() const { return m_wait.progress(); }

signals:
    void wanted(const myna::codec::PcmFrame& sound, quint64 number);
    void cancelled();
    void over();
    void ticked();

private:
    std::chrono::milliseconds m_answer;
    LimitedWait m_wait;
    quint64 m_number = 0; // the newest
};

}
