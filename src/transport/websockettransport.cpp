// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/websockettransport.h"

#include "net/certificatepin.h"
#include "net/proxyfinder.h"
#include "transport/closereason.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslError>
#include <QTimer>
#include <QWebSocket>

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

using namespace Qt::Literals::StringLiterals;

// All the code that knows QWebSocket. How its signals are read (Qt 6.4): they come in any order, `disconnected` even without `connected`
// and before or after `error`, and closeCode() is 1000 also for a lost network. A close frame, however, is always told by aboutToClose()
// while the socket is still Connected and before any error; a TCP loss gives RemoteHostClosedError (or another error) and no
// aboutToClose(). So the frame is noted in aboutToClose(), and without one the end is a loss, whatever closeCode() says.
namespace myna::transport {
namespace {

// Frames of an adopted socket kept until open(): a client says hello and little more before it is answered.
constexpr size_t maxEarlyFrames = 16;

Error tooLarge(qsizetype bytes)
{
    return { Error::Code::Protocol, QCoreApplication::translate("myna", "An audio frame of %1 bytes is too large.").arg(bytes) };
}

// The token is a secret: this request is never logged.
QNetworkRequest requestFor(const protocol::ConnectionProfile& profile)
{
    QNetworkRequest request(profile.url);
    if (!profile.token.isEmpty()) {
        const QString value = profile.token.contains(u' ') ? profile.token : QString("Bearer "_L1 + profile.token);
        request.setRawHeader("Authorization", value.toUtf8());
    }
    request.setRawHeader("Protocol-Version", QByteArray::number(int(profile.framing)));
    request.setRawHeader("Device-Id", profile.identity.deviceId.toUtf8());
    request.setRawHeader("Client-Id", profile.identity.clientId.toUtf8());
    return request;
}

}

struct WebSocketTransport::Private
{
    enum class Phase { New, Opening, Open, Closing, Closed };

    WebSocketTransport* q;
    protocol::ConnectionProfile profile;
    protocol::Framing framing = protocol::Framing::V1;
    WebSocketTiming timing;
    std::unique_ptr<QWebSocket> socket;
    Phase phase = Phase::New;
    bool adopted = false;
    qsizetype textLimit = protocol::maxServerTextBytes;
    qsizetype frameLimit = maxMessageBytes; // decodeFrame() has its own
    std::optional<Closing> verdict; // the first reason wins; told once by finish()
    bool frameReceived = false; // the peer's close frame
    TransportCounters counters;
    quint32 sentSequence = 0;
    quint32 receivedSequence = 0;
    std::vector<std::variant<QString, QByteArray>> early;
    std::unique_ptr<net::ProxyFinder> proxies; // only for who dials
    QTimer handshakeTimer;
    QTimer pingTimer;
    QTimer silenceTimer;
    QTimer probeTimer;
    QTimer closingTimer;
    QElapsedTimer lastHeard;
    quint64 heardCount = 0;
    quint64 probedAt = 0; // heardCount when the probe began

    Private(WebSocketTransport* owner, std::unique_ptr<QWebSocket> wire, WebSocketTiming limits);
    void bound(qsizetype messageBytes) const;
    void dial();
    void startOpen();
    void announceEarly();
    void heard();
    void onSilenceTimer();
    void onProbed();
    void noteRejected(const QString& text, const Error& reason);
    void onAboutToClose();
    void onError(QAbstractSocket::SocketError error);
    void onDisconnected();
    void onSslErrors(const QList<QSslError>& errors);
    void onText(const QString& text);
    void onBinary(const QByteArray& frame);
    void closeFrame(int code, const QString& reason);
    void end(const Closing& closing); // decides and tells later, once
    void finishLater();
    void finish();
};

WebSocketTransport::Private::Private(WebSocketTransport* owner, std::unique_ptr<QWebSocket> wire, WebSocketTiming limits)
    : q(owner)
    , timing(limits)
    , socket(std::move(wire))
    , handshakeTimer(owner)
    , pingTimer(owner)
    , silenceTimer(owner)
    , probeTimer(owner)
    , closingTimer(owner)
{
    socket->setParent(nullptr);
    connect(socket.get(), &QWebSocket::connected, q, [this] { startOpen(); });
    connect(socket.get(), &QWebSocket::aboutToClose, q, [this] { onAboutToClose(); });
    connect(socket.get(), &QWebSocket::disconnected, q, [this] { onDisconnected(); });
    connect(socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), q, [this](auto error) { onError(error); });
    connect(socket.get(), &QWebSocket::sslErrors, q, [this](const QList<QSslError>& errors) { onSslErrors(errors); });
    connect(socket.get(), &QWebSocket::textMessageReceived, q, [this](const QString& text) { onText(text); });
    connect(socket.get(), &QWebSocket::binaryMessageReceived, q, [this](const QByteArray& frame) { onBinary(frame); });
    connect(socket.get(), &QWebSocket::pong, q, [this](quint64 elapsedMs, const QByteArray&) {
        counters.roundTripMs = qint64(elapsedMs);
        heard();
    });
    for (QTimer* timer : { &handshakeTimer, &silenceTimer, &probeTimer, &closingTimer })
        timer->setSingleShot(true);
    connect(&handshakeTimer, &QTimer::timeout, q, [this] { end(handshakeTimeout(profile.url, timing.handshake)); });
    connect(&pingTimer, &QTimer::timeout, q, [this] { socket->ping(); });
    connect(&silenceTimer, &QTimer::timeout, q, [this] { onSilenceTimer(); });
    connect(&probeTimer, &QTimer::timeout, q, [this] { onProbed(); });
    connect(&closingTimer, &QTimer::timeout, q, [this] { finish(); });
}

