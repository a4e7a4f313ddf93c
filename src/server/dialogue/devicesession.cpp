// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/devicesession.h"

#include "base/invoke.h"
#include "protocol/provisioning.h"
#include "server/devices/uplinkmeter.h"
#include "server/dialogue/codeteller.h"
#include "server/dialogue/dialogue.h"
#include "server/dialogue/earlysound.h"
#include "server/dialogue/idlewatch.h"
#include "server/dialogue/memoryfolds.h"
#include "server/dialogue/persona.h"
#include "server/dialogue/phrases.h"
#include "server/dialogue/spokenbudget.h"
#include "server/dialogue/wakesign.h"
#include "server/toolbox/deviceiot.h"
#include "server/toolbox/devicetools.h"
#include "server/toolbox/gate.h"
#include "server/toolbox/toolhouse.h"
#include "server/toolbox/toolview.h"
#include "transport/websockettransport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTimer>
#include <QUuid>

#include <type_traits>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int normalClosure = 1000;
constexpr int policyViolation = 1008;
constexpr int maxBadFrames = 100; // of one connection: after that it is noise
constexpr qsizetype maxTypedCharacters = 1000;

GateLimits gateLimits(const DeviceFacts& facts)
{
    GateLimits limits;
    limits.call = facts.toolCall;
    limits.callsPerMinute = facts.tools.callsPerMinute;
    return limits;
}

// Devices without a camera ignore it.
QJsonObject capabilitiesFor(const DeviceFacts& facts)
{
    if (facts.visionUrl.isEmpty())
        return {};
    return { { u"vision"_s, QJsonObject { { u"url"_s, facts.visionUrl }, { u"token"_s, facts.visionToken } } } };
}

}

struct DeviceSession::Private
{
    Private(DeviceSession* session, std::unique_ptr<transport::Transport> wire, DeviceFacts who, EngineRegistry& engines,
        DialogueTiming times, EnginePool* encoders)
        : q(session)
        , transport(std::move(wire))
        , facts(std::move(who))
        , sessionId(QUuid::createUuid().toString(QUuid::WithoutBraces))
        , gate(facts.deviceId, ToolPolicy(facts.tools, facts.persona), gateLimits(facts))
        , dialogue(engines, toolbox, facts, times, encoders)
        , code(facts, times, dialogue)
        , idle(facts.rules.farewellAfter, facts.rules.closeAfter)
    {
        toolbox.setGate(gate);
        early.setLimit(services.audioBufferBytes);
        helloTimer.setSingleShot(true);
        helloTimer.setInterval(times.hello);
    }

    void connectAll();
    void fillToolbox();
    [[nodiscard]] ToolSituation situation();
    void connectDialogue();
    void onSound(const protocol::AudioPacket& packet);
    void onMessage(const protocol::Message& message);
    void onHello(const protocol::Hello& hello);
    void onListen(const protocol::Listen& listen);
    void onAuth(const protocol::Auth& auth);
    void begin(const protocol::Hello& hello);
    void reject(const QString& code, const QString& text);
    void send(const protocol::Body& body) { transport->send({ sessionId, body }); }
    [[nodiscard]] bool isFlood(UplinkMeter::Verdict verdict);
    void sayFarewell();
    void closeForSilence();
    void end(const QString& reason);
    [[nodiscard]] bool remembers() const { return services.memories && facts.persona.remembers && ready && !isUnbound(); }
    [[nodiscard]] bool isUnbound() const { return !facts.activationCode.isEmpty(); }

    DeviceSession* q;
    std::unique_ptr<transport::Transport> transport;
    DeviceFacts facts;
    DialogueServices services;
    QString sessionId;
    DeviceTools tools;
    DeviceIot iot;
    std::vector<std::unique_ptr<ToolSource>> serverTools;
    Gate gate;
    Toolbox toolbox;
    Dialogue dialogue;
    CodeTeller code;
    IdleWatch idle;
    EarlySound early;
    WakeSign wakeSign;
    UplinkMeter meter;
    QElapsedTimer age;
    QTimer helloTimer;
    QString closeReason; // why we closed; empty: the device did
    int badFrames = 0;
    bool ready = false; // hello was answered
    bool stopped = false; // by the owner, for all
    bool leaving = false; // what is said now is the last
    bool ended = false;
};

