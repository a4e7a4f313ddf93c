// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/turn.h"

#include "protocol/emotions.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {
constexpr int outputRateHz = 24000;
constexpr int outputFrameMs = 60;
constexpr int outputFrameSamples = outputRateHz / 1000 * outputFrameMs;
}

Turn::Turn(TurnId id, TurnEngines engines, Pacer& pacer, TurnContext context, QObject* parent)
    : QObject(parent)
    , m_id(id)
    , m_engines(engines)
    , m_pacer(pacer)
    , m_context(std::move(context))
    , m_framer(outputRateHz, outputFrameSamples)
{
    m_sinceOrigin.start();
    connectEngines();
}

Turn::~Turn()
{
    abort();
}

void Turn::connectEngines()
{
    const auto mine = [this](TurnId turn) { return turn == m_id && m_phase != Phase::Over; };
    connect(m_engines.recogniser, &Recogniser::recognised, this, [this, mine](TurnId turn, const QString& text) {
        if (!mine(turn) || m_phase != Phase::Recognising)
            return;
        mark(m_timeline.recognised);
        m_utterance.clear();
        m_heard = text;
        if (text.isEmpty())
            emit misheard(
                phrase(u"Sorry, I did not understand that. Ask me: what can you do?"_s, u"对不起，我没听懂。你可以问我：你会做什么？"_s));
        else
            emit heard(text);
    });
    connect(m_engines.recogniser, &Recogniser::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (mine(turn) && m_phase == Phase::Recognising)
            onRecogniserFailed(error);
    });
    connect(m_engines.chat, &Chat::emotion, this, [this, mine](TurnId turn, const QString& name) {
        if (mine(turn))
            m_emotion = name;
    });
    connect(m_engines.chat, &Chat::text, this, [this, mine](TurnId turn, const QString& piece) {
        if (mine(turn) && !m_answered)
            onText(piece);
    });
    connect(m_engines.chat, &Chat::toolCalled, this, [this, mine](TurnId turn, const ToolCall& call) {
        if (mine(turn))
            emit toolCalled(call);
    });
    connect(m_engines.chat, &Chat::conversationEnded, this, [this, mine](TurnId turn) { m_endsConversation |= mine(turn); });
    connect(m_engines.chat, &Chat::finished, this, [this, mine](TurnId turn) {
        if (mine(turn) && !m_answered)
            endAnswer();
    });
    connect(m_engines.chat, &Chat::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (!mine(turn) || m_answered)
            return;
        qInfo("Answer failed: %s", qUtf8Printable(error.text));
        m_emotion = u"sad"_s;
        onText(phrase(u" Sorry, something went wrong. Please try again."_s, u"对不起，出了点问题。请再试一次。"_s));
        endAnswer();
    });
    connect(m_engines.synthesiser, &Synthesiser::audio, this, [this, mine](TurnId turn, const codec::PcmFrame& piece) {
        if (mine(turn) && m_synthesising)
            onAudio(piece);
    });
    connect(m_engines.synthesiser, &Synthesiser::spoken, this, [this, mine](TurnId turn) {
        if (mine(turn) && m_synthesising)
            onSentenceDone(true);
    });
    connect(m_engines.synthesiser, &Synthesiser::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (!mine(turn) || !m_synthesising)
            return;
        qInfo("Voice failed, the answer goes on as text: %s", qUtf8Printable(error.text));
        onSentenceDone(false);
    });
    connect(&m_pacer, &Pacer::ranLow, this, &Turn::speakNext);
}

void Turn::hear(const codec::PcmFrame& frame)
{
    if (m_phase != Phase::Hearing)
        return;
    m_utterance.push_back(frame);
    m_engines.recogniser->feed(m_id, frame);
}

void Turn::endOfSpeech(int silenceMs)
{
    if (m_phase != Phase::Hearing)
        return;
    m_sinceOrigin.start();
    m_originOffsetMs = silenceMs;
    m_phase = Phase::Recognising;
    m_tries = 1;
    m_engines.recogniser->finish(m_id);
}

void Turn::onRecogniserFailed(const Error& error)
{
    const bool passing = error.code == Error::Code::Timeout || error.code == Error::Code::Network;
    if (passing && m_tries < maxRecogniserTries) {
        ++m_tries;
        for (const codec::PcmFrame& frame : m_utterance)
            m_engines.recogniser->feed(m_id, frame);
        m_engines.recogniser->finish(m_id);
        return;
    }
    m_utterance.clear();
    m_emotion = u"sad"_s;
    const QString excuse = phrase(u"Sorry, I cannot understand speech at the moment."_s, u"对不起，我现在听不了语音。"_s);
    emit misheard(error.text.isEmpty() ? excuse : excuse + u' ' + error.text);
}

