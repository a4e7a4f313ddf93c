// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace myna::viewmodels {

// What fingers and commands do to the microphone: the one place where a press becomes the beginning of speech and a release its end. Window
// button, Space, the global shortcut and `myna ctl` all come through here. While the mode is manual it holds, delays the end, and locks on
// two quick taps; in the other modes a press begins or ends the conversation. Main thread.
class PushToTalk final : public QObject
{
    Q_OBJECT

public:
    enum class Source { Button, Key, Shortcut, Control };
    Q_ENUM(Source)
    enum class Grip {
        Free,
        Held,
        LettingGo, // released; the microphone stays open for the last word
        Locked, // open without a finger until the next press
        Unlocking, // that press has ended it; its release means nothing
    };
    Q_ENUM(Grip)

    struct Timing
    {
        std::chrono::milliseconds release { 150 }; // people let go while they still speak
        std::chrono::milliseconds doubleTap { 300 }; // from the first press to the second
        std::chrono::milliseconds shortTap { 120 }; // nobody says anything in so little time
    };
    using Clock = std::function<std::chrono::milliseconds()>; // any origin, never backwards

    static constexpr std::chrono::milliseconds longestRelease { 500 };

    explicit PushToTalk(QObject* parent = nullptr);
    PushToTalk(Timing timing, Clock clock, QObject* parent = nullptr);

    [[nodiscard]] Grip grip() const { return m_grip; }
    [[nodiscard]] protocol::ListenMode mode() const { return m_mode; }
    void setReleaseDelay(std::chrono::milliseconds delay); // bounded to 0–longestRelease
    void setMode(protocol::ListenMode mode); // ends what the old mode has begun
    void setConversationOpen(bool open); // whether a press ends it (auto and realtime)
    void setMuted(bool muted); // nothing begins while muted

public slots:
    void press(myna::viewmodels::PushToTalk::Source source); // a repeated one is no new press
    void release(myna::viewmodels::PushToTalk::Source source); // only of the source that pressed; Control also ends what is locked
    void toggle(); // for menus, where nothing can be held
    void leaveWindow(); // whatever is held in the window was let go, or we shall never hear of it
    void drop(); // the speech ended by itself: no finger holds it any longer

signals:
    void talkBegan();
    void talkEnded();
    void gripChanged();
    void tappedBriefly(); // the button, too short for a word
    void mutedPress(); // somebody wants to talk while muted

private:
    void begin(Grip grip);
    void end(Grip grip);
    void take(Grip grip);
    void pressManual(Source source);
    void letGo(bool tapped);
    [[nodiscard]] bool isSecondTap(Source source) const;

    Timing m_timing;
    Clock m_clock;
    QTimer m_release;
    protocol::ListenMode m_mode = protocol::ListenMode::Manual;
    Grip m_grip = Grip::Free;
    Source m_holder = Source::Button;
    std::chrono::milliseconds m_pressedAt { 0 };
    std::optional<std::chrono::milliseconds> m_tappedAt; // when the last press began, if it was a tap
    bool m_open = false;
    bool m_muted = false;
};

}
