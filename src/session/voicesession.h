// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/turnid.h"
#include "protocol/provisioning.h"
#include "protocol/timeline.h"
#include "session/networkwatch.h"
#include "session/reconnectpolicy.h"
#include "session/sessionmachine.h"
#include "transport/transport.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace myna::session {

struct Timing
{
    std::chrono::milliseconds hello { 10000 }; // firmware and py-xiaozhi wait this long for the server's hello
    std::chrono::milliseconds binding { 600000 }; // without a hello, from the server's `verify` on: somebody has to enter the code
    std::chrono::milliseconds answer { 30000 }; // no answer after the end of speech: back to idle instead of thinking for ever
    std::chrono::milliseconds stuckSpeech { 30000 }; // `tts` start without audio, text or stop for this long: the server forgot the stop
    // After the release the encoder still holds the last word. `listen stop` waits for microphoneClosed(), but no longer than this.
    std::chrono::milliseconds flush { 300 };
    // How much longer than the audio that was received playing may take, before the end of playback is taken as missed.
    std::chrono::milliseconds drain { 3000 };
    ReconnectLimits reconnect;
};

struct SessionSetup
{
    protocol::AudioParams uplink; // announced in our hello
    // `aec` stays away: it asks the server to cancel our echo, which is done here (reference 9.4).
    protocol::Features features { .mcp = true };
    bool renewable = false; // somebody answers renewalWanted()
};

// One line of the connection pill beyond the state.
struct ReconnectNotice
{
    int attempt = 0;
    int limit = 0;
    std::chrono::milliseconds wait { 0 };
    Error reason;
    bool operator==(const ReconnectNotice&) const = default;
};

// What was counted since the session object was made.
struct SessionCounters
{
    int turns = 0;
    int reconnects = 0;
    quint64 unknownMessages = 0;
    quint64 earlyDropped = 0; // packets said before there was a link that had to go for newer ones
    transport::TransportCounters link; // summed over all connections
};

// Acts on the state of one conversation: opens and keeps the link, speaks the session protocol, and says what happened.
// Lives on the network thread; wishes from elsewhere go through onThreadOf(). All effects of a state are in enter(), all protocol knowledge
// in onMessage(). Audio flows through it and is judged by state and turn; it never touches a device.
class VoiceSession final : public QObject
{
    Q_OBJECT

public:
    using TransportFactory = std::function<std::unique_ptr<transport::Transport>(const protocol::ConnectionProfile&)>;

    VoiceSession(TransportFactory factory, const SessionSetup& setup, Timing timing = {}, QObject* parent = nullptr);
    ~VoiceSession() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isConnected() const; // hello exchanged
    [[nodiscard]] TurnId turn() const;
    [[nodiscard]] SessionCounters counters() const;

    // Wishes.
    void setProfile(const protocol::ConnectionProfile& profile); // ends the present link when it differs
    void connectNow(); // opens the link without listening
    void disconnectNow();
    void retryNow(); // while reconnecting: do not wait
    // Nothing is waited for when the network is there again, and an open link is probed.
    void networkChanged(myna::session::NetworkChange change);
    // No other profile could be had; with a reason that may pass the old one is tried again.
    void renewalFailed(const Error& reason);
    // Connects when needed, and keeps what is said meanwhile; while speaking it interrupts first.
    void startListening(protocol::ListenMode mode);
    // The wake phrase was said: what was heard until then, 16 kHz, goes first, then `listen` detect, then `listen` start, which is the
    // order of the boards' firmware. Connects when needed and keeps it meanwhile; while thinking or speaking it interrupts, with the reason
    // wake_word_detected. Nothing to do while muted, or listening in that mode.
    void wake(const QString& phrase, const QVector<myna::protocol::AudioPacket>& preRoll, myna::protocol::ListenMode mode);
    void stopListening(); // manual: end of the utterance; auto: end of the conversation
    void sendText(const QString& text); // connects when needed; while speaking it interrupts first
    void interrupt();
    void announceUplink(const protocol::AudioParams& uplink); // with the next greeting
    void setMuted(bool muted); // what was kept is forgotten, and nothing is kept or sent until the end of it
    void sendMcp(const QJsonObject& payload);
    void sendIot(const QJsonObject& body); // legacy things: `descriptors` and `states`, arrays of objects

    // Facts from the sound side.
    void sendAudio(const protocol::AudioPacket& packet); // dropped unless the microphone is wanted
    void playbackDrained(myna::TurnId turn);
    // Everything captured before microphoneWanted(false) has been handed over with sendAudio(). In manual mode `listen stop` follows it.
    void microphoneClosed();

signals:
    void stateChanged(myna::session::State state, const QString& reason);
    void linkChanged(bool connected);
    void serverHello(const myna::protocol::Hello& hello, const QString& sessionId);
    void reconnectScheduled(const myna::session::ReconnectNotice& notice);
    // The server does not want us. Pairing is to ask for another profile, then setProfile() or renewalFailed(); told once, until a link has
    // held or the user wishes for one.
    void renewalWanted(const myna::Error& reason);
    void refused(const myna::Error& reason); // nor with another profile: the user has to look at the pairing
    // The server wants this device bound first, and how that ended. Pairing is to show the code, then setProfile().
    void codePushed(const myna::protocol::Verify& verify);
    void bindingPushed(const myna::protocol::BindStatus& status);
    void heard(const QString& text); // `stt`
    void sentence(myna::TurnId turn, const QString& text); // `tts` sentence_start
    void emotionChanged(const QString& emotion, const QString& emoji);
    void notice(const QString& text); // alert and custom messages worth showing
    void mcpReceived(const QJsonObject& payload);
    void iotReceived(const QJsonObject& body); // legacy things: `commands`, an array of objects
    // To the sound side.
    void microphoneWanted(bool wanted);
    void speechStarted(myna::TurnId turn);
    void audioReceived(myna::TurnId turn, const myna::protocol::AudioPacket& packet);
    void speechEnded(myna::TurnId turn); // no more audio will come: drain, then playbackDrained()
    void speechCancelled(myna::TurnId turn); // everything up to this turn is silent now
    void turnFinished(myna::TurnId turn, const myna::protocol::Timeline& timeline);
    void linkClosed(int code, const QString& reason, bool clean);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}

Q_DECLARE_METATYPE(myna::session::ReconnectNotice)
Q_DECLARE_METATYPE(myna::session::SessionCounters)
