// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/dialogue.h"

#include "protocol/interruptedstop.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

using protocol::ListenMode;
using protocol::Speech;
using protocol::SpeechState;

Dialogue::Dialogue(
    EngineRegistry& engines, Toolbox& toolbox, QString deviceId, QString language, GateTiming timing, EnginePool* encoders, QObject* parent)
    : QObject(parent)
    , m_toolbox(toolbox)
    , m_deviceId(std::move(deviceId))
    , m_language(std::move(language))
    , m_recogniser(engines.makeRecogniser({ .language = m_language }))
    , m_chat(engines.makeChat({ .language = m_language }))
    , m_synthesiser(engines.makeSynthesiser({ .language = m_language }))
    , m_pacer(encoders)
    , m_listener(timing)
{
    connectListener();
    connectPacer();
    connect(m_chat.get(), &Chat::spokeFirst, this, &Dialogue::say);
    connect(m_chat.get(), &Chat::busyChanged, this, [this](bool busy) { m_chatBusy = busy; });
}

Dialogue::~Dialogue()
{
    m_hearing.reset(); // turns use engines and pacer
    m_answering.reset();
}

void Dialogue::connectListener()
{
    connect(&m_listener, &Listener::speechStarted, this, &Dialogue::onSpeechStarted);
    connect(&m_listener, &Listener::speech, this, [this](const codec::PcmFrame& frame) {
        m_heardMs += frame.durationMs();
        if (m_hearing)
            m_hearing->hear(frame);
    });
    connect(&m_listener, &Listener::speechEnded, this, [this](int silenceMs) {
        if (!m_hearing)
            return;
        m_hearing->endOfSpeech(silenceMs);
        if (m_mode != ListenMode::Realtime)
            m_listener.ignore();
        emit voiceHeard();
        noteState();
    });
    connect(&m_listener, &Listener::noiseDropped, this, [this] {
        dropHearing();
        if (m_mode == ListenMode::Manual)
            apologise(m_language == "zh"_L1 ? u"我没有听到声音。"_s : u"I did not hear anything."_s);
    });
    connect(&m_listener, &Listener::nothingHeard, this, [this] {
        if (m_mode == ListenMode::Manual && !m_answering && !m_hearing)
            apologise(m_language == "zh"_L1 ? u"我没有听到声音。"_s : u"I did not hear anything."_s);
    });
}

void Dialogue::onSpeechStarted()
{
    dropHearing();
    if (isSpeaking() && m_hearsItself)
        return;
    m_hearing = makeTurn();
    m_heardMs = 0;
    m_spokenOver = isSpeaking();
    if (m_spokenOver) { // in realtime, and the gate is on its guard: this is somebody who wants the word
        interrupt(protocol::interruptedStop());
        noteState();
    }
    emit voiceHeard();
}

void Dialogue::connectPacer()
{
    connect(&m_pacer, &Pacer::packetDue, this, &Dialogue::sendPacket);
    connect(&m_pacer, &Pacer::messageDue, this, &Dialogue::messageReady);
    connect(&m_pacer, &Pacer::drained, this, &Dialogue::finishAnswer);
}

std::unique_ptr<Turn> Dialogue::makeTurn()
{
    m_lastTurn = m_lastTurn.next();
    const TurnContext context { m_language, [this](const QString& question) { return conversationWith(question); },
        [this] { return m_toolbox.tools(); } };
    auto turn = std::make_unique<Turn>(m_lastTurn, TurnEngines { m_recogniser.get(), m_chat.get(), m_synthesiser.get() }, m_pacer, context);
    connect(turn.get(), &Turn::heard, this, &Dialogue::onHeard);
    connect(turn.get(), &Turn::misheard, this, &Dialogue::onMisheard);
    connect(turn.get(), &Turn::toolCalled, this, &Dialogue::callTool);
    connect(turn.get(), &Turn::speakingStarted, this, &Dialogue::noteState);
    connect(turn.get(), &Turn::sentenceSaid, this, &Dialogue::wordsChanged);
    return turn;
}

Conversation Dialogue::conversationWith(const QString& question) const
{
    Conversation conversation { .deviceId = m_deviceId, .language = m_language, .utterances = m_history.utterances() };
    if (conversation.utterances.isEmpty() || conversation.utterances.last() != Utterance { Utterance::Speaker::User, question })
        conversation.utterances += Utterance { Utterance::Speaker::User, question };
    return conversation;
}

void Dialogue::startListening(ListenMode mode)
{
    m_mode = mode;
    if (m_answering && mode == ListenMode::Manual)
        interrupt();
    if (!m_answering || mode == ListenMode::Realtime)
        m_listener.listen(mode == ListenMode::Manual ? SpeechGate::Ending::ByStop : SpeechGate::Ending::BySilence);
    noteState();
}

void Dialogue::stopListening()
{
    m_listener.stop();
    m_mode.reset();
    noteState();
}

void Dialogue::hear(const protocol::AudioPacket& packet)
{
    m_listener.put(packet);
}

void Dialogue::ask(const QString& text)
{
    dropHearing();
    interrupt();
    if (m_mode != ListenMode::Realtime)
        m_listener.clear();
    m_answering = makeTurn();
    takeQuestion(text);
}