DeviceSession::DeviceSession(std::unique_ptr<transport::Transport> transport, DeviceFacts facts, EngineRegistry& engines,
    DialogueTiming timing, EnginePool* encoders, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(transport), std::move(facts), engines, timing, encoders))
{
    d->connectAll();
}

DeviceSession::~DeviceSession()
{
    d->transport->disconnect(this);
}

void DeviceSession::Private::connectAll()
{
    using transport::Transport;
    QObject::connect(transport.get(), &Transport::messageReceived, q, [this](const protocol::Message& message) { onMessage(message); });
    QObject::connect(transport.get(), &Transport::audioReceived, q, [this](const protocol::AudioPacket& packet) { onSound(packet); });
    QObject::connect(transport.get(), &Transport::frameRejected, q, [this](const Error& error) { reject(u"bad_frame"_s, error.text); });
    QObject::connect(transport.get(), &Transport::closed, q,
        [this](const transport::Closing& closing) { end(closeReason.isEmpty() ? closing.error.text : closeReason); });
    QObject::connect(&tools, &DeviceTools::payloadReady, q, [this](const QJsonObject& payload) { send(protocol::Mcp { payload }); });
    QObject::connect(&tools, &DeviceTools::toolsListed, q, &DeviceSession::toolsChanged);
    QObject::connect(&tools, &DeviceTools::toolsListed, &dialogue, &Dialogue::toolsListed);
    QObject::connect(&tools, &DeviceTools::toolsNotListed, &dialogue, &Dialogue::toolsListed);
    QObject::connect(&iot, &DeviceIot::commandReady, q, [this](const QJsonObject& command) {
        send(protocol::Iot { {}, {}, { command } });
    });
    QObject::connect(&iot, &DeviceIot::described, q, &DeviceSession::toolsChanged);
    QObject::connect(&iot, &DeviceIot::stateTold, q, &DeviceSession::stateTold);
    QObject::connect(&idle, &IdleWatch::farewellDue, q, [this] { sayFarewell(); });
    QObject::connect(&idle, &IdleWatch::closeDue, q, [this] { closeForSilence(); });
    QObject::connect(&helloTimer, &QTimer::timeout, q, [this] { q->close(policyViolation, tr("The device did not say hello.")); });
    QObject::connect(&code, &CodeTeller::pushed, q, [this] {
        helloTimer.stop();
        idle.stop();
    });
    QObject::connect(&code, &CodeTeller::messageReady, q, [this](const protocol::Body& body) { send(body); });
    QObject::connect(&code, &CodeTeller::expired, q, [this](const QString& words) { q->close(policyViolation, words); });
    connectDialogue();
}

ToolSituation DeviceSession::Private::situation()
{
    ToolSituation now { plainLanguage(facts.persona.language), facts.tools.own, {} };
    now.hands.play = [this](const QString& path, const QString& title) { dialogue.play({ path, title }); };
    now.hands.takeRole = [this](const QString& prompt) {
        Persona role = facts.persona;
        role.prompt = prompt;
        dialogue.setPrompt(promptOf(role, facts.boardName));
    };
    now.hands.end = [this] { dialogue.endAfterThis(); };
    return now;
}

// The server's own first: no device can stand in for them.
void DeviceSession::Private::fillToolbox()
{
    if (ToolHouse* const house = services.tools) {
        gate.setSurroundings(&house->rate(), [house](const AuditRecord& record) { house->note(record); });
        serverTools = house->sources(situation());
    }
    for (const auto& source : serverTools)
        toolbox.add(*source);
    toolbox.add(tools);
    toolbox.add(iot);
    gate.setAskPerson([this](const QString& tool, const QJsonObject& arguments) { return dialogue.askConsent(tool, arguments); });
}

