// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/dialogue.h"

#include "protocol/interruptedstop.h"
#include "server/dialogue/persona.h"
#include "server/dialogue/phrases.h"
#include "server/dialogue/turnreport.h"

#include <QPointer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

using protocol::ListenMode;
using protocol::Speech;
using protocol::SpeechState;

namespace {

GateTiming gateTiming(const DialogueRules& rules)
{
    GateTiming gate;
    gate.endOfSpeechMs = int(rules.endOfSpeech.count());
    return gate;
}

}

Dialogue::Dialogue(EngineRegistry& engines, Toolbox& toolbox, const DeviceFacts& facts, const DialogueTiming& timing, EnginePool* encoders,
    QObject* parent)
    : QObject(parent)
    , m_deviceId(facts.deviceId)
    , m_remembered(facts.rules.rememberedUtterances)
    , m_language(plainLanguage(facts.persona.language))
    , m_prompt(promptOf(facts.persona, facts.boardName))
    , m_patience(timing.patience)
    , m_workers(encoders)
    , m_toolbox(toolbox)
    , m_engines(engines, wishOf(facts.persona))
    , m_pacer(encoders)
    , m_listener(gateTiming(facts.rules), [this] { return m_engines.makeDetector(); })
    , m_tools(toolbox, facts.rules.toolRounds)
    , m_words(voiceKey(facts.persona))
    , m_reception(facts, m_words)
    , m_greeter(facts.rules.greets, m_language, timing.greetAfter)
    , m_consent(timing.consent)
{
    m_listing.setSingleShot(true);
    m_listing.setInterval(longestListing);
    connect(&m_listing, &QTimer::timeout, this, &Dialogue::answerWhatWaits);
    connect(&m_greeter, &Greeter::due, this, &Dialogue::greet);
    connect(&m_engines, &ConversationEngines::spokeFirst, this, [this](const QString& text, const QString& emotion) {
        say({ text, emotion, {}, false });
    });
    connectListener();
    connectPacer();
}

Dialogue::~Dialogue()
{
    m_hearing.reset(); // turns use engines and pacer
    m_answering.reset();
}

void Dialogue::setServices(const DialogueServices& services)
{
    m_reception.setServices(services);
    m_words.setCache(services.replies);
}

void Dialogue::connectListener()
{
    connect(&m_listener, &Listener::speechStarted, this, &Dialogue::onSpeechStarted);
    connect(&m_listener, &Listener::speech, this, [this](const codec::PcmFrame& frame) {
        m_heardMs += frame.durationMs();
        if (m_hearing)
            m_hearing->hear(frame);
    });
    connect(&m_listener, &Listener::speechEnded, this, &Dialogue::onSpeechEnded);
    connect(&m_listener, &Listener::noiseDropped, this, [this] {
        dropHearing();
        greetWhoCalled();
        onNothingHeard();
    });
    connect(&m_listener, &Listener::nothingHeard, this, [this] {
        if (!m_hearing)
            onNothingHeard();
    });
}

void Dialogue::connectPacer()
{
    connect(&m_pacer, &Pacer::packetDue, this, &Dialogue::sendPacket);
    connect(&m_pacer, &Pacer::messageDue, this, &Dialogue::messageReady);
    connect(&m_pacer, &Pacer::drained, this, &Dialogue::finishAnswer);
}

