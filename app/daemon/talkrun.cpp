// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/talkrun.h"

#include "base/invoke.h"
#include "client/datadirectory.h"
#include "daemon/verbs.h"
#include "pairing/memorystore.h"
#include "protocol/jsoncodec.h"
#include "settings/options.h"
#include "settings/settingsstore.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using session::VoiceSession;

client::ClientOptions clientOptions(const TalkOptions& options, const std::shared_ptr<audio::FileSound>& files)
{
    client::ClientOptions client;
    client.sound.uplink.frameMs = options.frameMs;
    client.renewsProfile = options.websocket.isEmpty();
    if (options.microphone)
        client.sound.processing = {}; // everything on; a recording is sent as it is
    // A direction without a device is a file, and one without a file's name too: silence in, nothing written.
    if (files)
        client.soundParts = [files, in = !options.microphone, out = !options.speaker] { return files->parts(in, out); };
    return client;
}

int statusOf(const Error& error)
{
    switch (error.code) {
    case Error::Code::Cancelled:
    case Error::Code::Timeout:
    case Error::Code::Network:
    case Error::Code::Unavailable:
    case Error::Code::NotFound:
        return NetworkTrouble;
    case Error::Code::Refused:
        return NotPaired;
    case Error::Code::Protocol:
    case Error::Code::Invalid:
        return ProtocolTrouble;
    }
    return ProtocolTrouble;
}

}

TalkRun::TalkRun(TalkOptions options, std::shared_ptr<audio::FileSound> files, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_files(std::move(files))
    , m_events(m_options.json)
    , m_core(clientOptions(m_options, m_files))
    , m_desk(80)
    , m_settings(m_options.dataDir)
    , m_homeDesk(m_settings, m_options.dataDir, m_desk)
    , m_iotDesk(m_desk)
    , m_tools(m_desk)
    , m_dayTools(m_desk,
          { .dataDir = m_options.dataDir,
              .musicFolder = m_settings.get(settings::musicFolder),
              .musicVolume = m_settings.get(settings::musicVolume),
              .language = [] { return QLocale::system().bcp47Name(); },
              .weather = client::weatherService() })
{
    // There is no window to ask in.
    m_desk.gate().questions().setResponder([allowed = m_options.allowedTools](const mcp::Question& question) {
        return allowed.contains(question.tool.name) ? mcp::Answer::Once : mcp::Answer::No;
    });
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        const bool waitingForApproval = !m_code.isEmpty() && !m_paired;
        fail({ Error::Code::Timeout,
                 waitingForApproval
                     ? u"Nobody approved the code %1 within %2 s."_s.arg(m_code).arg(m_options.timeout.count())
                     : u"Not done within %1 s."_s.arg(m_options.timeout.count()) + (m_trouble.isEmpty() ? QString() : u' ' + m_trouble) },
            waitingForApproval ? NotPaired : TimedOut);
    });
    connect(&m_core, &client::ClientCore::ready, this, &TalkRun::joinLine);
    connect(&m_core, &client::ClientCore::stopped, this, [this] { emit finished(m_status); });
}

TalkRun::~TalkRun() = default;

void TalkRun::start()
{
    if (m_options.timeout.count() > 0)
        m_timeout.start(m_options.timeout);
    m_core.start();
}

void TalkRun::stop()
{
    hangUp(Done);
}

void TalkRun::joinLine()
{
    m_desk.join(m_core);
    m_iotDesk.addThings(m_homeDesk.link().things());
    m_iotDesk.join(m_core);
    m_homeDesk.begin();
    if (m_options.websocket.isEmpty()) {
        m_pairing = std::make_unique<pairing::Pairing>(
            m_options.dataDir, client::secretStoreFor(m_options.dataDir, m_settings), QLocale::system().bcp47Name());
        joinPairing();
    }
    joinSession();
    joinSound();
    joinDay();
    if (m_options.interactive)
        joinConsole();
    m_core.openSound();
    if (m_options.control && !openControl())
        return;
    if (!m_pairing) {
        protocol::ConnectionProfile profile;
        profile.url = m_options.websocket;
        profile.token = m_options.token;
        profile.reach.pinnedCertificate = m_options.pinned;
        profile.identity = pairing::makeIdentity().device;
        connectTo(profile);
        return;
    }
    beginPairing();
}