void DeviceSession::Private::connectDialogue()
{
    QObject::connect(&dialogue, &Dialogue::messageReady, q, [this](const protocol::Body& body) { send(body); });
    QObject::connect(&dialogue, &Dialogue::packetReady, q, [this](const protocol::AudioPacket& packet) { transport->sendAudio(packet); });
    QObject::connect(&dialogue, &Dialogue::stateChanged, q, &DeviceSession::stateChanged);
    QObject::connect(&dialogue, &Dialogue::wordsChanged, q, &DeviceSession::wordsChanged);
    QObject::connect(&dialogue, &Dialogue::guessChanged, q, &DeviceSession::guessChanged);
    QObject::connect(&dialogue, &Dialogue::turnFinished, q, &DeviceSession::turnFinished);
    QObject::connect(&dialogue, &Dialogue::voiceHeard, q, [this] { idle.note(); });
    QObject::connect(&dialogue, &Dialogue::quieted, q, [this] {
        if (leaving)
            q->close(normalClosure, tr("Nobody spoke."));
        else if (!isUnbound())
            idle.note();
    });
    QObject::connect(&dialogue, &Dialogue::conversationEnded, q, [this] { q->close(normalClosure, tr("The conversation ended.")); });
}

void DeviceSession::Private::onSound(const protocol::AudioPacket& packet)
{
    if (ended || isFlood(meter.packet(std::chrono::milliseconds(age.elapsed()))) || isUnbound() || leaving)
        return;
    if (ready) {
        wakeSign.packet(dialogue.isListening());
        dialogue.hear(packet);
    } else if (!early.put(packet)) {
        qWarning("A device sends sound without saying hello; what was kept of it is dropped.");
    }
}

void DeviceSession::setServices(const DialogueServices& services)
{
    d->services = services;
    d->early.setLimit(services.audioBufferBytes);
    d->dialogue.setServices(services);
}

void DeviceSession::start()
{
    assertThreadOf(this);
    d->fillToolbox();
    d->age.start();
    d->helloTimer.start();
    d->idle.start();
    d->transport->open();
}

void DeviceSession::close(int code, const QString& reason)
{
    assertThreadOf(this);
    if (d->ended)
        return;
    d->closeReason = reason;
    d->idle.stop();
    d->code.stop();
    // Only the wire with close codes has a place for one.
    if (auto* socket = qobject_cast<transport::WebSocketTransport*>(d->transport.get()))
        socket->close(code, reason);
    else
        d->transport->close();
}

bool DeviceSession::tellBinding(const protocol::BindStatus& status)
{
    assertThreadOf(this);
    return !d->ended && d->code.tell(status);
}

void DeviceSession::say(const QString& text)
{
    if (d->ready && !d->ended && !d->isUnbound())
        d->dialogue.say({ text, u"neutral"_s, {}, false });
}

void DeviceSession::ask(const QString& text)
{
    const QString question = text.simplified().left(maxTypedCharacters);
    if (!d->ready || d->ended || d->isUnbound() || question.isEmpty())
        return;
    d->idle.note();
    d->dialogue.askFromElsewhere(question);
}

void DeviceSession::setStopped(bool on)
{
    d->stopped = on;
    if (!d->isUnbound())
        d->dialogue.setStopped(on);
}

QJsonObject DeviceSession::things() const
{
    QJsonArray all;
    const auto add = [&all](const QJsonArray& tools) {
        for (const auto tool : tools)
            all.append(tool);
    };
    add(shownTools(d->tools, u"device"_s, d->gate));
    add(shownTools(d->iot, u"iot"_s, d->gate));
    for (const auto& source : d->serverTools)
        add(shownTools(*source, u"server"_s, d->gate));
    return { { u"device"_s, d->facts.deviceId }, { u"connected"_s, !d->ended }, { u"things"_s, d->iot.things() }, { u"tools"_s, all } };
}

