// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/mqttudptransport.h"

#include "net/proxyfinder.h"
#include "protocol/jsoncodec.h"
#include "transport/closereason.h"
#include "transport/mqttclosing.h"
#include "transport/soundwatch.h"
#include "transport/udpaudiosocket.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace myna::transport {

namespace {

constexpr auto name = "udp"_L1;
// The firmware's, whatever framing a WebSocket would have.
constexpr int helloVersion = 3;

}

struct MqttUdpTransport::Private
{
    enum class Phase { New, Opening, Open, Closing, Closed };

    MqttUdpTransport* q;
    protocol::MqttSection section;
    protocol::Reach reach;
    bool webSocketOffered;
    MqttUdpTiming timing;
    Phase phase = Phase::New;
    net::ProxyFinder proxies;
    std::unique_ptr<MqttClient> mqtt; // from the answer about the proxy on
    std::unique_ptr<UdpAudioSocket> udp; // from the server's hello on
    QString sessionId;
    bool greeting = false; // our hello is out, theirs not in
    bool greeted = false;
    bool brokerEnded = true; // or not begun
    std::optional<Closing> verdict; // the first reason wins; told once by finish()
    TransportCounters counters; // of the JSON
    quint64 audioDropped = 0; // before there was a way
    UdpCounters pastSound;
    QElapsedTimer sinceAsked;
    QTimer subscribeTimer;
    QTimer silenceTimer;
    QTimer probeTimer;
    QTimer closingTimer;
    SoundWatch soundWatch;

    Private(MqttUdpTransport* owner, const protocol::ConnectionProfile& profile, MqttUdpTiming limits);
    void dial();
    void dialBy(const QNetworkProxy& proxy);
    void ask(); // subscribes, which also measures the way to the broker
    void onBroker();
    void onSubscribed(bool granted);
    void startOpen();
    void onBrokerEnded(const Closing& closing);
    void onPayload(const QByteArray& payload);
    void onHello(protocol::Message message, const protocol::Hello& hello);
    void openSound(protocol::UdpOffer offer);
    void heard();
    void spoke();
    void end(const Closing& closing);
    void finishLater();
    void finish();
    [[nodiscard]] UdpCounters sound() const { return udp ? udp->counters() : pastSound; }
};

MqttUdpTransport::Private::Private(MqttUdpTransport* owner, const protocol::ConnectionProfile& profile, MqttUdpTiming limits)
    : q(owner)
    , section(profile.mqtt.value_or(protocol::MqttSection {}))
    , reach(profile.reach)
    , webSocketOffered(!profile.url.isEmpty())
    , timing(limits)
    , subscribeTimer(owner)
    , silenceTimer(owner)
    , probeTimer(owner)
    , closingTimer(owner)
    , soundWatch(limits.sound)
{
    for (QTimer* timer : { &subscribeTimer, &silenceTimer, &probeTimer, &closingTimer })
        timer->setSingleShot(true);
    connect(&subscribeTimer, &QTimer::timeout, q, [this] { startOpen(); });
    connect(&silenceTimer, &QTimer::timeout, q, [this] {
        end({ .error = { Error::Code::Timeout,
                  QCoreApplication::translate("myna", "The other end has not answered for %1 s, so the connection was given up.")
                      .arg(double(timing.silenceLimit.count()) / 1000) } });
    });
    connect(
        &probeTimer, &QTimer::timeout, q, [this] { end(lostConnection(QCoreApplication::translate("myna", "The network has changed."))); });
    connect(&closingTimer, &QTimer::timeout, q, [this] { finish(); });
    connect(&soundWatch, &SoundWatch::missed, q, [this] { end(soundBlocked(webSocketOffered)); });
}

void MqttUdpTransport::Private::dial()
{
    phase = Phase::Opening;
    if (section.host.isEmpty() || section.publishTopic.isEmpty()) {
        end({ .error
            = { Error::Code::Invalid,
                QCoreApplication::translate("myna", "This server does not say where its MQTT broker is. Its owner has to correct it.") } });
        return;
    }
    proxies.find(brokerUrl(section), reach.proxy, [this](const net::ProxyFinder::Found& found) {
        if (phase == Phase::Opening && !verdict)
            dialBy(found.proxy);
    });
}

