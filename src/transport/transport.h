// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "protocol/audiopacket.h"
#include "protocol/message.h"

#include <QObject>

namespace myna::transport {

// Counters of one connection, from its opening.
struct TransportCounters
{
    quint64 bytesSent = 0;
    quint64 bytesReceived = 0;
    quint64 framesSent = 0; // audio
    quint64 framesReceived = 0; // audio
    quint64 framesDropped = 0; // not sent: the peer does not read fast enough
    quint64 badFrames = 0; // received, not understood
    qint64 roundTripMs = -1; // last ping; -1: not measured yet
};

// How a connection ended. `clean` is a normal close by either end; anything else is a loss.
struct Closing
{
    int code = 0; // WebSocket close code where there is one, else 0
    bool clean = false;
    Error error; // text says what happened
    bool operator==(const Closing&) const = default;
};

// What is kept of a text frame that is no JSON, in characters: one sentence.
inline constexpr qsizetype maxPlainText = 200;

// A duplex pipe of messages and packets; knows framing, not conversations. Hello is a message like any other.
// open() is answered by opened() or by closed(), exactly one of them; after opened(), closed() comes exactly once.
// Lives on the thread that created it; all functions and signals belong to that thread.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open() = 0;
    virtual void close() = 0; // normal closure; closed() follows
    virtual void send(const protocol::Message& message) = 0; // dropped when not open
    virtual void sendAudio(const protocol::AudioPacket& packet) = 0; // dropped when not open or when the peer does not keep up
    // The network may have changed under an open connection: find out within seconds whether the peer still answers, and close() as lost
    // when it does not.
    virtual void probe() { }
    [[nodiscard]] virtual bool isOpen() const = 0;
    [[nodiscard]] virtual TransportCounters counters() const = 0;
    // What `hello` calls this kind of connection; a hello with another word is not for it.
    [[nodiscard]] virtual QString helloName() const { return QStringLiteral("websocket"); }

signals:
    void opened();
    void messageReceived(const myna::protocol::Message& message);
    void audioReceived(const myna::protocol::AudioPacket& packet);
    // A frame that was not understood; the connection stays open.
    void frameRejected(const myna::Error& reason);
    // Such a frame was text without JSON. Some servers say so why they refuse a device. At most maxPlainText characters.
    void plainTextReceived(const QString& text);
    void closed(const myna::transport::Closing& closing);
};

}

Q_DECLARE_METATYPE(myna::transport::Closing)