void TalkRun::beginPairing()
{
    pairing::ServerProfile server { .id = u"talk-"_s + m_options.ota.host(), .otaUrl = m_options.ota };
    server.reach.pinnedCertificate = m_options.pinned;
    m_pairing->begin(server);
}

void TalkRun::joinConsole()
{
    m_keyboard = std::make_unique<TalkConsole>(m_options.mode);
    const auto wish = [this](auto&& act) {
        if (m_hasServer)
            onThreadOf(m_core.session(), [session = m_core.session(), act] { act(*session); });
        else
            std::fputs("Not connected yet.\n", stderr);
    };
    connect(m_keyboard.get(), &TalkConsole::talkWanted, this, [this, wish](protocol::ListenMode mode) {
        if (m_state == session::State::Listening)
            wish([](VoiceSession& session) { session.stopListening(); });
        else
            wish([mode](VoiceSession& session) { session.startListening(mode); });
    });
    connect(m_keyboard.get(), &TalkConsole::interruptWanted, this, [wish] { wish([](VoiceSession& session) { session.interrupt(); }); });
    connect(m_keyboard.get(), &TalkConsole::textEntered, this,
        [wish](const QString& text) { wish([text](VoiceSession& session) { session.sendText(text); }); });
    connect(m_keyboard.get(), &TalkConsole::modeChosen, this,
        [this](protocol::ListenMode mode) { std::fprintf(stderr, "Mode: %s\n", protocol::listenModeName(mode).data()); });
    connect(m_keyboard.get(), &TalkConsole::helpWanted, this, [] { std::fputs(qPrintable(TalkConsole::help()), stderr); });
    connect(m_keyboard.get(), &TalkConsole::quitWanted, this, [this] { hangUp(Done); });
    if (LineReader::isTerminal())
        std::fputs(qPrintable(TalkConsole::help()), stderr);
    m_keyboard->start();
}

// The next line of a pipe is taken when the link stands and nothing is being answered.
void TalkRun::noteReady()
{
    if (m_keyboard && (m_state == session::State::Idle || m_state == session::State::Listening))
        m_keyboard->setReady(true);
}

bool TalkRun::openControl()
{
    control::ControlledClient client;
    client.pairing = m_pairing.get();
    client.beginPairing = [this]() -> Result<> {
        beginPairing();
        return {};
    };
    m_control = std::make_unique<client::ControlHost>(m_core, std::move(client), m_options.dataDir);
    m_control->join();
    if (const auto opened = m_control->api().open(); !opened) {
        fail(opened.error(), Usage);
        return false;
    }
    const QString url = m_control->api().url().toString();
    m_events.emitEvent(u"control"_s, { { u"url"_s, url } }, u"Controlled at "_s + url);
    return true;
}

