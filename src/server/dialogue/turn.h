// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/framer.h"
#include "protocol/timeline.h"
#include "server/dialogue/pacer.h"
#include "server/dialogue/sentencesplitter.h"
#include "server/engines/interfaces.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

namespace myna::server {

// The engines of one conversation, none of them owned.
struct TurnEngines
{
    Recogniser* recogniser = nullptr;
    Chat* chat = nullptr;
    Synthesiser* synthesiser = nullptr;
};

// What a turn must ask its conversation.
struct TurnContext
{
    QString language;
    std::function<Conversation(const QString& question)> conversation; // with the question as its last utterance
    std::function<QVector<mcp::ToolSpec>()> tools;
};

// One question and its answer, from the first frame of speech to the `tts stop`. Owns nothing but its own progress; speaks through the
// pacer. A turn that hears may exist beside the one that speaks; the owner decides after heard() which one goes on.
class Turn final : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxRecogniserTries = 3;
    static constexpr int maxVoiceFailures = 2; // of one turn; after that its sentences are text only

    enum class Phase { Hearing, Recognising, Answering, Draining, Over };

    Turn(TurnId id, TurnEngines engines, Pacer& pacer, TurnContext context, QObject* parent = nullptr);
    ~Turn() override;

    void hear(const codec::PcmFrame& frame);
    void endOfSpeech(int silenceMs); // heard() or misheard() follows
    void answer(const QString& question); // of a person
    void say(const QString& sentences, const QString& emotion); // without a question
    void toolAnswered(const QString& callId, const Result<QString>& result);
    void abort(); // at once and silently: the owner says `tts stop` when speaking
    void stopped(); // `tts stop` is sent now; finished() follows

    [[nodiscard]] TurnId id() const { return m_id; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isSpeaking() const { return m_started; } // `tts start` was sent
    [[nodiscard]] bool endsConversation() const { return m_endsConversation; }
    [[nodiscard]] const QString& heardText() const { return m_heard; }
    [[nodiscard]] QString saidText() const { return m_said.join(u' '); }
    [[nodiscard]] const protocol::Timeline& timeline() const { return m_timeline; }
    void notePacketSent();

signals:
    void heard(const QString& text); // not empty; the owner calls answer() or drops the turn
    void misheard(const QString& apology); // nothing that was understood, or the recogniser failed; the owner calls say() or drops it
    void speakingStarted();
    void sentenceSaid(const QString& text);
    void toolCalled(const myna::server::ToolCall& call);
    void finished();

private:
    struct Sentence
    {
        QString text;
        bool shown = false; // its `sentence_start` is on its way
    };
    void connectEngines();
    void onRecogniserFailed(const Error& error);
    void onText(const QString& piece);
    void addSentences(const QStringList& sentences);
    void onAudio(const codec::PcmFrame& piece);
    void onSentenceDone(bool spoken);
    void speakNext();
    void startSpeaking();
    void show(Sentence& sentence);
    void endAnswer();
    void mark(std::optional<qint64>& stamp);
    [[nodiscard]] QString phrase(const QString& english, const QString& chinese) const;

    TurnId m_id;
    TurnEngines m_engines;
    Pacer& m_pacer;
    TurnContext m_context;
    Phase m_phase = Phase::Hearing;
    std::vector<codec::PcmFrame> m_utterance; // for another try, until it is recognised
    int m_tries = 0;
    SentenceSplitter m_splitter;
    codec::Framer m_framer;
    QList<Sentence> m_sentences; // the first is with the synthesiser
    bool m_synthesising = false;
    bool m_answered = false; // no more text comes
    bool m_started = false;
    bool m_endsConversation = false;
    int m_voiceFailures = 0;
    QString m_emotion;
    QString m_heard;
    QStringList m_said;
    QElapsedTimer m_sinceOrigin; // the end of speech, or the moment of asking
    qint64 m_originOffsetMs = 0;
    protocol::Timeline m_timeline;
};

}
