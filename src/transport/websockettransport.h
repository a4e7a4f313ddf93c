// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/framing.h"
#include "protocol/jsoncodec.h"
#include "protocol/provisioning.h"
#include "transport/transport.h"

#include <chrono>
#include <memory>

class QWebSocket;

namespace myna::transport {

struct WebSocketTiming
{
    std::chrono::milliseconds handshake { 5000 }; // py-xiaozhi allows 5 s for opening; QWebSocket has no limit of its own
    std::chrono::milliseconds pingEvery { 20000 }; // what servers and py-xiaozhi use
    std::chrono::milliseconds silenceLimit { 40000 }; // nothing received, not even a pong, for ping + 20 s: the peer is gone
    std::chrono::milliseconds probe { 5000 }; // after the network changed: a peer that is still there answers a ping at once
    std::chrono::milliseconds closing { 2000 }; // a peer that does not read cannot hold up our own close longer than this
};

// Largest message a server accepts, in bytes: text is bounded by protocol::maxTextBytes, audio frames are far smaller.
inline constexpr qsizetype maxMessageBytes = 1024 * 1024;
// Largest message a client accepts, in bytes.
inline constexpr qsizetype maxServerMessageBytes = protocol::maxServerTextBytes;
// Bytes queued in the socket beyond which audio is dropped: about 8 s of speech at 24 kbit/s that the peer did not read.
inline constexpr qint64 maxQueuedBytes = 24 * 1024;
// The same for a client: ten seconds of words said before there was a link leave at once, at up to 64 kbit/s.
inline constexpr qint64 maxQueuedEarlyBytes = 96 * 1024;
// Bytes queued in the socket beyond which the connection is given up: text is never dropped, so a peer that reads none of it must go.
inline constexpr qint64 maxQueuedTotalBytes = 1024 * 1024;

// The XiaoZhi session over a WebSocket: dials as a client, or adopts a socket the server accepted.
// closed() never comes from inside a call of open(), close() or send(). An adopted socket announces opened() from inside open().
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    // Dials profile.url with the four session headers when open() is called, by way of profile.reach. TLS certificates
    // are verified, always: by this computer's authorities, or against the one that is pinned.
    explicit WebSocketTransport(protocol::ConnectionProfile profile, WebSocketTiming timing = {}, QObject* parent = nullptr);
    // Adopts an open socket; open() then only announces it, and frames that came before it. `framing` is what the client asked for.
    WebSocketTransport(
        std::unique_ptr<QWebSocket> accepted, protocol::Framing framing, WebSocketTiming timing = {}, QObject* parent = nullptr);
    ~WebSocketTransport() override;

    // What an adopted socket takes; larger messages are refused, and far larger ones end the connection before they are read.
    void setIncomingLimits(qsizetype textBytes, qsizetype frameBytes);

    void open() override;
    void close() override;
    void close(int code, const QString& reason); // for example 1001 when a server stops
    void send(const protocol::Message& message) override;
    void sendAudio(const protocol::AudioPacket& packet) override;
    void probe() override;
    [[nodiscard]] bool isOpen() const override;
    [[nodiscard]] TransportCounters counters() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