void WebSocketTransport::Private::bound(qsizetype messageBytes) const
{
    socket->setMaxAllowedIncomingMessageSize(quint64(messageBytes));
    socket->setMaxAllowedIncomingFrameSize(quint64(messageBytes));
}

void WebSocketTransport::Private::dial()
{
    phase = Phase::Opening;
    const QString scheme = profile.url.scheme();
    if (!profile.url.isValid() || profile.url.host().isEmpty() || (scheme != "ws"_L1 && scheme != "wss"_L1)) {
        end({ .error = { Error::Code::Invalid,
                  QCoreApplication::translate("myna", "This is not the address of a voice server: %1")
                      .arg(profile.url.toDisplayString()) } });
        return;
    }
    if (const QByteArray& pinned = profile.reach.pinnedCertificate; !pinned.isEmpty()) {
        socket->setSslConfiguration(net::configurationFor(pinned));
        socket->ignoreSslErrors(net::forgivenErrors(pinned));
    }
    handshakeTimer.start(timing.handshake);
    proxies = std::make_unique<net::ProxyFinder>();
    proxies->find(profile.url, profile.reach.proxy, [this](const net::ProxyFinder::Found& found) {
        if (phase != Phase::Opening || verdict)
            return;
        socket->setProxy(found.proxy);
        socket->open(requestFor(profile));
    });
}

void WebSocketTransport::Private::startOpen()
{
    if (phase != Phase::Opening || verdict)
        return;
    handshakeTimer.stop();
    phase = Phase::Open;
    lastHeard.start();
    pingTimer.start(timing.pingEvery);
    silenceTimer.start(timing.silenceLimit);
    emit q->opened();
}

void WebSocketTransport::Private::announceEarly()
{
    const QPointer<WebSocketTransport> alive(q);
    const auto frames = std::exchange(early, {});
    for (const auto& frame : frames) {
        if (!alive)
            return;
        if (const auto* text = std::get_if<QString>(&frame))
            onText(*text);
        else
            onBinary(std::get<QByteArray>(frame));
    }
}

void WebSocketTransport::Private::heard()
{
    lastHeard.start();
    ++heardCount;
}

// Restarting a timer for each of 16 frames a second and device is dear on a server; looking at the clock once in a limit is not.
void WebSocketTransport::Private::onSilenceTimer()
{
    const std::chrono::milliseconds silent(lastHeard.elapsed());
    if (silent < timing.silenceLimit) {
        silenceTimer.start(timing.silenceLimit - silent);
        return;
    }
    end({ .error = { Error::Code::Timeout,
              QCoreApplication::translate("myna", "The other end has not answered for %1 s, so the connection was given up.")
                  .arg(double(timing.silenceLimit.count()) / 1000) } });
}

void WebSocketTransport::Private::onProbed()
{
    if (heardCount == probedAt)
        end(lostConnection(QCoreApplication::translate("myna", "The network has changed.")));
}

void WebSocketTransport::Private::onAboutToClose()
{
    if (verdict || phase != Phase::Open || socket->state() != QAbstractSocket::ConnectedState)
        return;
    frameReceived = true;
    end(closedByFrame(socket->closeCode(), socket->closeReason()));
}

