// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/scenes.h"

#include <QTimer>

#include <chrono>
#include <functional>

namespace myna::things {

// Says when the time of a scene has come, while the program runs. Times that passed while it did not run, or slept, are not made up for
// but said. Main thread.
class SceneClock final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTime(); };
        // The computer's sleep and a clock that is set do not move a timer, so the longest look ahead is short.
        std::chrono::milliseconds lookAhead = std::chrono::minutes(1);
        std::chrono::seconds grace = std::chrono::minutes(2); // later than this it was missed
    };

    SceneClock(Scenes& scenes, Timing timing, QObject* parent = nullptr);
    explicit SceneClock(Scenes& scenes, QObject* parent = nullptr);

    void start(); // tells what was missed
    void look(); // now, instead of when the timer rings

signals:
    void due(const QString& id);
    void missed(const QString& name, const QDateTime& at);

private:
    void arm();

    Scenes& m_scenes;
    Timing m_timing;
    QTimer m_timer;
    QDateTime m_from; // everything up to here was looked after
};

}