void Turn::answer(const QString& question)
{
    if (m_phase == Phase::Hearing) { // typed
        m_sinceOrigin.start();
        m_originOffsetMs = 0;
    }
    m_heard = question;
    m_phase = Phase::Answering;
    m_engines.chat->ask(m_id, m_context.conversation(question), m_context.tools());
}

void Turn::say(const QString& sentences, const QString& emotion)
{
    m_phase = Phase::Answering;
    m_emotion = emotion;
    onText(sentences);
    endAnswer();
}

void Turn::toolAnswered(const QString& callId, const Result<QString>& result)
{
    if (m_phase == Phase::Answering)
        m_engines.chat->toolAnswered(m_id, callId, result);
}

void Turn::onText(const QString& piece)
{
    mark(m_timeline.firstToken);
    addSentences(m_splitter.put(piece));
}

void Turn::addSentences(const QStringList& sentences)
{
    for (const QString& sentence : sentences) {
        mark(m_timeline.firstSentence);
        m_sentences.push_back({ sentence });
    }
    if (!sentences.isEmpty())
        startSpeaking();
    speakNext();
}

void Turn::endAnswer()
{
    const QStringList rest = m_splitter.flush();
    m_answered = true;
    addSentences(rest);
}

void Turn::startSpeaking()
{
    if (m_started)
        return;
    m_started = true;
    emit speakingStarted();
    m_pacer.push(protocol::Speech { protocol::SpeechState::Start, {} });
    const QString name = protocol::knownEmotion(m_emotion);
    m_pacer.push(protocol::Emotion { name, protocol::emojiOf(name) });
}

// The next sentence is made while the device still has sound, and not long before: so a long answer costs little memory, and one that is
// interrupted little work.
void Turn::speakNext()
{
    if (m_phase != Phase::Answering || m_synthesising)
        return;
    while (!m_sentences.isEmpty() && m_voiceFailures >= maxVoiceFailures) {
        Sentence sentence = m_sentences.takeFirst(); // first taken, then shown: the pacer may call back from within
        show(sentence);
    }
    if (m_phase != Phase::Answering)
        return;
    if (m_sentences.isEmpty()) {
        if (!m_answered)
            return;
        m_phase = Phase::Draining;
        startSpeaking(); // an empty answer still leaves the device where it was
        m_pacer.finish();
        return;
    }
    if (m_pacer.queuedMs() >= Pacer::lowWaterMs)
        return;
    m_synthesising = true;
    m_engines.synthesiser->speak(m_id, m_sentences.first().text);
}

void Turn::show(Sentence& sentence)
{
    if (std::exchange(sentence.shown, true))
        return;
    m_said += sentence.text;
    emit sentenceSaid(sentence.text);
    m_pacer.push(protocol::Speech { protocol::SpeechState::SentenceStart, sentence.text });
}

void Turn::onAudio(const codec::PcmFrame& piece)
{
    mark(m_timeline.firstAudio);
    show(m_sentences.first());
    m_framer.put(piece);
    while (auto frame = m_framer.take())
        m_pacer.push(std::move(*frame));
}

void Turn::onSentenceDone(bool spoken)
{
    show(m_sentences.first());
    m_voiceFailures += !spoken;
    if (auto frame = m_framer.takePadded())
        m_pacer.push(std::move(*frame));
    m_sentences.removeFirst();
    m_synthesising = false;
    speakNext();
}

void Turn::notePacketSent()
{
    mark(m_timeline.firstPacket);
}

void Turn::stopped()
{
    if (m_phase == Phase::Over)
        return;
    mark(m_timeline.stop);
    m_phase = Phase::Over;
    emit finished();
}

void Turn::abort()
{
    if (m_phase == Phase::Over)
        return;
    const Phase was = m_phase;
    m_phase = Phase::Over;
    if (was == Phase::Hearing || was == Phase::Recognising) {
        m_engines.recogniser->cancel(m_id);
    } else {
        m_engines.chat->cancel(m_id);
        m_engines.synthesiser->cancel(m_id);
        m_pacer.clear();
    }
    m_utterance.clear();
    m_sentences.clear();
}

void Turn::mark(std::optional<qint64>& stamp)
{
    if (!stamp)
        stamp = m_sinceOrigin.elapsed() + m_originOffsetMs;
}

QString Turn::phrase(const QString& english, const QString& chinese) const
{
    return m_context.language == "zh"_L1 ? chinese : english;
}

}