void Dialogue::wake()
{
    dropHearing();
    interrupt();
    if (m_mode != ListenMode::Realtime)
        m_listener.clear(); // the phrase itself
    m_called = true;
    m_listener.called();
    listenAgain();
}

void Dialogue::abort()
{
    dropHearing();
    const bool speaking = isSpeaking();
    interrupt();
    if (m_mode == ListenMode::Realtime)
        m_listener.listen(SpeechGate::Ending::BySilence); // what is said from now on is a new sentence
    if (!speaking) // a device that waits is let go too
        emit messageReady(Speech { SpeechState::Stop, {} });
    m_unasked.clear();
    listenAgain();
    emit quieted();
}

void Dialogue::setStopped(bool on)
{
    if (std::exchange(m_stopped, on) != on && on)
        abort();
}

void Dialogue::say(const QString& text, const QString& emotion)
{
    if (m_stopped)
        return;
    if (m_answering || m_hearing) {
        if (m_unasked.size() < maxUnasked)
            m_unasked.push_back({ text, emotion });
        return;
    }
    if (m_mode != ListenMode::Realtime)
        m_listener.ignore();
    m_answering = makeTurn();
    m_answering->say(text, emotion);
    noteState();
}

void Dialogue::onHeard(const QString& text)
{
    interrupt(protocol::interruptedStop()); // in realtime: the new question is understood, so the old answer ends
    m_answering = std::move(m_hearing);
    takeQuestion(text);
}

void Dialogue::takeQuestion(const QString& text)
{
    m_called = false;
    emit messageReady(protocol::Stt { text });
    emit wordsChanged(text);
    m_history.add(Utterance::Speaker::User, text);
    m_answering->answer(text);
    noteState();
}

void Dialogue::onMisheard(const QString& apology)
{
    const bool endOfPhrase = std::exchange(m_called, false) && m_heardMs <= longestPhraseTailMs;
    if (m_answering || m_spokenOver || endOfPhrase) { // somebody spoke while the device did; it was nothing for us
        dropHearing();
        if (!m_answering)
            listenAgain();
        return;
    }
    m_answering = std::move(m_hearing);
    m_answering->say(apology, u"confused"_s);
    noteState();
}

void Dialogue::apologise(const QString& apology)
{
    if (m_answering)
        return;
    m_listener.ignore();
    m_answering = makeTurn();
    m_answering->say(apology, u"confused"_s);
    noteState();
}

void Dialogue::interrupt(const Speech& stop)
{
    if (!m_answering)
        return;
    const auto turn = std::exchange(m_answering, nullptr).release();
    turn->abort();
    turn->deleteLater(); // one of its signals may have brought us here
    if (turn->isSpeaking())
        emit messageReady(stop);
    report(*turn);
}

void Dialogue::dropHearing()
{
    if (!m_hearing)
        return;
    m_hearing->abort();
    m_hearing.release()->deleteLater();
    noteState();
}

void Dialogue::finishAnswer()
{
    if (!m_answering)
        return;
    const auto turn = std::exchange(m_answering, nullptr).release();
    emit messageReady(Speech { SpeechState::Stop, {} });
    turn->stopped();
    turn->deleteLater();
    report(*turn);
    if (turn->endsConversation()) {
        emit conversationEnded();
        return;
    }
    if (m_hearsItself && m_mode == ListenMode::Realtime)
        m_listener.listen(SpeechGate::Ending::BySilence);
    listenAgain();
    emit quieted();
    if (!m_unasked.empty() && !m_answering && !m_hearing) {
        const Unasked next = std::move(m_unasked.front());
        m_unasked.pop_front();
        say(next.text, next.emotion);
    }
}

void Dialogue::report(const Turn& turn)
{
    m_history.add(Utterance::Speaker::Assistant, turn.saidText());
    emit turnFinished({ .deviceId = m_deviceId, .heard = turn.heardText(), .said = turn.saidText(), .timeline = turn.timeline() });
}

void Dialogue::listenAgain()
{
    if (m_mode == ListenMode::Auto)
        m_listener.listen(SpeechGate::Ending::BySilence);
    if (m_mode == ListenMode::Manual) // the next one begins with the button
        m_mode.reset();
    noteState();
}

void Dialogue::callTool(const ToolCall& call)
{
    const TurnId turn = m_answering ? m_answering->id() : TurnId();
    m_toolbox.call(call.name, call.arguments, [this, turn, id = call.id](const Result<QString>& result) {
        if (m_answering && m_answering->id() == turn)
            m_answering->toolAnswered(id, result);
    });
}

void Dialogue::sendPacket(const QByteArray& opus)
{
    ++m_sequence;
    if (m_answering)
        m_answering->notePacketSent();
    emit packetReady({ opus, m_sequence * quint32(downlinkFrameMs), m_sequence });
}

DeviceState Dialogue::state() const
{
    if (m_answering)
        return m_answering->isSpeaking() ? DeviceState::Speaking : DeviceState::Thinking;
    if (m_hearing && m_hearing->phase() == Turn::Phase::Recognising)
        return DeviceState::Thinking;
    return m_mode ? DeviceState::Listening : DeviceState::Idle;
}

void Dialogue::noteState()
{
    m_listener.guard(isSpeaking());
    if (const DeviceState now = state(); now != m_state) {
        m_state = now;
        emit stateChanged(now);
    }
}

}
