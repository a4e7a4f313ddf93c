// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioengine.h"
#include "mcp/mcpserver.h"
#include "protocol/message.h"
#include "session/voicesession.h"
#include "viewmodels/captions.h"
#include "viewmodels/mute.h"
#include "viewmodels/pushtotalk.h"
#include "viewmodels/tone.h"
#include "viewmodels/transcriptmodel.h"
#include "viewmodels/turnparts.h"
#include "viewmodels/turnstages.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace myna::viewmodels {

// What repairs the trouble that is shown.
enum class TroubleRepair { None, Retry, CheckPairing, SoundSettings, Unmute };

// What is wrong, in a sentence, and what would help.
struct Trouble
{
    Tone tone = Tone::Warning;
    QString text; // empty: nothing is wrong
    TroubleRepair repair = TroubleRepair::None;
    QString progress; // what is done about it by itself; counts down, so it is never read aloud
    bool operator==(const Trouble&) const = default;
};

// What the talk page shows: facts of the session and the sound come in, the user's wishes go out. Every text is made when it is read, so a
// change of language needs no more than reading again. Lives on the main thread; the composition root carries facts and wishes across
// threads.
class TalkViewModel final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds tick { 1000 }; // of the countdown to the next try
        std::chrono::milliseconds tapHint { 3000 }; // how long "keep the button down" is shown
        std::chrono::milliseconds muteCue { Mute::cueTime };
        PushToTalk::Timing talk;
    };

    explicit TalkViewModel(QObject* parent = nullptr);
    TalkViewModel(Timing timing, QObject* parent);

    // What to show.
    [[nodiscard]] session::State state() const { return m_state; }
    [[nodiscard]] bool isLinked() const { return m_linked; }
    [[nodiscard]] Tone tone() const;
    [[nodiscard]] QString stateText() const; // for the pill: "This computer · listening"
    [[nodiscard]] Trouble trouble() const;
    [[nodiscard]] QString caption() const; // the assistant's words, large
    [[nodiscard]] QString userWords() const { return m_captions.user(); }
    [[nodiscard]] QString hint() const; // what the talk button does now
    [[nodiscard]] QString emotion() const { return m_emotion; }
    [[nodiscard]] bool isListening() const { return m_state == session::State::Listening; }
    [[nodiscard]] bool isThinking() const { return m_state == session::State::Thinking; }
    [[nodiscard]] bool isSpeaking() const { return m_state == session::State::Speaking; }
    [[nodiscard]] bool isMuted() const { return m_mute.isMuted(); }
    [[nodiscard]] bool isMicrophoneOpen() const { return m_microphoneOpen; }
    [[nodiscard]] bool canInterrupt() const { return isThinking() || isSpeaking(); }
    [[nodiscard]] protocol::ListenMode mode() const { return m_pushToTalk.mode(); }
    [[nodiscard]] bool lampOn() const { return m_lampOn; }
    [[nodiscard]] int lampBrightness() const { return m_lampBrightness; }
    [[nodiscard]] std::optional<TurnParts> lastTurn() const { return m_lastTurn; }
    [[nodiscard]] const QVector<TurnStage>& lastStages() const { return m_lastStages; }
    [[nodiscard]] QString linkText() const; // "round trip 2 ms", empty: not measured
    [[nodiscard]] TranscriptModel* transcript() { return &m_transcript; }

    // The parts with rules of their own, for pages and commands to call.
    [[nodiscard]] PushToTalk& pushToTalk() { return m_pushToTalk; }
    [[nodiscard]] const PushToTalk& pushToTalk() const { return m_pushToTalk; }
    [[nodiscard]] Mute& mute() { return m_mute; }

    // The user's wishes, judged here and passed on as signals.
    void interrupt();
    void sendText(const QString& text); // trimmed; empty does nothing
    void setMode(protocol::ListenMode mode);
    void repair(); // whatever trouble() offers

public slots:
    // Facts.
    void setProfileName(const QString& name);
    void sessionStateChanged(myna::session::State state, const QString& reason);
    void linkChanged(bool connected);
    void reconnectScheduled(const myna::session::ReconnectNotice& notice);
    void refused(const myna::Error& reason);
    void heard(const QString& text);
    void expectOwnWords(const QString& text); // the program said them to the server; heard() next, they are not the user's
    void sentence(myna::TurnId turn, const QString& text);
    void emotionReceived(const QString& emotion, const QString& emoji);
    void notice(const QString& text);
    void turnFinished(myna::TurnId turn, const myna::protocol::Timeline& timeline);
    void toolCalled(const myna::mcp::CallReport& report);
    void microphoneWanted(bool open);
    void levels(float input, float output);
    void inputStatus(const myna::audio::SoundStatus& status);
    void outputStatus(const myna::audio::SoundStatus& status);
    void lampChanged(bool on, int brightness);
    void roundTripMeasured(qint64 ms); // −1: not known
    void mutedSpeech() { m_mute.remind(); } // somebody talks while the microphone is muted

signals:
    // To the page.
    void changed(); // state, pill, trouble, hint, mode
    void captionChanged();
    void emotionChanged(const QString& emotion);
    void levelsChanged(float input, float output);
    void lampShown(bool on, int brightness);
    void lastTurnChanged();
    // To the composition root.
    void talkPressed(myna::protocol::ListenMode mode);
    void talkReleased();
    void interruptWanted();
    void textEntered(const QString& text);
    void retryWanted();
    void pairingWanted();
    void soundSettingsWanted();
    void modeChosen(myna::protocol::ListenMode mode);
    void mutedChanged(bool muted);

private:
    [[nodiscard]] QString stateWord() const;
    [[nodiscard]] QString reconnectText() const;
    [[nodiscard]] QString nextTryText() const;
    [[nodiscard]] qint64 secondsToNextTry() const { return (m_nextTry.remainingTime() + 999) / 1000; }
    [[nodiscard]] QString manualHint() const;
    void joinTalk();

    Timing m_timing;
    QTimer m_tick;
    QDeadlineTimer m_nextTry;
    QTimer m_tapHint;
    TranscriptModel m_transcript;
    Captions m_captions;
    PushToTalk m_pushToTalk;
    Mute m_mute;
    QString m_profile;
    session::State m_state = session::State::Idle;
    QString m_reason;
    std::optional<session::ReconnectNotice> m_reconnect;
    std::optional<Error> m_refusal;
    std::optional<audio::SoundStatus> m_input;
    std::optional<audio::SoundStatus> m_output;
    QString m_emotion = QStringLiteral("neutral");
    std::optional<TurnParts> m_lastTurn;
    QVector<TurnStage> m_lastStages;
    QString m_ownWords;
    qint64 m_roundTripMs = -1;
    int m_lampBrightness = 100;
    bool m_linked = false;
    bool m_microphoneOpen = false;
    bool m_lampOn = false;
};

}
