// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioengine.h"
#include "audio/audioparts.h"
#include "session/voicesession.h"

#include <QObject>

#include <functional>
#include <memory>

namespace myna::client {

struct ClientOptions
{
    audio::AudioEngine::Settings sound;
    session::Timing timing;
    bool renewsProfile = false; // somebody answers VoiceSession::renewalWanted()
    std::function<audio::AudioParts()> soundParts; // called on the network thread; none: the platform's devices
};

// The line microphone → session → loudspeaker, on a network thread of its own so that no window can delay a voice frame. The two ends are
// made on that thread; after ready() wishes go to them with onThreadOf() and their signals may be connected. Owned by the main thread.
class ClientCore final : public QObject
{
    Q_OBJECT

public:
    explicit ClientCore(ClientOptions options, QObject* parent = nullptr);
    ~ClientCore() override; // hangs up, stops the sound, ends the thread

    // Valid from ready() to stop(), null before and after; both live on the network thread. Late signals may still arrive when they are
    // null.
    [[nodiscard]] session::VoiceSession* session() const { return m_session; }
    [[nodiscard]] audio::AudioEngine* sound() const { return m_sound; }

    void start();
    void openSound(); // after ready() and once its signals are connected, so that no status is missed
    void stop(); // stopped() follows

signals:
    void ready();
    void stopped();

private:
    struct Line;
    class LineThread;

    std::unique_ptr<LineThread> m_thread;
    session::VoiceSession* m_session = nullptr;
    audio::AudioEngine* m_sound = nullptr;
};

}