void MqttUdpTransport::Private::dialBy(const QNetworkProxy& proxy)
{
    Result<MqttRoute> route = mqttRoute(section, reach, proxy);
    if (!route) {
        end({ .error = route.error() });
        return;
    }
    brokerEnded = false;
    mqtt = std::make_unique<MqttClient>(section, std::move(route).value(), timing.broker);
    connect(mqtt.get(), &MqttClient::opened, q, [this] { onBroker(); });
    connect(mqtt.get(), &MqttClient::subscribed, q, [this](bool granted) { onSubscribed(granted); });
    connect(mqtt.get(), &MqttClient::received, q, [this](const QByteArray& payload) { onPayload(payload); });
    connect(mqtt.get(), &MqttClient::ended, q, [this](const Closing& closing) { onBrokerEnded(closing); });
    mqtt->open();
}

void MqttUdpTransport::Private::ask()
{
    sinceAsked.start();
    mqtt->subscribe(section.subscribeTopic);
}

void MqttUdpTransport::Private::onBroker()
{
    if (phase != Phase::Opening)
        return;
    if (section.subscribeTopic.isEmpty()) {
        startOpen();
        return;
    }
    subscribeTimer.start(timing.subscribe);
    ask();
}

// A subscription that was denied is no obstacle: the firmware has none at all, so gateways reach devices without.
void MqttUdpTransport::Private::onSubscribed(bool granted)
{
    if (!granted)
        qInfo("The MQTT broker does not let this device subscribe; it may push without.");
    counters.roundTripMs = sinceAsked.elapsed();
    probeTimer.stop();
    startOpen();
}

void MqttUdpTransport::Private::startOpen()
{
    if (phase != Phase::Opening || verdict)
        return;
    subscribeTimer.stop();
    phase = Phase::Open;
    emit q->opened();
}

void MqttUdpTransport::Private::onBrokerEnded(const Closing& closing)
{
    brokerEnded = true;
    if (verdict)
        finishLater();
    else
        end(closing);
}

void MqttUdpTransport::Private::onPayload(const QByteArray& payload)
{
    if (phase != Phase::Open)
        return;
    counters.bytesReceived += quint64(payload.size());
    heard();
    const Result<protocol::Message> message = protocol::decode(payload);
    if (!message) {
        ++counters.badFrames;
        emit q->frameRejected(message.error());
        return;
    }
    if (const auto* hello = std::get_if<protocol::Hello>(&message->body)) {
        onHello(*message, *hello);
        return;
    }
    if (std::holds_alternative<protocol::Goodbye>(message->body)) {
        // One for a session that was before ours may still come.
        if (message->sessionId.isEmpty() || message->sessionId == sessionId)
            end({ .clean = true, .error = { Error::Code::Cancelled, QCoreApplication::translate("myna", "The session was ended.") } });
        return;
    }
    if (const auto* speech = std::get_if<protocol::Speech>(&message->body); speech && udp)
        soundWatch.onSpeech(speech->state);
    emit q->messageReceived(*message);
}

void MqttUdpTransport::Private::onHello(protocol::Message message, const protocol::Hello& hello)
{
    protocol::Hello shown = hello;
    shown.udp = {};
    message.body = shown;
    // Not ours, or said twice: it opens nothing.
    if (hello.transport != name || greeted) {
        emit q->messageReceived(message);
        return;
    }
    Result<protocol::UdpOffer> offer = protocol::readUdpOffer(hello.udp);
    if (!offer) {
        ++counters.badFrames;
        end({ .error = { Error::Code::Protocol,
                  QCoreApplication::translate("myna", "The server began the session without a usable way for the sound: %1")
                      .arg(offer.error().text) } });
        return;
    }
    greeted = true;
    greeting = false;
    sessionId = message.sessionId;
    openSound(std::move(offer).value());
    if (phase == Phase::Open)
        emit q->messageReceived(message);
}

void MqttUdpTransport::Private::openSound(protocol::UdpOffer offer)
{
    udp = std::make_unique<UdpAudioSocket>();
    connect(udp.get(), &UdpAudioSocket::audioReceived, q, [this](const protocol::AudioPacket& packet) {
        heard();
        soundWatch.stop();
        emit q->audioReceived(packet);
    });
    connect(udp.get(), &UdpAudioSocket::datagramRejected, q, [this](const Error& reason) { emit q->frameRejected(reason); });
    connect(udp.get(), &UdpAudioSocket::failed, q, [this](const Error& error) { end({ .error = error }); });
    udp->open(std::move(offer));
}

