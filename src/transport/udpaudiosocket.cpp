// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/udpaudiosocket.h"

#include "protocol/framing.h"
#include "transport/packetcipher.h"
#include "transport/replaywindow.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHostInfo>
#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QPointer>
#include <QUdpSocket>
#include <QtEndian>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::transport {

namespace {

// The system's own holds 256 packets; a second of a busy thread must not lose any.
constexpr int receiveBufferBytes = 1024 * 1024;
// Read in one go; the rest waits for the next turn of the loop, so that a flood cannot hold up everything else.
constexpr int datagramsPerTurn = 256;
// Sound that waits for the name's lookup: what a session keeps before there is a link, and the first of what follows.
constexpr qsizetype maxWaitingBytes = 640 * 1024;
// Routers forget a silent path after 30 s at the earliest.
constexpr qint64 pathLifeMs = 20'000;
constexpr auto silentOpus = "\xf8\xff\xfe"; // 20 ms, in every Opus decoder

Error words(Error::Code code, const char* sentence)
{
    return { code, QCoreApplication::translate("myna", sentence) };
}

}

struct UdpAudioSocket::Private
{
    UdpAudioSocket* q;
    QUdpSocket socket;
    std::unique_ptr<PacketCipher> cipher;
    protocol::DatagramHeader pattern; // of every header we send
    QHostAddress peer; // null until the name is found
    quint16 port = 0;
    std::deque<QByteArray> waiting; // Opus, until there is a peer
    qsizetype waitingBytes = 0;
    int lookup = -1;
    quint32 sequence = 0;
    quint32 timestampMs = 0;
    QElapsedTimer clock;
    std::optional<qint64> lastSentMs;
    ReplayWindow window;
    UdpCounters counters;

    explicit Private(UdpAudioSocket* owner);
    void reach(const QHostAddress& address);
    void keep(const QByteArray& opus);
    void sendSound(const QByteArray& opus);
    bool sendOpus(const QByteArray& opus);
    void drain();
    void take(const QNetworkDatagram& datagram);
    void reject(const Error& reason);
};

UdpAudioSocket::Private::Private(UdpAudioSocket* owner)
    : q(owner)
{
    clock.start();
    socket.setProxy(QNetworkProxy::NoProxy);
    connect(&socket, &QUdpSocket::readyRead, q, [this] { drain(); });
}

void UdpAudioSocket::Private::reach(const QHostAddress& address)
{
    const bool six = address.protocol() == QAbstractSocket::IPv6Protocol;
    if (!socket.bind(six ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4, 0, QUdpSocket::DontShareAddress)) {
        emit q->failed({ Error::Code::Network,
            QCoreApplication::translate("myna", "No UDP socket could be opened for the sound: %1").arg(socket.errorString()) });
        return;
    }
    socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBufferBytes);
    peer = address;
    q->refreshPath();
    for (const QByteArray& opus : std::exchange(waiting, {}))
        sendSound(opus);
}

void UdpAudioSocket::Private::keep(const QByteArray& opus)
{
    if (waitingBytes + opus.size() > maxWaitingBytes) {
        ++counters.notSent;
        return;
    }
    waitingBytes += opus.size();
    waiting.push_back(opus);
}

void UdpAudioSocket::Private::sendSound(const QByteArray& opus)
{
    if (sendOpus(opus))
        ++counters.sent;
    else
        ++counters.notSent;
}

// Rising time stamps keep the counter blocks of neighbouring packets apart: with equal ones, block n of a packet has the key stream of
// the first block of the n-th packet after it.
bool UdpAudioSocket::Private::sendOpus(const QByteArray& opus)
{
    timestampMs = std::max(timestampMs + 1, quint32(clock.elapsed()));
    protocol::DatagramHeader header = pattern;
    header.bodyBytes = quint16(opus.size());
    header.timestampMs = timestampMs;
    header.sequence = ++sequence;
    const QByteArray head = protocol::encodeHeader(header);
    const QByteArray datagram = head + cipher->apply(head, opus);
    if (datagram.size() != head.size() + opus.size() || socket.writeDatagram(datagram, peer, port) != datagram.size())
        return false;
    lastSentMs = clock.elapsed();
    counters.bytesSent += quint64(datagram.size());
    return true;
}

