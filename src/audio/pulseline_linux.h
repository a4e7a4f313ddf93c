// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

#include <pulse/pulseaudio.h> // its home: who uses libpulse includes it from here

namespace myna::audio {

// A connection to the sound server that comes back by itself, with libpulse's thread that serves it. Made, used and destroyed on one
// thread, "ours"; never blocks. Whoever has one declares it last: no callback runs once it is gone.
class PulseLine final : public QObject
{
public:
    // What it is for.
    struct Use
    {
        const char* name; // as the sound server lists it
        unsigned events; // pa_subscription_mask_t
        std::function<void(pa_context*)> look; // on libpulse's thread, lock held: the server is there, or one of the events came
        std::function<void()> dropped; // lock held: whatever was asked is not answered any more
        std::function<void(bool denied)> lost; // on ours: there is no server, or it refuses this user
    };
    explicit PulseLine(Use use);
    ~PulseLine() override;

    bool start(); // false: libpulse has no thread for it
    [[nodiscard]] bool isLost() const { return m_reconnect.isActive(); }
    // Runs `work` now, with the lock held; not at all while there is no server.
    void ask(const std::function<void(pa_context*)>& work);
    // For answers, from libpulse's thread: runs `work` on ours, unless the connection has gone by then.
    void tell(pa_context* context, const std::function<void()>& work);
    // Leaves a server that does not answer and looks for it anew. lost() is not called.
    void leave();

    static void release(pa_operation* operation); // may be null

private:
    void connectToServer();
    void dropContext(); // with the lock held
    void contextChanged(pa_context* context); // on libpulse's thread, lock held

    Use m_use;
    pa_threaded_mainloop* m_loop = nullptr;
    QTimer m_reconnect;
    QElapsedTimer m_lost; // when, while there is no server
    pa_context* m_context = nullptr; // guarded by the main loop's lock
};

}
