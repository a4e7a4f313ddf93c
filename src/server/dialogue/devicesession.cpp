// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/devicesession.h"

#include "base/invoke.h"
#include "protocol/provisioning.h"
#include "server/devices/uplinkmeter.h"
#include "server/dialogue/dialogue.h"
#include "server/dialogue/idlewatch.h"
#include "server/dialogue/wakesign.h"
#include "server/toolbox/devicetools.h"
#include "transport/websockettransport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTimer>
#include <QUuid>

#include <type_traits>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int normalClosure = 1000;
constexpr int policyViolation = 1008;
constexpr int maxBadFrames = 100; // of one connection: after that it is noise
constexpr qsizetype maxTypedCharacters = 1000;

QString languageOf(const QString& tag)
{
    return tag.startsWith("zh"_L1, Qt::CaseInsensitive) ? u"zh"_s : u"en"_s;
}

QString codeSentence(const QString& code, const QString& language)
{
    QStringList digits;
    for (const QChar digit : code)
        digits += digit;
    return language == "zh"_L1 ? u"请在服务器上输入这个设备的验证码：%1。"_s.arg(digits.join(u"，"_s))
                               : u"Enter the code of this device at the server: %1."_s.arg(digits.join(u", "_s));
}

GateTiming gateTiming(const DialogueTiming& timing)
{
    GateTiming gate;
    gate.endOfSpeechMs = int(timing.endOfSpeech.count());
    return gate;
}

}

struct DeviceSession::Private
{
    Private(DeviceSession* session, std::unique_ptr<transport::Transport> wire, DeviceFacts who, EngineRegistry& engines,
        DialogueTiming times, EnginePool* encoders)
        : q(session)
        , transport(std::move(wire))
        , facts(std::move(who))
        , timing(times)
        , language(languageOf(facts.language))
        , sessionId(QUuid::createUuid().toString(QUuid::WithoutBraces))
        , dialogue(engines, toolbox, facts.deviceId, language, gateTiming(times), encoders)
        , idle(times.farewellAfter, times.closeAfter)
    {
        toolbox.add(tools);
        helloTimer.setSingleShot(true);
        helloTimer.setInterval(times.hello);
        codeTimer.setInterval(times.codeEvery);
        pushTimer.setSingleShot(true);
        pushTimer.setInterval(times.pushedCode);
    }

    void connectAll();
    void onMessage(const protocol::Message& message);
    void onHello(const protocol::Hello& hello);
    void onListen(const protocol::Listen& listen);
    void onAuth(const protocol::Auth& auth);
    void pushCode();
    void reject(const QString& code, const QString& text);
    void send(const protocol::Body& body) { transport->send({ sessionId, body }); }
    void tellCode();
    [[nodiscard]] bool isFlood(UplinkMeter::Verdict verdict);
    void sayFarewell();
    void closeForSilence();
    void end(const QString& reason);
    [[nodiscard]] bool isUnbound() const { return !facts.activationCode.isEmpty(); }

    DeviceSession* q;
    std::unique_ptr<transport::Transport> transport;
    DeviceFacts facts;
    DialogueTiming timing;
    QString language;
    QString sessionId;
    DeviceTools tools;
    Toolbox toolbox;
    Dialogue dialogue;
    IdleWatch idle;
    WakeSign wakeSign;
    UplinkMeter meter;
    QElapsedTimer age;
    QTimer helloTimer;
    QTimer codeTimer;
    QTimer pushTimer; // runs from the first `verify` on
    QString closeReason; // why we closed; empty: the device did
    int badFrames = 0;
    bool pushes = false; // the code went out as `verify`
    bool ready = false; // hello was answered
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
    QObject::connect(transport.get(), &Transport::audioReceived, q, [this](const protocol::AudioPacket& packet) {
        if (ended || isFlood(meter.packet(std::chrono::milliseconds(age.elapsed()))) || isUnbound() || leaving)
            return;
        wakeSign.packet(dialogue.isListening());
        dialogue.hear(packet);
    });
    QObject::connect(transport.get(), &Transport::frameRejected, q, [this](const Error& error) { reject(u"bad_frame"_s, error.text); });
    QObject::connect(transport.get(), &Transport::closed, q,
        [this](const transport::Closing& closing) { end(closeReason.isEmpty() ? closing.error.text : closeReason); });
    QObject::connect(&dialogue, &Dialogue::messageReady, q, [this](const protocol::Body& body) { send(body); });
    QObject::connect(&dialogue, &Dialogue::packetReady, q, [this](const protocol::AudioPacket& packet) { transport->sendAudio(packet); });
    QObject::connect(&dialogue, &Dialogue::stateChanged, q, &DeviceSession::stateChanged);
    QObject::connect(&dialogue, &Dialogue::wordsChanged, q, &DeviceSession::wordsChanged);
    QObject::connect(&dialogue, &Dialogue::turnFinished, q, &DeviceSession::turnFinished);
    QObject::connect(&dialogue, &Dialogue::voiceHeard, q, [this] { idle.note(); });
    QObject::connect(&dialogue, &Dialogue::quieted, q, [this] {
        if (leaving)
            q->close(normalClosure, tr("Nobody spoke."));
        else if (!isUnbound())
            idle.note();
    });
    QObject::connect(&dialogue, &Dialogue::conversationEnded, q, [this] { q->close(normalClosure, tr("The conversation ended.")); });
    QObject::connect(&tools, &DeviceTools::payloadReady, q, [this](const QJsonObject& payload) { send(protocol::Mcp { payload }); });
    QObject::connect(&idle, &IdleWatch::farewellDue, q, [this] { sayFarewell(); });
    QObject::connect(&idle, &IdleWatch::closeDue, q, [this] { closeForSilence(); });
    QObject::connect(&helloTimer, &QTimer::timeout, q, [this] { q->close(policyViolation, tr("The device did not say hello.")); });
    QObject::connect(&codeTimer, &QTimer::timeout, q, [this] { tellCode(); });
    QObject::connect(&pushTimer, &QTimer::timeout, q, [this] {
        const QString words = QCoreApplication::translate("myna", "The code was not approved in time. Connect again to get a new one.");
        q->tellBinding({ protocol::BindState::Expired, {}, {}, words });
        q->close(normalClosure, words);
    });
}