void WebSocketTransport::Private::onError(QAbstractSocket::SocketError error)
{
    if (phase == Phase::Opening)
        end(handshakeFailure(profile.url, error, socket->errorString()));
    else
        end(lostConnection(socket->errorString()));
}

void WebSocketTransport::Private::onDisconnected()
{
    if (phase == Phase::Closing) {
        finishLater();
        return;
    }
    // `error` follows in the same call where Qt reports the end first, and it knows the reason.
    QMetaObject::invokeMethod(
        q,
        [this] {
            if (!verdict)
                end(phase == Phase::Opening ? handshakeFailure(profile.url, QAbstractSocket::RemoteHostClosedError, {})
                                            : lostConnection({}));
        },
        Qt::QueuedConnection);
}

// Qt breaks the handshake off unless all of them are forgiven for the pinned certificate; the reason is only known here.
void WebSocketTransport::Private::onSslErrors(const QList<QSslError>& errors)
{
    const QList<QSslError> forgiven = net::forgivenErrors(profile.reach.pinnedCertificate);
    const bool believed = std::all_of(errors.begin(), errors.end(), [&](const QSslError& error) { return forgiven.contains(error); });
    if (phase == Phase::Opening && !believed)
        end(untrustedCertificate(profile.url, net::whyUntrusted(errors, !forgiven.isEmpty())));
}

void WebSocketTransport::Private::onText(const QString& text)
{
    if (phase == Phase::New) {
        if (early.size() < maxEarlyFrames)
            early.emplace_back(text);
        return;
    }
    if (phase != Phase::Open)
        return;
    heard();
    const QByteArray bytes = text.toUtf8();
    counters.bytesReceived += quint64(bytes.size());
    const Result<protocol::Message> message = protocol::decode(bytes, textLimit);
    if (message)
        emit q->messageReceived(message.value());
    else
        noteRejected(text, message.error());
}

void WebSocketTransport::Private::noteRejected(const QString& text, const Error& reason)
{
    ++counters.badFrames;
    const QPointer<WebSocketTransport> alive(q);
    emit q->frameRejected(reason);
    const QString start = text.left(maxPlainText).trimmed();
    if (alive && !start.isEmpty() && !start.startsWith(u'{') && !start.startsWith(u'['))
        emit q->plainTextReceived(start);
}

void WebSocketTransport::Private::onBinary(const QByteArray& frame)
{
    if (phase == Phase::New) {
        if (early.size() < maxEarlyFrames)
            early.emplace_back(frame);
        return;
    }
    if (phase != Phase::Open)
        return;
    heard();
    counters.bytesReceived += quint64(frame.size());
    const Result<protocol::AudioPacket> packet = frame.size() > frameLimit ? tooLarge(frame.size()) : protocol::decodeFrame(frame, framing);
    if (!packet) {
        ++counters.badFrames;
        emit q->frameRejected(packet.error());
        return;
    }
    ++counters.framesReceived;
    protocol::AudioPacket numbered = packet.value();
    numbered.sequence = ++receivedSequence;
    emit q->audioReceived(numbered);
}

void WebSocketTransport::Private::closeFrame(int code, const QString& reason)
{
    // A close frame carries at most 125 bytes, two of them the code.
    constexpr qsizetype maxReasonBytes = 120;
    QString fitting = reason;
    while (fitting.toUtf8().size() > maxReasonBytes)
        fitting.chop(1);
    phase = Phase::Closing;
    verdict = Closing { .code = code, .clean = true, .error = { Error::Code::Cancelled, reason } };
    pingTimer.stop();
    silenceTimer.stop();
    probeTimer.stop();
    closingTimer.start(timing.closing);
    socket->close(QWebSocketProtocol::CloseCode(code), fitting);
}

void WebSocketTransport::Private::end(const Closing& closing)
{
    if (verdict || phase == Phase::Closed)
        return;
    verdict = closing;
    phase = Phase::Closing;
    finishLater();
}

// Later, because the owner may delete us when it hears of the end, and the socket's own signal has to return first.
void WebSocketTransport::Private::finishLater()
{
    QMetaObject::invokeMethod(
        q, [this] { finish(); }, Qt::QueuedConnection);
}