void DeviceSession::callTool(const QString& tool, const QJsonObject& arguments, ToolResult done)
{
    if (d->stopped)
        done(Error { Error::Code::Refused, tr("Emergency stop: no tool is used until it ends.") });
    else if (!d->ready || d->ended || d->isUnbound())
        done(Error { Error::Code::Unavailable, tr("The device is not ready yet.") });
    else
        d->toolbox.call(tool, arguments, done, u"owner"_s);
}

const DeviceFacts& DeviceSession::facts() const
{
    return d->facts;
}

quint64 DeviceSession::droppedPackets() const
{
    return d->early.dropped();
}

DeviceState DeviceSession::state() const
{
    return d->ended ? DeviceState::Offline : d->dialogue.state();
}

void DeviceSession::Private::end(const QString& reason)
{
    if (std::exchange(ended, true))
        return;
    idle.stop();
    helloTimer.stop();
    code.stop();
    dialogue.disconnect(q); // nobody is there to hear the rest
    tools.disconnect(q);
    iot.disconnect(q);
    dialogue.abort();
    early.clear();
    if (remembers())
        services.memories->fold(facts.deviceId, wishOf(facts.persona), dialogue.conversation());
    emit q->stateChanged(DeviceState::Offline);
    emit q->closed(reason);
}

void DeviceSession::Private::onMessage(const protocol::Message& message)
{
    if (ended || isFlood(meter.text(std::chrono::milliseconds(age.elapsed()))))
        return;
    std::visit(
        [this](const auto& body) {
            using Body = std::decay_t<decltype(body)>;
            if constexpr (std::is_same_v<Body, protocol::Hello>)
                onHello(body);
            else if constexpr (std::is_same_v<Body, protocol::Auth>)
                onAuth(body);
            else if constexpr (std::is_same_v<Body, protocol::Goodbye>)
                q->close(normalClosure, tr("The device said good-bye."));
            else if constexpr (std::is_same_v<Body, protocol::Ping>)
                send(protocol::Pong { QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) });
            else if constexpr (std::is_same_v<Body, protocol::Pong> || std::is_same_v<Body, protocol::Failure>)
                return; // nothing to do
            else if constexpr (
                std::is_same_v<Body,
                    protocol::
                        Listen> || std::is_same_v<Body, protocol::Abort> || std::is_same_v<Body, protocol::Mcp> || std::is_same_v<Body, protocol::Iot>) {
                if (isUnbound() || leaving)
                    return;
                if constexpr (std::is_same_v<Body, protocol::Listen>)
                    onListen(body);
                else if constexpr (std::is_same_v<Body, protocol::Mcp>)
                    tools.receive(body.payload);
                else if constexpr (std::is_same_v<Body, protocol::Iot>)
                    iot.receive(body);
                else {
                    wakeSign.aborted(body.reason);
                    dialogue.abort();
                }
            } else if constexpr (std::is_same_v<Body, protocol::Unknown>)
                reject(u"unknown_type"_s, tr("This server does not know messages of the type \"%1\".").arg(body.type.left(40)));
            else
                reject(u"unexpected"_s, tr("A device does not send messages of this type."));
        },
        message.body);
}

void DeviceSession::Private::onHello(const protocol::Hello& hello)
{
    helloTimer.stop();
    if (hello.audio)
        meter.setFrameMs(hello.audio->frameMs);
    protocol::Hello answer;
    answer.audio = protocol::AudioParams { u"opus"_s, downlinkRateHz, 1, downlinkFrameMs };
    answer.features.mcp = hello.features.mcp;
    send(answer);
    if (std::exchange(ready, true))
        return;
    if (isUnbound())
        code.start();
    else
        begin(hello);
}

