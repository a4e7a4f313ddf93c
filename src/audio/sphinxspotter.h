// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/keywordspotter.h"

#include <QMutex>
#include <QThread>

#include <atomic>
#include <deque>
#include <memory>

namespace myna::audio {

class SpotterWorker;

// PocketSphinx as a keyword spotter. English. Loads its model (0.1 s, 20 MB) when it is armed for the first time.
class SphinxSpotter final : public KeywordSpotter
{
    Q_OBJECT

public:
    // Sound waiting to be listened to. Listening takes 0.03 of real time, so two seconds are a machine that is in trouble.
    static constexpr int queueLimitMs = 2000;

    explicit SphinxSpotter(QObject* parent = nullptr);
    ~SphinxSpotter() override; // waits for the piece of sound it is at

    void arm(const WakeSetup& setup) override;
    void disarm() override;
    void put(const codec::PcmFrame& sound) override;
    [[nodiscard]] quint64 droppedFrames() const override { return m_dropped; }

private:
    void listen(); // on the worker's thread

    QThread m_thread;
    std::unique_ptr<SpotterWorker> m_worker; // lives on m_thread
    std::atomic<bool> m_armed = false;
    std::atomic<quint64> m_dropped = 0;
    quint64 m_generation = 0; // of arm() and disarm(): what was heard for an older one is not said
    QMutex m_mutex; // held for moments only, by put() and listen()
    std::deque<codec::PcmFrame> m_queue; // guarded
    qint64 m_queuedSamples = 0; // guarded
    bool m_called = false; // guarded: listen() is on its way
};

}
