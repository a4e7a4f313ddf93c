// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioparts.h"
#include "audio/devicewish.h"
#include "audio/sounddevice.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace myna::audio {

// Decides which device of each direction is opened when: follows what is wanted, what exists and what went wrong, and says how it is doing.
// Touches no device itself; its owner carries the orders to the audio thread and brings back the news. Lives on the engine's thread.
class DeviceKeeper final : public QObject
{
    Q_OBJECT

public:
    struct Shown
    {
        bool input = true; // whose status is told
        bool output = true;
    };

    // `monitor` and `backend` outlive the keeper.
    DeviceKeeper(DeviceMonitor& monitor, SoundBackend& backend, const AudioTiming& timing, Shown shown, QObject* parent = nullptr);

    void start();
    void choose(const DeviceChoice& choice);
    void wantInput(bool wanted);
    void wantOutput(bool wanted);
    void reopenInput(); // with the next open: the device starts anew
    void setThreadHung(bool hung); // nothing is ordered while the audio thread does not answer
    void askServer(); // failed devices are tried again once it has answered
    void forgetDevices(); // their thread was left behind
    // So many threads are stuck inside the sound system. Connecting it anew would pull it from under them.
    void setStuckThreads(int count);

    // News from the audio thread. `attempt` is the one of the order.
    void inputOpened(quint64 attempt);
    void outputOpened(quint64 attempt);
    void inputFailed(quint64 attempt, const Error& problem);
    void outputFailed(quint64 attempt, const Error& problem);
    void inputDead(bool dead);
    void allClosed(); // after allUnwanted()

    [[nodiscard]] bool isInputOpen() const { return m_input.step() == DeviceWish::Step::Open; }

signals:
    // Before the first of the two is ordered; empty: no device of this direction. `echoFree`: the sound system itself takes what this
    // loudspeaker plays out of what this microphone hears.
    void pairChanged(const QString& inputId, const QString& outputId, bool echoFree);
    void inputOrdered(const QString& id, quint64 attempt);
    void outputOrdered(const QString& id, quint64 attempt);
    void inputUnwanted();
    void outputUnwanted();
    // The server came back: no stream of the old connection may be left when the backend connects anew. allClosed() has to follow.
    void allUnwanted();
    void serverAnswered(bool present);
    void devicesChanged(const QVector<myna::audio::SoundDevice>& devices);
    void inputStatusChanged(const myna::audio::SoundStatus& status);
    void outputStatusChanged(const myna::audio::SoundStatus& status);

private:
    void listed(const SoundSystem& found);
    void prepareWhenNeeded();
    void aim();
    void reconcile();
    void tellPair();
    void apply(DeviceWish& wish, bool isInput);
    void failed(DeviceWish& wish, quint64 attempt, const Error& problem);
    void showStatus();
    void tell(bool isInput, const std::optional<SoundStatus>& status);

    DeviceMonitor& m_monitor;
    SoundBackend& m_backend;
    AudioTiming m_timing;
    Shown m_shown;
    QTimer m_retry;
    QTimer m_answer;
    QTimer m_settle;
    std::optional<SoundSystem> m_system; // nothing: the monitor has not said yet
    bool m_answers = true; // the sound server
    bool m_denied = false; // the server is there and refuses us
    bool m_threadHung = false;
    int m_stuckThreads = 0;
    bool m_needsPreparing = true; // once for every appearance of the server
    bool m_awaitsClosing = false; // allUnwanted() was said
    bool m_backendReady = false;
    bool m_retryDue = false; // the next answer may be followed by another try
    DeviceChoice m_choice;
    DevicePair m_pair; // what both directions aim at
    DeviceChoice m_toldPair;
    bool m_toldEchoFree = false;
    DeviceWish m_input { true };
    DeviceWish m_output { false };
    std::optional<SoundStatus> m_shownInput;
    std::optional<SoundStatus> m_shownOutput;
};

}
