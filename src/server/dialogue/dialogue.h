// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audiopacket.h"
#include "protocol/message.h"
#include "server/dialogue/consent.h"
#include "server/dialogue/conversationengines.h"
#include "server/dialogue/devicefacts.h"
#include "server/dialogue/greeter.h"
#include "server/dialogue/history.h"
#include "server/dialogue/listener.h"
#include "server/dialogue/ownwords.h"
#include "server/dialogue/pacer.h"
#include "server/dialogue/reception.h"
#include "server/dialogue/services.h"
#include "server/dialogue/toolcalls.h"
#include "server/dialogue/turn.h"
#include "server/localserver.h"
#include "server/toolbox/toolbox.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace myna::server {

class EnginePool;

// The turns of one conversation: who listens, who answers, who interrupts whom. Knows engines and sound, not the wire.
class Dialogue final : public QObject
{
    Q_OBJECT

public:
    // A spotter is done before the phrase is: what is heard right after a call and is no longer than this is the end of the phrase. Two
    // syllables sound like many a command: "puter" like "goodbye".
    static constexpr double longestPhraseTailMs = 700;
    // From the hello: a device that has not listed its tools by then is answered without them.
    static constexpr std::chrono::milliseconds longestListing { 1500 };

    // Engines, toolbox and encoders outlive the dialogue.
    Dialogue(EngineRegistry& engines, Toolbox& toolbox, const DeviceFacts& facts, const DialogueTiming& timing,
        EnginePool* encoders = nullptr, QObject* parent = nullptr);
    ~Dialogue() override;

    void setServices(const DialogueServices& services);
    void setMemory(const QString& known) { m_memory = known; } // of earlier conversations
    // The device leaves echo cancelling to its server: it is not heard while it speaks.
    void setHearsItself(bool hearsItself) { m_hearsItself = hearsItself; }
    void startListening(protocol::ListenMode mode);
    void stopListening();
    void hear(const protocol::AudioPacket& packet);
    void ask(const QString& text); // typed on the device
    void askFromElsewhere(const QString& text); // by the owner or a program of theirs: it is nobody's yes
    void wake(); // the device was called by its phrase: nothing said so far counts
    void abort();
    void setStopped(bool on); // silence at once; every question is answered with the same sentence, and nothing unasked is said
    void say(const QString& text, const QString& emotion); // unasked; after the turn that runs
    void say(const OwnWord& word);
    void play(const Track& track); // after the words of the answer that is being made, else at once
    void setPrompt(const QString& prompt) { m_prompt = prompt; } // from the next question on
    // Asks for the word of whoever talks here, after the words of the answer that is being made. False: it cannot be asked now.
    bool askConsent(const QString& tool, const QJsonObject& arguments);
    void endAfterThis(); // the answer that is being made is the last
    void awaitTools(); // the device lists them now: a question waits until it has, but not for ever
    void toolsListed(); // or they will not be

    [[nodiscard]] DeviceState state() const;
    [[nodiscard]] bool isListening() const { return m_mode.has_value(); }
    [[nodiscard]] bool isBusy() const { return m_answering || m_hearing || m_engines.isChatBusy() || m_words.isWaiting(); }
    [[nodiscard]] QVector<Utterance> conversation() const; // worth remembering; empty: nobody asked anything

signals:
    void messageReady(const myna::protocol::Body& body);
    void packetReady(const myna::protocol::AudioPacket& packet);
    void stateChanged(myna::server::DeviceState state);
    void wordsChanged(const QString& latest);
    void guessChanged(const QString& text); // of what is being said, for those who look on; empty: nothing is
    void turnFinished(const myna::server::TurnReport& report);
    void conversationEnded(); // the last word was said
    void voiceHeard();
    void quieted(); // nothing is being said any more

private:
    void connectListener();
    void connectPacer();
    void onSpeechStarted();
    void onSpeechEnded(int silenceMs);
    std::unique_ptr<Turn> makeTurn(const TurnEngines& engines);
    std::unique_ptr<Turn> makeTurn() { return makeTurn(m_engines.get()); }
    void onHeard(const QString& text);
    void onMisheard();
    void onNothingHeard();
    void greetWhoCalled(); // unless something is said first
    void greet(const QString& words);
    void takeQuestion(const QString& text);
    void answerWhatWaits();
    [[nodiscard]] bool takeConsent(const QString& text); // false: it is a question like any other
    void doWhatWasAsked(const Consent::Wish& wish);
    [[nodiscard]] bool isSpeaking() const { return m_answering && m_answering->isSpeaking(); }
    void interrupt(const protocol::Speech& stop = { protocol::SpeechState::Stop, {} }); // the answer in progress
    void dropHearing();
    void finishAnswer();
    void report(const Turn& turn, bool interrupted);
    void listenAgain();
    void sendPacket(const QByteArray& opus);
    void noteState();
    void setGuess(const QString& text);
    [[nodiscard]] Conversation conversationWith(const QString& question) const;

    QString m_deviceId;
    int m_remembered; // utterances
    QString m_language;
    QString m_prompt;
    QString m_memory;
    TurnPatience m_patience;
    EnginePool* m_workers;
    Toolbox& m_toolbox;
    ConversationEngines m_engines;
    Pacer m_pacer;
    Listener m_listener;
    History m_history;
    ToolCalls m_tools;
    OwnWords m_words;
    Reception m_reception;
    Greeter m_greeter;
    Consent m_consent;
    std::unique_ptr<Turn> m_answering; // at most one
    std::unique_ptr<Turn> m_hearing; // at most one; beside an answer only in realtime
    TurnId m_lastTurn;
    std::optional<protocol::ListenMode> m_mode; // nothing: not listening
    TurnId m_waiting; // for the device's tools
    QTimer m_listing; // while it runs, questions do
    bool m_hearsItself = false;
    bool m_spokenOver = false; // what is being heard ended an answer
    bool m_called = false; // by its phrase, and nothing was understood since
    double m_heardMs = 0; // of what is being heard
    QString m_guess; // of it
    quint32 m_sequence = 0;
    DeviceState m_state = DeviceState::Idle;
};

}