void DeviceSession::Private::begin(const protocol::Hello& hello)
{
    dialogue.setHearsItself(hello.features.aec);
    if (hello.features.mcp) {
        dialogue.awaitTools();
        tools.start(capabilitiesFor(facts));
    }
    if (remembers()) {
        services.memories->keeper().load(facts.deviceId, q, [this](const QString& known) { dialogue.setMemory(known); });
        QObject::connect(services.memories, &MemoryFolds::remembered, q, [this](const QString& deviceId, const QString& known) {
            if (deviceId == facts.deviceId)
                dialogue.setMemory(known);
        });
        services.memories->resume(facts.deviceId, wishOf(facts.persona));
    }
    if (services.budget && facts.rules.maxSpokenPerDay > 0)
        (void)services.budget->spokenToday(facts.deviceId); // known before the first question
    emit q->stateChanged(dialogue.state());
    for (const protocol::AudioPacket& packet : early.take()) {
        wakeSign.packet(false);
        dialogue.hear(packet);
    }
}

// Who it is has been said in the headers of the upgrade, and judged by them; this only may not contradict.
void DeviceSession::Private::onAuth(const protocol::Auth& auth)
{
    const QString named = protocol::normalisedDeviceId(auth.deviceId);
    const bool another = (!named.isEmpty() && named != facts.deviceId)
        || (!auth.clientId.isEmpty() && auth.clientId.compare(facts.clientId, Qt::CaseInsensitive) != 0);
    if (another)
        send(protocol::AuthResponse { false, tr("This connection was opened by another device.") });
    else if (isUnbound())
        code.push();
    else
        send(protocol::AuthResponse { true, {} });
}

void DeviceSession::Private::onListen(const protocol::Listen& listen)
{
    switch (listen.state) {
    case protocol::ListenState::Start:
        wakeSign.clear();
        dialogue.startListening(listen.mode.value_or(protocol::ListenMode::Auto));
        return;
    case protocol::ListenState::Stop:
        wakeSign.clear();
        dialogue.stopListening();
        return;
    case protocol::ListenState::Detect:
        idle.note();
        // A wake phrase is no question. Its `listen` start follows, and whoever said it may go on talking.
        if (wakeSign.take() || isOneOf(listen.text, facts.rules.wakeWords))
            dialogue.wake();
        else if (const QString text = listen.text.simplified().left(maxTypedCharacters); !text.isEmpty())
            dialogue.ask(text);
        return;
    }
}

bool DeviceSession::Private::isFlood(UplinkMeter::Verdict verdict)
{
    constexpr int floodWeight = 10; // beside a single bad frame
    if (verdict == UplinkMeter::Verdict::Flood)
        emit q->offended(tr("It sent more than anybody can speak."), floodWeight);
    return verdict != UplinkMeter::Verdict::Fine;
}

void DeviceSession::Private::reject(const QString& code, const QString& text)
{
    if (++badFrames > maxBadFrames) {
        q->close(policyViolation, tr("The device sent too much that nobody understands."));
        return;
    }
    send(protocol::Failure { code, text });
    emit q->offended(text, 1);
}

void DeviceSession::Private::sayFarewell()
{
    if (dialogue.isBusy()) {
        idle.note();
        return;
    }
    // A device that does not listen would be frightened out of its silence; closeForSilence() is enough.
    if (!dialogue.isListening() || isUnbound())
        return;
    leaving = true;
    if (facts.rules.saysFarewell)
        dialogue.say({ phrase(Phrase::Farewell, plainLanguage(facts.persona.language)), u"sleepy"_s, {}, true });
    else
        q->close(normalClosure, tr("Nobody spoke."));
}

void DeviceSession::Private::closeForSilence()
{
    if (dialogue.isBusy() && !leaving && !isUnbound()) {
        idle.note();
        return;
    }
    q->close(normalClosure, tr("Nobody spoke."));
}

}

#include "moc_devicesession.cpp"