void TalkRun::joinPairing()
{
    using pairing::Pairing;
    connect(m_pairing.get(), &Pairing::versionChecked, this, [this](const protocol::OtaReply& reply) {
        m_events.emitEvent(
            u"ota"_s, { { u"url"_s, m_options.ota.toString() }, { u"sections"_s, QJsonArray::fromStringList(reply.sections) } });
    });
    connect(m_pairing.get(), &Pairing::codeOffered, this, [this](const protocol::ActivationOffer& offer, const QUrl& console) {
        m_code = offer.code;
        m_offer = offer;
        m_console = console;
        m_events.emitEvent(u"activation"_s,
            { { u"code"_s, offer.code }, { u"message"_s, offer.message }, { u"url"_s, console.toString() }, { u"attempt"_s, 0 },
                { u"limit"_s, 0 } },
            u"Enter the code %1%2"_s.arg(offer.code, console.isEmpty() ? u" on the server."_s : u" at "_s + console.toString()));
        if (VoiceSession* session = m_core.session()) {
            onThreadOf(session, [session] {
                session->renewalFailed({ Error::Code::Refused, u"The server wants this device to be paired again."_s });
            });
        }
    });
    connect(m_pairing.get(), &Pairing::waiting, this, [this](int attempt, int limit) {
        m_events.emitEvent(u"activation"_s,
            { { u"code"_s, m_offer.code }, { u"message"_s, m_offer.message }, { u"url"_s, m_console.toString() }, { u"attempt"_s, attempt },
                { u"limit"_s, limit } });
    });
    connect(m_pairing.get(), &Pairing::paired, this, [this](const protocol::ConnectionProfile& profile) {
        m_paired = true;
        m_events.emitEvent(u"paired"_s, { { u"device"_s, profile.identity.deviceId } });
        connectTo(profile);
    });
    connect(m_pairing.get(), &Pairing::failed, this, [this](const pairing::Failure& failure) {
        const bool keyring = failure.repair == pairing::Repair::KeepInFile || failure.repair == pairing::Repair::UnlockKeyring;
        if (failure.step == pairing::Step::Identity && keyring) {
            std::fprintf(stderr, "mynad talk: %s Secrets stay in memory for this run.\n", qPrintable(failure.error.text));
            m_pairing->useSecretStore(std::make_unique<pairing::MemoryStore>());
            return;
        }
        if (VoiceSession* session = m_core.session(); session && m_options.isDriven()) {
            onThreadOf(session, [session, error = failure.error] { session->renewalFailed(error); });
        }
        const bool code = failure.step == pairing::Step::Code || failure.step == pairing::Step::Confirmed;
        fail(failure.error, code ? NotPaired : statusOf(failure.error));
    });
}

void TalkRun::joinSession()
{
    VoiceSession* session = m_core.session();
    connect(session, &VoiceSession::stateChanged, this, &TalkRun::onState);
    connect(session, &VoiceSession::serverHello, this, [this](const protocol::Hello& hello, const QString& sessionId) {
        m_trouble.clear();
        const protocol::AudioParams audio = hello.audio.value_or(protocol::AudioParams {});
        m_events.emitEvent(u"hello"_s,
            { { u"session_id"_s, sessionId }, { u"transport"_s, hello.transport }, { u"sample_rate"_s, audio.sampleRateHz },
                { u"frame_duration"_s, audio.frameMs } });
        beginTurn();
    });
    connect(session, &VoiceSession::heard, this, [this](const QString& text) {
        m_events.emitEvent(u"stt"_s, { { u"text"_s, text } }, u"You: "_s + text);
    });
    connect(session, &VoiceSession::sentence, this, [this](TurnId, const QString& text) {
        m_events.emitEvent(u"sentence"_s, { { u"text"_s, text } }, u"Assistant: "_s + text);
    });
    connect(session, &VoiceSession::emotionChanged, this, [this](const QString& emotion, const QString& emoji) {
        m_events.emitEvent(u"emotion"_s, { { u"emotion"_s, emotion }, { u"text"_s, emoji } });
    });
    connect(session, &VoiceSession::turnFinished, this, [this](TurnId, const protocol::Timeline& timeline) {
        m_events.emitEvent(u"turn"_s, { { u"timeline"_s, protocol::toJson(timeline) } });
    });
    connect(session, &VoiceSession::linkClosed, this, [this](int code, const QString& reason, bool clean) {
        m_events.emitEvent(u"closed"_s, { { u"code"_s, code }, { u"reason"_s, reason }, { u"clean"_s, clean } });
        if (m_status >= 0)
            end();
    });
    connect(session, &VoiceSession::renewalWanted, this, [this] { m_pairing->markRevoked(); });
    if (m_pairing) {
        connect(session, &VoiceSession::codePushed, m_pairing.get(), &pairing::Pairing::onCodePushed);
        connect(session, &VoiceSession::bindingPushed, m_pairing.get(), &pairing::Pairing::onBindingPushed);
    }
    connect(session, &VoiceSession::refused, this, [this](const Error& reason) { fail(reason, NotPaired); });
    connect(&m_desk, &client::DeviceDesk::called, this, [this](const mcp::CallReport& report) {
        QJsonObject fields { { u"name"_s, report.name }, { u"arguments"_s, report.arguments }, { u"asked"_s, report.asked },
            { u"allowed"_s, report.ruling != mcp::Ruling::Refused } };
        fields[report.failed ? u"error"_s : u"result"_s] = report.result;
        m_events.emitEvent(u"tool"_s, fields);
    });
}