void MqttUdpTransport::Private::heard()
{
    silenceTimer.stop();
}

void MqttUdpTransport::Private::spoke()
{
    if (!silenceTimer.isActive())
        silenceTimer.start(timing.silenceLimit);
}

void MqttUdpTransport::Private::end(const Closing& closing)
{
    if (verdict || phase == Phase::Closed)
        return;
    verdict = closing;
    phase = Phase::Closing;
    for (QTimer* timer : { &subscribeTimer, &silenceTimer, &probeTimer })
        timer->stop();
    soundWatch.stop();
    if (brokerEnded) {
        finishLater();
        return;
    }
    closingTimer.start(timing.closing);
    mqtt->close();
}

// Later, because the owner may delete us when it hears of the end, and the signal that brought it has to return first.
void MqttUdpTransport::Private::finishLater()
{
    QMetaObject::invokeMethod(
        q, [this] { finish(); }, Qt::QueuedConnection);
}

void MqttUdpTransport::Private::finish()
{
    if (phase == Phase::Closed)
        return;
    phase = Phase::Closed;
    closingTimer.stop();
    pastSound = sound();
    udp.reset(); // and with it the keys
    if (mqtt)
        mqtt->disconnect(q);
    emit q->closed(verdict.value_or(Closing()));
}

MqttUdpTransport::MqttUdpTransport(const protocol::ConnectionProfile& profile, MqttUdpTiming timing, QObject* parent)
    : Transport(parent)
    , d(std::make_unique<Private>(this, profile, timing))
{
}

MqttUdpTransport::~MqttUdpTransport() = default;

void MqttUdpTransport::open()
{
    if (d->phase == Private::Phase::New)
        d->dial();
}

void MqttUdpTransport::close()
{
    switch (d->phase) {
    case Private::Phase::New:
        d->phase = Private::Phase::Closed;
        return;
    case Private::Phase::Open:
        if (d->greeting || d->greeted)
            send({ d->sessionId, protocol::Goodbye {} });
        break;
    case Private::Phase::Opening:
        break;
    case Private::Phase::Closing:
    case Private::Phase::Closed:
        return;
    }
    d->end({ .clean = true, .error = { Error::Code::Cancelled, {} } });
}

void MqttUdpTransport::send(const protocol::Message& message)
{
    if (!isOpen())
        return;
    if (d->mqtt->queuedBytes() > maxMqttQueuedBytes) {
        d->end({ .error = { Error::Code::Network, QCoreApplication::translate("myna", "The other end does not read what it is sent.") } });
        return;
    }
    protocol::Message sent = message;
    if (auto* hello = std::get_if<protocol::Hello>(&sent.body)) {
        hello->version = helloVersion;
        hello->transport = name;
        d->greeting = true;
    }
    const QByteArray text = protocol::encode(sent);
    d->counters.bytesSent += quint64(text.size());
    d->mqtt->publish(d->section.publishTopic, text);
    d->spoke();
    // An answer may be sound alone, as to typed text.
    if (d->udp && std::holds_alternative<protocol::Listen>(sent.body))
        d->udp->refreshPath();
}

void MqttUdpTransport::sendAudio(const protocol::AudioPacket& packet)
{
    if (!isOpen())
        return;
    if (!d->udp) {
        ++d->audioDropped;
        return;
    }
    d->udp->send(packet);
    d->spoke();
}

void MqttUdpTransport::probe()
{
    if (!isOpen() || d->probeTimer.isActive() || d->section.subscribeTopic.isEmpty())
        return;
    d->probeTimer.start(d->timing.probe);
    d->ask();
}

bool MqttUdpTransport::isOpen() const
{
    return d->phase == Private::Phase::Open;
}

TransportCounters MqttUdpTransport::counters() const
{
    const UdpCounters sound = d->sound();
    TransportCounters all = d->counters;
    all.bytesSent += sound.bytesSent;
    all.bytesReceived += sound.bytesReceived;
    all.framesSent = sound.sent;
    all.framesReceived = sound.received;
    all.framesDropped = sound.notSent + d->audioDropped;
    all.badFrames += sound.rejected;
    return all;
}

QString MqttUdpTransport::helloName() const
{
    return name;
}

}

#include "moc_mqttudptransport.cpp"