void Dialogue::onSpeechStarted()
{
    m_greeter.cancel();
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

void Dialogue::onSpeechEnded(int silenceMs)
{
    if (!m_hearing)
        return;
    // The end of the phrase is nobody's word, whatever it sounds like: no recogniser is asked, and the question may follow at once.
    if (m_called && m_heardMs <= longestPhraseTailMs) {
        dropHearing();
        greetWhoCalled();
        m_called = false;
        return;
    }
    m_hearing->endOfSpeech(silenceMs);
    if (m_mode != ListenMode::Realtime)
        m_listener.ignore();
    emit voiceHeard();
    noteState();
}

std::unique_ptr<Turn> Dialogue::makeTurn(const TurnEngines& engines)
{
    m_lastTurn = m_lastTurn.next();
    const TurnContext context { m_language, [this](const QString& question) { return conversationWith(question); },
        [this] { return m_toolbox.tools(); }, m_patience };
    auto turn = std::make_unique<Turn>(m_lastTurn, engines, m_pacer, context);
    connect(turn.get(), &Turn::guessed, this, &Dialogue::setGuess);
    connect(turn.get(), &Turn::heard, this, &Dialogue::onHeard);
    connect(turn.get(), &Turn::misheard, this, &Dialogue::onMisheard);
    connect(turn.get(), &Turn::toolCalled, &m_tools, &ToolCalls::call);
    connect(turn.get(), &Turn::musicBegins, this, [this] { m_reception.enginesDone(); });
    connect(turn.get(), &Turn::speakingStarted, this, &Dialogue::noteState);
    connect(turn.get(), &Turn::sentenceSaid, this, &Dialogue::wordsChanged);
    return turn;
}

Conversation Dialogue::conversationWith(const QString& question) const
{
    Conversation conversation { m_deviceId, m_language, m_prompt, m_memory, m_history.utterances(m_remembered) };
    if (conversation.utterances.isEmpty() || conversation.utterances.last() != Utterance { Utterance::Speaker::User, question })
        conversation.utterances += Utterance { Utterance::Speaker::User, question };
    return conversation;
}

QVector<Utterance> Dialogue::conversation() const
{
    return m_history.hasUser() ? m_history.utterances() : QVector<Utterance>();
}

void Dialogue::startListening(ListenMode mode)
{
    m_engines.get(); // they are ready when the first word is over
    m_mode = mode;
    if (mode == ListenMode::Manual) {
        m_called = false; // what is said with the button held is meant, however short
        m_greeter.cancel();
        interrupt();
    }
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
    m_greeter.cancel();
    dropHearing();
    interrupt();
    if (m_mode != ListenMode::Realtime)
        m_listener.clear();
    m_answering = makeTurn();
    takeQuestion(text);
}

void Dialogue::askFromElsewhere(const QString& text)
{
    m_consent.drop();
    ask(text);
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
    greetWhoCalled();
}

void Dialogue::greetWhoCalled()
{
    if (m_called && !m_answering && !m_reception.isStopped())
        m_greeter.called();
}

void Dialogue::greet(const QString& words)
{
    if (m_answering || m_hearing || m_mode == ListenMode::Manual)
        return;
    if (m_listener.hearsVoice()) { // the first syllable of a question
        m_greeter.called();
        return;
    }
    m_called = false;
    say({ words, u"happy"_s, {}, true });
}

void Dialogue::abort()
{
    m_greeter.cancel();
    m_consent.drop();
    dropHearing();
    const bool speaking = isSpeaking();
    interrupt();
    if (m_mode == ListenMode::Realtime)
        m_listener.listen(SpeechGate::Ending::BySilence); // what is said from now on is a new sentence
    if (!speaking) // a device that waits is let go too
        emit messageReady(Speech { SpeechState::Stop, {} });
    m_words.clear();
    listenAgain();
    emit quieted();
}

void Dialogue::setStopped(bool on)
{
    if (m_reception.setStopped(on))
        abort();
}

void Dialogue::say(const OwnWord& word)
{
    if (m_reception.isStopped())
        return;
    m_greeter.cancel();
    if (m_answering || m_hearing) {
        m_words.wait(word);
        return;
    }
    if (m_mode != ListenMode::Realtime)
        m_listener.ignore();
    // What needs no engine makes none: a device that is not bound costs no more than its clips.
    m_answering = makeTurn(word.packets.isEmpty() ? m_engines.get() : m_engines.made());
    m_words.speak(*m_answering, word);
    noteState();
}

void Dialogue::play(const Track& track)
{
    if (m_reception.isStopped())
        return;
    auto music = std::make_unique<MusicSource>(track, m_workers);
    if (m_answering && m_answering->isBeingAnswered()) {
        m_answering->playAfterwards(std::move(music));
        return;
    }
    m_greeter.cancel();
    dropHearing();
    interrupt();
    if (m_mode != ListenMode::Realtime)
        m_listener.ignore();
    m_answering = makeTurn();
    m_answering->play(std::move(music));
    noteState();
}

void Dialogue::endAfterThis()
{
    if (m_answering)
        m_answering->endConversation();
}

void Dialogue::onHeard(const QString& text)
{
    interrupt(protocol::interruptedStop()); // in realtime: the new question is understood, so the old answer ends
    m_answering = std::move(m_hearing);
    setGuess({});
    takeQuestion(text);
}

void Dialogue::takeQuestion(const QString& text)
{
    m_called = false;
    emit messageReady(protocol::Stt { text });
    emit wordsChanged(text);
    m_answering->setQuestion(text);
    if (takeConsent(text)) {
        noteState();
        return;
    }
    if (m_reception.admit(*m_answering, text)) {
        m_history.add(Utterance::Speaker::User, text);
        const TurnId turn = m_answering->id();
        m_tools.begin(turn, [this, turn](const QString& callId, const Result<QString>& result) {
            if (m_answering && m_answering->id() == turn)
                m_answering->toolAnswered(callId, result);
        });
        if (m_listing.isActive())
            m_waiting = turn;
        else
            m_answering->answer(text);
    }
    noteState();
}

void Dialogue::awaitTools()
{
    m_listing.start();
}

void Dialogue::toolsListed()
{
    if (!m_listing.isActive())
        return;
    m_listing.stop();
    answerWhatWaits();
}

void Dialogue::answerWhatWaits()
{
    if (const TurnId turn = std::exchange(m_waiting, {}); m_answering && m_answering->id() == turn)
        m_answering->answer(m_answering->heardText());
}

bool Dialogue::askConsent(const QString& tool, const QJsonObject& arguments)
{
    if (m_reception.isStopped() || !m_answering || !m_answering->isBeingAnswered() || !m_consent.want({ tool, arguments }))
        return false;
    m_answering->sayAfterwards(m_consent.question(m_language));
    return true;
}

bool Dialogue::takeConsent(const QString& text)
{
    const auto given = m_reception.isStopped() ? std::nullopt : m_consent.take(text, m_language);
    if (!given || given->second == Consent::Answer::Other)
        return false;
    m_history.add(Utterance::Speaker::User, text);
    if (given->second == Consent::Answer::Yes)
        doWhatWasAsked(given->first);
    else
        m_answering->say(phrase(Phrase::NotDone, m_language), u"neutral"_s);
    return true;
}

void Dialogue::doWhatWasAsked(const Consent::Wish& wish)
{
    const QPointer<Dialogue> self(this);
    m_toolbox.call(
        wish.tool, wish.arguments,
        [self, turn = m_answering->id()](const Result<QString>& result) {
            if (!self || !self->m_answering || self->m_answering->id() != turn)
                return;
            const QString words = result ? phrase(Phrase::Done, self->m_language) : result.error().text;
            self->m_answering->say(words, result ? u"happy"_s : u"sad"_s);
        },
        u"person"_s);
}

void Dialogue::onMisheard()
{
    m_called = false;
    if (m_answering || m_spokenOver) { // somebody spoke while the device did; it was nothing for us
        dropHearing();
        if (!m_answering)
            listenAgain();
        return;
    }
    m_answering = std::move(m_hearing);
    setGuess({});
    m_answering->apologise();
    noteState();
}

void Dialogue::onNothingHeard()
{
    if (m_mode != ListenMode::Manual || m_answering)
        return;
    m_listener.ignore();
    m_answering = makeTurn();
    m_words.speak(*m_answering, { phrase(Phrase::HeardNothing, m_language), u"confused"_s, {}, true });
    noteState();
}

void Dialogue::interrupt(const Speech& stop)
{
    if (!m_answering)
        return;
    m_consent.drop(); // nobody heard the whole question
    const auto turn = std::exchange(m_answering, nullptr).release();
    turn->abort();
    turn->deleteLater(); // one of its signals may have brought us here
    m_words.ended(false);
    if (turn->isSpeaking())
        emit messageReady(stop);
    report(*turn, true);
}

void Dialogue::dropHearing()
{
    if (!m_hearing)
        return;
    m_hearing->abort();
    m_hearing.release()->deleteLater();
    setGuess({});
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
    m_words.ended(turn->failure().isEmpty());
    m_consent.asked();
    report(*turn, false);
    if (turn->endsConversation()) {
        emit conversationEnded();
        return;
    }
    if (m_hearsItself && m_mode == ListenMode::Realtime)
        m_listener.listen(SpeechGate::Ending::BySilence);
    listenAgain();
    emit quieted();
    if (m_answering || m_hearing)
        return;
    if (const auto next = m_words.takeNext())
        say(*next);
}

void Dialogue::report(const Turn& turn, bool interrupted)
{
    if (!turn.answerFailed())
        m_history.add(Utterance::Speaker::Assistant, turn.saidText());
    m_reception.ended(turn);
    TurnReport report = reportOf(turn, m_engines.made());
    report.deviceId = m_deviceId;
    report.framesLate = m_pacer.takeLate();
    report.interrupted = interrupted;
    report.tools = m_tools.uses();
    m_tools.end();
    emit turnFinished(report);
}

void Dialogue::listenAgain()
{
    if (m_mode == ListenMode::Auto)
        m_listener.listen(SpeechGate::Ending::BySilence);
    if (m_mode == ListenMode::Manual) // the next one begins with the button
        m_mode.reset();
    noteState();
}

void Dialogue::sendPacket(const QByteArray& opus)
{
    ++m_sequence;
    m_words.packet(opus);
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

void Dialogue::setGuess(const QString& text)
{
    if (text == m_guess)
        return;
    m_guess = text;
    emit guessChanged(text);
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

#include "moc_dialogue.cpp"
