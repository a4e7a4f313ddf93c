// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>

namespace myna::viewmodels {

// Whether somebody who speaks now is loud enough. Fed with RMS levels of 0–1, about twenty a second; pauses between words do not count.
class LevelCheck final
{
public:
    enum class Verdict { Waiting, Quiet, Good, Loud };

    static constexpr double voiceDbfs = -52; // below it nobody speaks
    static constexpr double quietDbfs = -40; // the good range
    static constexpr double loudDbfs = -12;
    static constexpr double clippingDbfs = -5; // RMS: the peaks are cut off

    void add(float rms);
    void reset() { *this = {}; }
    [[nodiscard]] Verdict verdict() const;
    [[nodiscard]] double typicalDbfs() const; // of the voice; below voiceDbfs: none yet
    [[nodiscard]] bool heardAnything() const { return !m_voice.isEmpty(); }

private:
    QVector<double> m_voice; // dBFS, the newest last
};

}