void TalkRun::joinSound()
{
    audio::AudioEngine* sound = m_core.sound();
    connect(sound, &audio::AudioEngine::countersChanged, this, [this](const audio::AudioCounters& counters) { m_sound = counters; });
    const auto missing = [this](bool needed, const audio::SoundStatus& status) {
        if (!needed || status.working || status.problem.text.isEmpty())
            return;
        if (m_options.interactive)
            std::fprintf(stderr, "mynad talk: %s\n", qPrintable(status.problem.text)); // typing and reading work without
        else
            fail(status.problem, NoSoundDevice);
    };
    connect(sound, &audio::AudioEngine::inputStatusChanged, this,
        [this, missing](const audio::SoundStatus& status) { missing(m_options.microphone, status); });
    connect(sound, &audio::AudioEngine::outputStatusChanged, this,
        [this, missing](const audio::SoundStatus& status) { missing(m_options.speaker, status); });
    if (!m_files)
        return;
    connect(m_files.get(), &audio::FileSound::ended, this, [this] {
        if (m_options.mode == protocol::ListenMode::Manual)
            onThreadOf(m_core.session(), [session = m_core.session()] { session->stopListening(); });
    });
    connect(m_files.get(), &audio::FileSound::writeFailed, this,
        [](const Error& error) { std::fprintf(stderr, "mynad talk: %s\n", qPrintable(error.text)); });
    // The recording begins with the microphone, so that its first word is not spoken to nobody.
    connect(m_core.session(), &VoiceSession::microphoneWanted, this, [this](bool wanted) {
        m_microphoneOpen = wanted;
        speak();
    });
}

// What rings is an event, and when the assistant says it, that is a turn which nobody counted on.
void TalkRun::joinDay()
{
    connect(&m_dayTools, &client::DayTools::rang, this, [this](const QString& words, bool late) {
        m_events.emitEvent(u"reminder"_s, { { u"text"_s, words }, { u"late"_s, late } }, u"Reminder: "_s + words);
    });
    connect(&m_dayTools, &client::DayTools::askedToSay, this, [this] {
        if (m_options.isDriven())
            return;
        ++m_options.turns;
        ++m_asked;
    });
    m_dayTools.join(m_core);
}

void TalkRun::connectTo(const protocol::ConnectionProfile& profile)
{
    protocol::ConnectionProfile chosen = profile;
    if (m_options.framing)
        chosen.framing = *m_options.framing;
    if (m_options.transport != protocol::TransportChoice::Auto)
        chosen.transport = m_options.transport;
    m_hasServer = true;
    m_tools.reachBy(chosen);
    onThreadOf(m_core.session(), [session = m_core.session(), chosen, connects = !m_options.isDriven() || m_options.interactive] {
        session->setProfile(chosen);
        if (connects)
            session->connectNow();
    });
}

void TalkRun::beginTurn()
{
    if (m_options.isDriven() || m_status >= 0 || m_asked > m_answered)
        return; // announced again on the same line
    ++m_asked;
    onThreadOf(m_core.session(), [session = m_core.session(), text = m_options.text, mode = m_options.mode] {
        if (text.isEmpty())
            session->startListening(mode);
        else
            session->sendText(text);
    });
    speak(); // full duplex: the microphone is open already
}

