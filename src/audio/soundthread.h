// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioparts.h"
#include "audio/audioworker.h"
#include "audio/watchdog.h"
#include "base/invoke.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <utility>

class QThread;

namespace myna::audio {

// The audio thread with the worker on it. A thread that is stuck inside a sound system which is otherwise alive is left behind, and a fresh
// one takes over. Lives on the engine's thread.
class SoundThread final : public QObject
{
    Q_OBJECT

public:
    SoundThread(SoundBackend& backend, const AudioTiming& timing, QObject* parent = nullptr);
    ~SoundThread() override;

    void start();
    [[nodiscard]] bool isStarted() const { return m_thread != nullptr; }
    [[nodiscard]] bool isHung() const { return m_watchdog.isHung(); }
    [[nodiscard]] AudioWorker* worker() const { return m_worker; } // connect only; nullptr before start()
    // Runs `work` on the audio thread, later; never if there is none.
    template<typename Work>
    void post(Work&& work)
    {
        if (m_worker)
            onThreadOf(m_worker, [target = m_worker, work = std::forward<Work>(work)] { work(*target); });
    }
    void serverAnswered(); // the sound system is alive: a thread stuck for some time longer will never come back
    // Gives everything back. False: it is stuck; thread and backend have to stay until the process ends.
    bool finish();

signals:
    void renewed(); // there is a worker that has been told nothing yet
    void leftBehind(); // the devices of the old thread are gone; renewed() has come
    void hung();
    void recovered();
    void stuckChanged(int threads); // left behind and not back

private:
    void leaveBehind();

    SoundBackend& m_backend;
    AudioTiming m_timing;
    Watchdog m_watchdog;
    QTimer m_grace;
    std::unique_ptr<QThread> m_thread;
    AudioWorker* m_worker = nullptr; // lives on m_thread, deleted when that ends
    int m_lost = 0;
    int m_stuck = 0; // of them, still inside the sound system
};

}