void DeviceSession::start()
{
    assertThreadOf(this);
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
    d->codeTimer.stop();
    d->pushTimer.stop();
    // Only the wire with close codes has a place for one.
    if (auto* socket = qobject_cast<transport::WebSocketTransport*>(d->transport.get()))
        socket->close(code, reason);
    else
        d->transport->close();
}

bool DeviceSession::tellBinding(const protocol::BindStatus& status)
{
    assertThreadOf(this);
    if (!d->pushes || d->ended)
        return false;
    d->send(status);
    return true;
}

void DeviceSession::say(const QString& text)
{
    if (d->ready && !d->ended && !d->isUnbound())
        d->dialogue.say(text, u"neutral"_s);
}

void DeviceSession::ask(const QString& text)
{
    const QString question = text.simplified().left(maxTypedCharacters);
    if (!d->ready || d->ended || d->isUnbound() || question.isEmpty())
        return;
    d->idle.note();
    d->dialogue.ask(question);
}

void DeviceSession::setStopped(bool on)
{
    if (!d->isUnbound())
        d->dialogue.setStopped(on);
}

const DeviceFacts& DeviceSession::facts() const
{
    return d->facts;
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
    codeTimer.stop();
    pushTimer.stop();
    dialogue.disconnect(q); // nobody is there to hear the rest
    tools.disconnect(q);
    dialogue.abort();
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
            else if constexpr (std::is_same_v<Body,
                                   protocol::Pong> || std::is_same_v<Body, protocol::Iot> || std::is_same_v<Body, protocol::Failure>)
                return; // nothing to do
            else if constexpr (std::is_same_v<Body,
                                   protocol::Listen> || std::is_same_v<Body, protocol::Abort> || std::is_same_v<Body, protocol::Mcp>) {
                if (isUnbound() || leaving)
                    return;
                if constexpr (std::is_same_v<Body, protocol::Listen>)
                    onListen(body);
                else if constexpr (std::is_same_v<Body, protocol::Mcp>)
                    tools.receive(body.payload);
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
    if (isUnbound()) {
        // Whoever said `auth` shows the code; it need not be spoken as well.
        if (pushes)
            return;
        if (facts.pushBinding)
            pushCode();
        codeTimer.start();
        tellCode();
        return;
    }
    dialogue.setHearsItself(hello.features.aec);
    if (hello.features.mcp)
        tools.start();
    emit q->stateChanged(dialogue.state());
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
        pushCode();
    else
        send(protocol::AuthResponse { true, {} });
}

void DeviceSession::Private::pushCode()
{
    if (!std::exchange(pushes, true)) {
        helloTimer.stop();
        idle.stop();
        pushTimer.start();
    }
    send(protocol::Verify { facts.activationCode,
        QCoreApplication::translate("myna", "Approve this code in Myna on your computer:\n%1").arg(facts.activationCode).simplified(),
        int(std::chrono::ceil<std::chrono::seconds>(pushTimer.remainingTimeAsDuration()).count()) });
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
        // A wake phrase is no question. Its `listen` start follows, and whoever said it goes on talking: greeting would be in the way.
        if (wakeSign.take())
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

void DeviceSession::Private::tellCode()
{
    if (dialogue.isBusy())
        return;
    const QString sentence = codeSentence(facts.activationCode, language);
    send(protocol::Stt { sentence });
    dialogue.say(sentence, u"neutral"_s);
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
    dialogue.say(
        language == "zh"_L1 ? u"好久没听到你说话了，我先休息了，再见。"_s : u"I have not heard you for a while. Good-bye for now."_s,
        u"sleepy"_s);
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