// Once a turn, as soon as somebody listens; whenever somebody does when others decide that.
void TalkRun::speak()
{
    if (!m_files || !m_microphoneOpen || (!m_options.isDriven() && m_spoken >= m_asked))
        return;
    m_spoken = m_asked;
    m_files->speak();
}

void TalkRun::onState(session::State state, const QString& reason)
{
    const session::State before = m_state;
    m_state = state;
    m_events.emitEvent(u"state"_s, { { u"state"_s, session::stateName(state) }, { u"reason"_s, reason } });
    if (state == session::State::Reconnecting && !reason.isEmpty() && std::exchange(m_trouble, reason) != reason)
        std::fprintf(stderr, "mynad talk: %s Trying again.\n", qPrintable(reason));
    if (state == session::State::Reconnecting && m_asked > m_answered) {
        // An answer that was cut off does not go on: the question is asked anew.
        m_asked = m_answered;
        m_spoken = std::min(m_spoken, m_asked);
    }
    if (before == session::State::Connecting || before == session::State::Thinking) // the link stands, or no answer came
        noteReady();
    if (state == session::State::Failed && m_status < 0) {
        // A refusal is told right after the state, and it knows better why. By way of the session's thread, it is heard first.
        onThreadOf(m_core.session(), [this, reason] {
            onThreadOf(this, [this, reason] { fail({ Error::Code::Network, reason }, NetworkTrouble); });
        });
    } else if (before == session::State::Speaking && (state == session::State::Idle || state == session::State::Listening))
        onAnswerOver();
    else if (before != session::State::Connecting && state == session::State::Idle && m_asked > m_answered && m_status < 0)
        fail({ Error::Code::Timeout, reason.isEmpty() ? u"The server ended the conversation without an answer."_s : reason }, TimedOut);
}

void TalkRun::onAnswerOver()
{
    ++m_answered;
    noteReady();
    if (m_options.isDriven())
        return;
    if (m_answered >= m_options.turns)
        hangUp(Done);
    else
        beginTurn();
}

void TalkRun::fail(const Error& error, int status)
{
    if (m_status >= 0)
        return;
    m_events.emitEvent(u"error"_s, { { u"code"_s, codeName(error.code) }, { u"text"_s, error.text } });
    std::fprintf(stderr, "mynad talk: %s\n", qPrintable(error.text));
    const bool canBeMended = m_options.isDriven() && status != Usage && status != TimedOut;
    if (!canBeMended || (m_options.interactive && !LineReader::isTerminal()))
        hangUp(status);
}

void TalkRun::hangUp(int status)
{
    if (m_status >= 0)
        return;
    m_status = status;
    m_timeout.stop();
    onThreadOf(this, [this] { m_control.reset(); }); // one of its requests may have led here
    if (m_pairing)
        m_pairing->cancel();
    onThreadOf(m_core.session(), [this, session = m_core.session()] {
        const bool connected = session->isConnected();
        session->disconnectNow(); // linkClosed() follows when there was a link
        if (!connected)
            onThreadOf(this, [this] { end(); });
    });
}

void TalkRun::end()
{
    if (!m_core.session())
        return;
    onThreadOf(m_core.session(), [this, session = m_core.session()] {
        const session::SessionCounters counters = session->counters();
        onThreadOf(this, [this, counters] {
            m_events.emitEvent(u"done"_s,
                { { u"turns"_s, m_answered }, { u"frames_sent"_s, qint64(counters.link.framesSent) },
                    { u"frames_received"_s, qint64(counters.link.framesReceived) }, { u"frames_lost"_s, qint64(m_sound.packetsConcealed) },
                    { u"underruns"_s, qint64(m_sound.underruns) }, { u"bytes_sent"_s, qint64(counters.link.bytesSent) },
                    { u"bytes_received"_s, qint64(counters.link.bytesReceived) } });
            m_core.stop();
        });
    });
}

}

#include "moc_talkrun.cpp"
