// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/turn.h"

#include "server/dialogue/phrases.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

using protocol::Timeline;

namespace {
constexpr qsizetype longestGuess = 200; // characters
}

Turn::Turn(TurnId id, TurnEngines engines, Pacer& pacer, TurnContext context, QObject* parent)
    : QObject(parent)
    , m_id(id)
    , m_engines(engines)
    , m_context(std::move(context))
    , m_speaker(id, engines.synthesiser, pacer, m_context.patience.voice)
    , m_splitter(m_context.language)
    , m_time(QDateTime::currentDateTimeUtc())
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_phase == Phase::Recognising) {
            m_engines.recogniser->cancel(m_id);
            onRecogniserFailed({ Error::Code::Timeout, QCoreApplication::translate("myna", "The recogniser does not answer.") });
        } else if (m_phase == Phase::Answering && !m_answered) {
            m_engines.chat->cancel(m_id);
            onChatFailed({ Error::Code::Timeout, QCoreApplication::translate("myna", "The assistant does not answer.") });
        }
    });
    if (m_engines.recogniser)
        connectRecogniser();
    if (m_engines.chat)
        connectChat();
    connectSpeaker();
}

Turn::~Turn()
{
    abort();
}

void Turn::connectRecogniser()
{
    const auto mine = [this](TurnId turn) { return turn == m_id && m_phase == Phase::Recognising; };
    connect(m_engines.recogniser, &Recogniser::partial, this, [this](TurnId turn, const QString& text) {
        if (turn == m_id && (m_phase == Phase::Hearing || m_phase == Phase::Recognising))
            emit guessed(text.simplified().left(longestGuess));
    });
    connect(m_engines.recogniser, &Recogniser::recognised, this, [this, mine](TurnId turn, const QString& text) {
        if (mine(turn))
            onRecognised(text);
    });
    connect(m_engines.recogniser, &Recogniser::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (mine(turn))
            onRecogniserFailed(error);
    });
}

void Turn::connectChat()
{
    const auto mine = [this](TurnId turn) { return turn == m_id && m_phase == Phase::Answering && !m_answered; };
    connect(m_engines.chat, &Chat::emotion, this, [this, mine](TurnId turn, const QString& name) {
        if (mine(turn))
            m_speaker.setEmotion(name);
    });
    connect(m_engines.chat, &Chat::text, this, [this, mine](TurnId turn, const QString& piece) {
        if (mine(turn))
            onText(piece);
    });
    connect(m_engines.chat, &Chat::toolCalled, this, [this, mine](TurnId turn, const ToolCall& call) {
        if (!mine(turn))
            return;
        m_patience.stop();
        ++m_toolsPending;
        m_toolsUsed = true;
        emit toolCalled(call);
    });
    connect(m_engines.chat, &Chat::conversationEnded, this, [this, mine](TurnId turn) { m_endsConversation |= mine(turn); });
    connect(m_engines.chat, &Chat::finished, this, [this, mine](TurnId turn) {
        if (mine(turn))
            onChatFinished();
    });
    connect(m_engines.chat, &Chat::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (mine(turn))
            onChatFailed(error);
    });
}

void Turn::connectSpeaker()
{
    connect(&m_speaker, &Speaker::started, this, &Turn::speakingStarted);
    connect(&m_speaker, &Speaker::sentenceSaid, this, &Turn::sentenceSaid);
    connect(&m_speaker, &Speaker::voiceAsked, this, [this] { m_clock.engineAsked(); });
    connect(&m_speaker, &Speaker::voiceSounded, this, [this] {
        m_clock.engineAnswered();
        m_clock.mark(&Timeline::firstAudio);
    });
    connect(&m_speaker, &Speaker::finished, this, [this] {
        if (m_phase == Phase::Answering)
            m_phase = Phase::Draining;
    });
}

void Turn::hear(const codec::PcmFrame& frame)
{
    if (m_phase != Phase::Hearing)
        return;
    m_tried = true;
    m_engines.recogniser->feed(m_id, frame);
}

void Turn::endOfSpeech(int silenceMs)
{
    if (m_phase != Phase::Hearing)
        return;
    m_time = QDateTime::currentDateTimeUtc().addMSecs(-silenceMs);
    m_clock.begin(silenceMs);
    m_phase = Phase::Recognising;
    m_tried = true;
    m_patience.start(m_context.patience.recogniser);
    m_clock.engineAsked();
    m_engines.recogniser->finish(m_id);
}

void Turn::onRecognised(const QString& text)
{
    m_patience.stop();
    m_clock.engineAnswered();
    m_clock.mark(&Timeline::recognised);
    m_heard = text.simplified();
    m_misheard = m_heard.isEmpty();
    if (m_misheard)
        emit misheard();
    else
        emit heard(m_heard);
}

void Turn::onRecogniserFailed(const Error& error)
{
    m_patience.stop();
    m_clock.engineAnswered();
    qInfo("Speech was not recognised: %s", qUtf8Printable(error.text));
    m_failure = error.text.isEmpty() ? QCoreApplication::translate("myna", "Speech was not recognised.") : error.text;
    // What passes by itself need not be explained.
    m_reason = error.code == Error::Code::Timeout || error.code == Error::Code::Network ? QString() : error.text;
    emit misheard();
}

void Turn::startAnswering()
{
    if (m_phase == Phase::Hearing)
        m_clock.begin();
    m_phase = Phase::Answering;
}