void WebSocketTransport::Private::finish()
{
    if (phase == Phase::Closed)
        return;
    phase = Phase::Closed;
    for (QTimer* timer : { &handshakeTimer, &pingTimer, &silenceTimer, &probeTimer, &closingTimer })
        timer->stop();
    socket->disconnect(q);
    // After a close frame from the peer the socket is closing by itself, and its answer must not be cut off.
    if (!frameReceived && socket->state() != QAbstractSocket::UnconnectedState)
        socket->abort();
    emit q->closed(verdict.value_or(Closing()));
}

WebSocketTransport::WebSocketTransport(protocol::ConnectionProfile profile, WebSocketTiming timing, QObject* parent)
    : Transport(parent)
    , d(std::make_unique<Private>(this, std::make_unique<QWebSocket>(), timing))
{
    d->bound(maxServerMessageBytes);
    d->framing = profile.framing;
    d->profile = std::move(profile);
}

WebSocketTransport::WebSocketTransport(
    std::unique_ptr<QWebSocket> accepted, protocol::Framing framing, WebSocketTiming timing, QObject* parent)
    : Transport(parent)
    , d(std::make_unique<Private>(this, std::move(accepted), timing))
{
    d->bound(maxMessageBytes);
    d->framing = framing;
    d->adopted = true;
    d->textLimit = protocol::maxTextBytes;
}

void WebSocketTransport::setIncomingLimits(qsizetype textBytes, qsizetype frameBytes)
{
    d->textLimit = textBytes;
    d->frameLimit = frameBytes;
    d->bound(2 * std::max(textBytes, frameBytes));
}

WebSocketTransport::~WebSocketTransport()
{
    d->socket->disconnect(this);
}

void WebSocketTransport::open()
{
    if (d->phase != Private::Phase::New)
        return;
    if (!d->adopted) {
        d->dial();
        return;
    }
    d->phase = Private::Phase::Opening;
    if (d->socket->state() != QAbstractSocket::ConnectedState) {
        d->end(lostConnection({}));
        return;
    }
    const QPointer<WebSocketTransport> alive(this);
    d->startOpen();
    if (alive)
        d->announceEarly();
}

void WebSocketTransport::close()
{
    close(QWebSocketProtocol::CloseCodeNormal, {});
}

void WebSocketTransport::close(int code, const QString& reason)
{
    switch (d->phase) {
    case Private::Phase::Open:
        d->closeFrame(code, reason);
        return;
    case Private::Phase::Opening:
        d->end({ .clean = true, .error = { Error::Code::Cancelled, reason } });
        return;
    case Private::Phase::New:
        // Nothing was promised yet: open() was never called.
        d->phase = Private::Phase::Closed;
        d->socket->disconnect(this);
        d->socket->close(QWebSocketProtocol::CloseCode(code), reason);
        return;
    case Private::Phase::Closing:
    case Private::Phase::Closed:
        return;
    }
}

void WebSocketTransport::send(const protocol::Message& message)
{
    if (!isOpen())
        return;
    if (d->socket->bytesToWrite() > maxQueuedTotalBytes) {
        d->end({ .error = { Error::Code::Network, QCoreApplication::translate("myna", "The other end does not read what it is sent.") } });
        return;
    }
    const QByteArray text = protocol::encode(message);
    d->counters.bytesSent += quint64(text.size());
    d->socket->sendTextMessage(QString::fromUtf8(text));
}

void WebSocketTransport::sendAudio(const protocol::AudioPacket& packet)
{
    if (!isOpen())
        return;
    if (packet.opus.size() > protocol::maxOpusBytes || d->socket->bytesToWrite() > (d->adopted ? maxQueuedBytes : maxQueuedEarlyBytes)) {
        ++d->counters.framesDropped;
        return;
    }
    protocol::AudioPacket numbered = packet;
    numbered.sequence = ++d->sentSequence;
    const QByteArray frame = protocol::encodeFrame(numbered, d->framing);
    d->counters.bytesSent += quint64(frame.size());
    ++d->counters.framesSent;
    d->socket->sendBinaryMessage(frame);
}

void WebSocketTransport::probe()
{
    if (!isOpen() || d->probeTimer.isActive())
        return;
    d->probedAt = d->heardCount;
    d->socket->ping();
    d->probeTimer.start(d->timing.probe);
}

bool WebSocketTransport::isOpen() const
{
    return d->phase == Private::Phase::Open;
}

TransportCounters WebSocketTransport::counters() const
{
    return d->counters;
}

}

#include "moc_websockettransport.cpp"
