// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "server/dialogue/sentencesplitter.h"
#include "server/dialogue/speaker.h"
#include "server/dialogue/turnclock.h"
#include "server/engines/clips/clips.h"
#include "server/engines/interfaces.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>

namespace myna::server {

// The engines of one conversation, none of them owned. All null: this turn only plays what is ready to be sent.
struct TurnEngines
{
    Recogniser* recogniser = nullptr;
    Chat* chat = nullptr;
    Synthesiser* synthesiser = nullptr;
};

// Engines answer or fail within their own limits; these are for one that does neither, so that nobody waits for ever.
struct TurnPatience
{
    std::chrono::milliseconds recogniser { 30000 };
    std::chrono::milliseconds chat { 60000 }; // between two signs of life, tools not counted
    std::chrono::milliseconds voice { 20000 };
};

// What a turn must ask its conversation.
struct TurnContext
{
    QString language;
    std::function<Conversation(const QString& question)> conversation; // with the question as its last utterance
    std::function<QVector<mcp::ToolSpec>()> tools;
    TurnPatience patience;
};

// One question and its answer, from the first frame of speech to the `tts stop`. Owns nothing but its own progress; speaks through the
// pacer. A turn that hears may exist beside the one that speaks; the owner decides after heard() which one goes on.
class Turn final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxAnswer = 20000; // characters; about half an hour of speech

    enum class Phase { Hearing, Recognising, Answering, Draining, Over };

    Turn(TurnId id, TurnEngines engines, Pacer& pacer, TurnContext context, QObject* parent = nullptr);
    ~Turn() override;

    void hear(const codec::PcmFrame& frame);
    void endOfSpeech(int silenceMs); // heard() or misheard() follows
    // One of these, once:
    void answer(const QString& question); // of a person
    void apologise(); // after misheard()
    void say(const QString& sentences, const QString& emotion); // without asking anybody
    void play(const QString& text, const QVector<QByteArray>& packets, const QString& emotion); // what is ready to be sent
    void play(std::unique_ptr<MusicSource> music);
    void playClip(Clip clip, const QString& emotion);

    void setQuestion(const QString& question) { m_heard = question; } // of one that is answered by say() or play()
    void endConversation() { m_endsConversation = true; } // after this
    // After the words of the answer, which is still being made.
    void playAfterwards(std::unique_ptr<MusicSource> music) { m_music = std::move(music); }
    void sayAfterwards(const QString& sentences) { m_epilogue = sentences; } // as well, before music
    [[nodiscard]] bool isBeingAnswered() const { return m_phase == Phase::Answering && m_asked && !m_answered; }
    void toolAnswered(const QString& callId, const Result<QString>& result);
    void abort(); // at once and silently: the owner says `tts stop` when speaking
    void stopped(); // `tts stop` is sent now
    void notePacketSent();

    [[nodiscard]] TurnId id() const { return m_id; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isSpeaking() const { return m_speaker.hasStarted(); } // `tts start` was sent
    [[nodiscard]] bool endsConversation() const { return m_endsConversation; }
    [[nodiscard]] const QString& heardText() const { return m_heard; }
    [[nodiscard]] QString saidText() const { return m_speaker.said().join(u' '); }
    [[nodiscard]] bool wasAsked() const { return m_asked; } // a chat engine
    [[nodiscard]] bool wasHeard() const { return m_tried; } // a recogniser
    [[nodiscard]] bool usedVoice() const { return m_speaker.usedVoice(); }
    [[nodiscard]] bool answerFailed() const { return !m_failure.isEmpty(); } // what was said is no answer
    [[nodiscard]] QString failure() const { return m_failure.isEmpty() ? m_speaker.failure() : m_failure; }
    [[nodiscard]] QDateTime time() const { return m_time; }
    [[nodiscard]] int packets() const { return m_packets; }
    [[nodiscard]] const TurnClock& clock() const { return m_clock; }

signals:
    void guessed(const QString& text); // while it hears: what was understood so far
    void heard(const QString& text); // not empty; the owner calls answer() or drops the turn
    void misheard(); // nothing that was understood, or the recogniser failed; the owner calls apologise() or drops it
    void speakingStarted();
    void sentenceSaid(const QString& text);
    void toolCalled(const myna::server::ToolCall& call);
    void musicBegins(); // engines have done their part

private:
    void connectRecogniser();
    void connectChat();
    void connectSpeaker();
    void onRecognised(const QString& text);
    void onRecogniserFailed(const Error& error);
    void onText(const QString& piece);
    void onChatFinished();
    void onChatFailed(const Error& error);
    void addSentences(const QVector<Sentence>& sentences);
    void startAnswering();
    void endAnswer();

    TurnId m_id;
    TurnEngines m_engines;
    TurnContext m_context;
    Phase m_phase = Phase::Hearing;
    Speaker m_speaker;
    SentenceSplitter m_splitter;
    TurnClock m_clock;
    QTimer m_patience; // with recogniser or chat
    QDateTime m_time;
    QString m_epilogue;
    std::unique_ptr<MusicSource> m_music;
    QString m_heard;
    QString m_failure;
    QString m_reason; // why it was not understood, for its user
    qsizetype m_answerLength = 0;
    int m_packets = 0;
    int m_toolsPending = 0;
    bool m_toolsUsed = false;
    bool m_answered = false; // no more text comes
    bool m_asked = false;
    bool m_tried = false;
    bool m_misheard = false; // understood nothing, though the recogniser works
    bool m_endsConversation = false;
};

}