void Turn::apologise()
{
    if (m_misheard) {
        say(phrase(Phrase::NotUnderstood, m_context.language), u"confused"_s);
        return;
    }
    startAnswering();
    m_speaker.setEmotion(u"sad"_s);
    m_speaker.play(clipText(Clip::NotUnderstood, m_context.language), clipPackets(Clip::NotUnderstood, m_context.language));
    addSentences(m_splitter.put(m_reason));
    endAnswer();
}

void Turn::answer(const QString& question)
{
    startAnswering();
    m_heard = question;
    m_asked = true;
    const Conversation conversation = m_context.conversation(question);
    const QVector<mcp::ToolSpec> tools = m_context.tools();
    m_patience.start(m_context.patience.chat);
    m_clock.engineAsked();
    m_engines.chat->ask(m_id, conversation, tools);
}

void Turn::say(const QString& sentences, const QString& emotion)
{
    startAnswering();
    m_speaker.setEmotion(emotion);
    addSentences(m_splitter.put(sentences));
    endAnswer();
}

void Turn::play(const QString& text, const QVector<QByteArray>& packets, const QString& emotion)
{
    startAnswering();
    m_speaker.setEmotion(emotion);
    m_speaker.play(text, packets);
    endAnswer();
}

void Turn::play(std::unique_ptr<MusicSource> music)
{
    startAnswering();
    playAfterwards(std::move(music));
    endAnswer();
}

void Turn::playClip(Clip clip, const QString& emotion)
{
    play(clipText(clip, m_context.language), clipPackets(clip, m_context.language), emotion);
}

void Turn::toolAnswered(const QString& callId, const Result<QString>& result)
{
    if (m_phase != Phase::Answering || m_answered)
        return;
    if (--m_toolsPending <= 0)
        m_patience.start(m_context.patience.chat);
    m_engines.chat->toolAnswered(m_id, callId, result);
}

void Turn::onText(const QString& piece)
{
    m_clock.engineAnswered();
    m_clock.mark(&Timeline::firstToken);
    m_patience.start(m_context.patience.chat);
    m_answerLength += piece.size();
    if (m_answerLength > maxAnswer) {
        m_engines.chat->cancel(m_id);
        addSentences(m_splitter.flush());
        addSentences(m_splitter.put(phrase(Phrase::TooLong, m_context.language)));
        endAnswer();
        return;
    }
    addSentences(m_splitter.put(piece));
    if (!m_clock.timeline().firstSentence)
        m_clock.engineAsked(); // still waiting for it
}

// An answer without words is still one: a face, or something that was done.
void Turn::onChatFinished()
{
    m_clock.engineAnswered();
    const QString emotion = m_splitter.pendingEmotion();
    addSentences(m_splitter.flush());
    if (m_speaker.hasStarted() || m_endsConversation || !m_epilogue.isEmpty()) {
        endAnswer();
    } else if (m_toolsUsed || !emotion.isEmpty()) {
        const QString fine = phrase(Phrase::Fine, m_context.language);
        addSentences({ { fine, fine, emotion } });
        endAnswer();
    } else {
        onChatFailed({ Error::Code::Invalid, QCoreApplication::translate("myna", "The assistant gave no answer.") });
    }
}

// Before anything was said somebody else's words do; after that what was said must be ended.
void Turn::onChatFailed(const Error& error)
{
    qInfo("The answer failed: %s", qUtf8Printable(error.text));
    m_failure = error.text.isEmpty() ? QCoreApplication::translate("myna", "The assistant did not answer.") : error.text;
    m_clock.engineAnswered();
    addSentences(m_splitter.flush());
    m_speaker.setEmotion(u"sad"_s);
    if (m_speaker.hasStarted())
        addSentences(m_splitter.put(phrase(Phrase::SomethingWrong, m_context.language)));
    else
        m_speaker.play(clipText(Clip::CannotAnswer, m_context.language), clipPackets(Clip::CannotAnswer, m_context.language));
    endAnswer();
}

void Turn::addSentences(const QVector<Sentence>& sentences)
{
    for (const Sentence& sentence : sentences) {
        m_clock.mark(&Timeline::firstSentence);
        m_speaker.say(sentence);
    }
}

void Turn::endAnswer()
{
    m_patience.stop();
    QVector<Sentence> rest = m_splitter.flush();
    if (!m_epilogue.isEmpty()) {
        rest += m_splitter.put(std::exchange(m_epilogue, {}));
        rest += m_splitter.flush();
    }
    m_answered = true;
    addSentences(rest);
    if (m_music) {
        emit musicBegins();
        m_speaker.play(std::move(m_music));
    }
    m_speaker.finish();
}

void Turn::notePacketSent()
{
    ++m_packets;
    m_clock.mark(&Timeline::firstPacket);
}

void Turn::stopped()
{
    if (m_phase == Phase::Over)
        return;
    m_clock.mark(&Timeline::stop);
    m_phase = Phase::Over;
}

void Turn::abort()
{
    if (m_phase == Phase::Over)
        return;
    const Phase was = std::exchange(m_phase, Phase::Over);
    m_patience.stop();
    if (was == Phase::Hearing || was == Phase::Recognising) {
        if (m_engines.recogniser)
            m_engines.recogniser->cancel(m_id);
        return;
    }
    if (m_asked && !m_answered)
        m_engines.chat->cancel(m_id);
    m_speaker.cancel();
}

}

#include "moc_turn.cpp"