void UdpAudioSocket::Private::drain()
{
    const QPointer<UdpAudioSocket> alive(q);
    for (int i = 0; i < datagramsPerTurn; ++i) {
        if (!alive || !socket.hasPendingDatagrams())
            return;
        take(socket.receiveDatagram(protocol::datagramHeaderBytes + protocol::maxOpusBytes + 1));
    }
    if (alive)
        QMetaObject::invokeMethod(
            q, [this] { drain(); }, Qt::QueuedConnection);
}

void UdpAudioSocket::Private::take(const QNetworkDatagram& datagram)
{
    const QByteArray bytes = datagram.data();
    if (datagram.senderPort() != port || !datagram.senderAddress().isEqual(peer, QHostAddress::TolerantConversion)) {
        reject(words(Error::Code::Protocol, QT_TRANSLATE_NOOP("myna", "A sound packet came from somebody who is not the server.")));
        return;
    }
    counters.bytesReceived += quint64(bytes.size());
    const Result<protocol::DatagramHeader> header = protocol::decodeHeader(bytes);
    if (!header) {
        reject(header.error());
        return;
    }
    if (!window.accept(header->sequence)) {
        reject(words(Error::Code::Protocol, QT_TRANSLATE_NOOP("myna", "A sound packet came twice or much too late.")));
        return;
    }
    ++counters.received;
    // The header as it was received is the counter block.
    const QByteArray opus
        = cipher->apply(bytes.first(protocol::datagramHeaderBytes), QByteArrayView(bytes).sliced(protocol::datagramHeaderBytes));
    emit q->audioReceived({ opus, header->timestampMs, header->sequence });
}

void UdpAudioSocket::Private::reject(const Error& reason)
{
    ++counters.rejected;
    emit q->datagramRejected(reason);
}

UdpAudioSocket::UdpAudioSocket(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

UdpAudioSocket::~UdpAudioSocket()
{
    d->socket.disconnect(this);
    if (d->lookup >= 0)
        QHostInfo::abortHostLookup(d->lookup);
}

void UdpAudioSocket::open(protocol::UdpOffer offer)
{
    const char* nonce = offer.nonce.constData();
    d->pattern = { .type = quint8(nonce[0]), .flags = quint8(nonce[1]), .ssrc = qFromBigEndian<quint32>(nonce + 4) };
    d->port = offer.port;
    d->cipher = std::make_unique<PacketCipher>(offer.key);
    wipe(offer.key);
    wipe(offer.nonce);
    if (!d->cipher->isUsable()) {
        emit failed(words(Error::Code::Unavailable, QT_TRANSLATE_NOOP("myna", "The sound cannot be encrypted on this computer.")));
        return;
    }
    if (const QHostAddress address(offer.server); !address.isNull()) {
        d->reach(address);
        return;
    }
    d->lookup = QHostInfo::lookupHost(offer.server, this, [this, name = offer.server](const QHostInfo& found) {
        d->lookup = -1;
        if (!found.addresses().isEmpty()) {
            d->reach(found.addresses().constFirst());
            return;
        }
        emit failed({ Error::Code::Network,
            QCoreApplication::translate("myna", "The server %1 was not found. Check the address and the network connection.").arg(name) });
    });
}

void UdpAudioSocket::send(const protocol::AudioPacket& packet)
{
    if (packet.opus.size() > protocol::maxOpusBytes)
        ++d->counters.notSent;
    else if (d->peer.isNull())
        d->keep(packet.opus);
    else
        d->sendSound(packet.opus);
}

void UdpAudioSocket::refreshPath()
{
    if (d->peer.isNull() || (d->lastSentMs && d->clock.elapsed() - *d->lastSentMs < pathLifeMs))
        return;
    d->sendOpus(silentOpus);
}

UdpCounters UdpAudioSocket::counters() const
{
    return d->counters;
}

}

#include "moc_udpaudiosocket.cpp"
