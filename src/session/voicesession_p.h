// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/microphoneline.h"
#include "session/sessionlink.h"
#include "session/spokenanswer.h"
#include "session/turnclock.h"
#include "session/voicesession.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace myna::session {

// Three files share it: wishes and facts in voicesession.cpp, effects of states in sessioneffects.cpp, what the server says in
// sessiondialect.cpp.
struct VoiceSession::Private
{
    VoiceSession* q;
    SessionLink link;
    Timing timing;
    ReconnectPolicy policy;
    protocol::ConnectionProfile profile;

    State state = State::Idle;
    quint64 steps = 0; // counts transitions, so that a nested one is noticed
    Intent intent;
    QString pendingText;
    std::optional<Wake> pendingWake; // until there is a link to send it on
    Error lastLoss;
    Ending lastEnding = Ending::Closed;
    enum class Renewal { None, Due, Asked } renewal = Renewal::None; // of the profile, while reconnecting
    bool renewable;
    std::optional<qint64> readySinceMs;

    TurnClock turnClock;
    QElapsedTimer clock;
    MicrophoneLine line;
    SpokenAnswer answer;
    QTimer answerTimer;
    QTimer retryTimer;
    SessionCounters counted;

    Private(VoiceSession* owner, TransportFactory factory, const SessionSetup& setup, const Timing& limits);
    void connectParts();

    // The machine.
    void apply(Event event, const QString& reason = {}) { apply(event, intent, reason); }
    void apply(Event event, const Intent& by, const QString& reason = {});
    void enter(State entered);
    void enterListening();
    void enterThinking();
    void enterReconnecting();
    void waitForRetry();
    void followWish();

    // The wire.
    void onRefused(const transport::Closing& closing);
    void onGoodbye(const QString& sessionId);
    void onReady(const protocol::Hello& hello, const QString& sessionId);
    void onEnded(Ending ending, const transport::Closing& closing);
    void onMessage(const protocol::Message& message);
    void onRecognised(const QString& text);
    void onSpeech(const protocol::Speech& speech);
    void onStop();
    void fallSilent();
    void onAudio(const protocol::AudioPacket& packet);
    void linkDown(int code, const QString& reason, bool clean);

    // The answer.
    bool beginUnannouncedSpeech();
    void beginSpeech();
    void onDrained();
    void withdraw(const QString& reason = {}); // it is not wanted any more; `reason` is what the server is told

    [[nodiscard]] qint64 now() const { return clock.elapsed(); }
};

}
