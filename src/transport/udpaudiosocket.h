// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "protocol/audiopacket.h"
#include "protocol/datagram.h"

#include <QObject>

#include <memory>

namespace myna::transport {

struct UdpCounters
{
    quint64 bytesSent = 0; // whole datagrams
    quint64 bytesReceived = 0;
    quint64 sent = 0; // sound only
    quint64 received = 0;
    quint64 notSent = 0; // too much before the address was known, or the system did not take it
    quint64 rejected = 0; // broken, seen before, or from somebody else
};

// The sound of an MQTT session: encrypted Opus packets in datagrams, to one peer and only from it. One session, then it is thrown away;
// its keys are wiped with it. Lives on the thread that created it.
class UdpAudioSocket final : public QObject
{
    Q_OBJECT

public:
    explicit UdpAudioSocket(QObject* parent = nullptr);
    ~UdpAudioSocket() override;

    // Looks the name up where it is one; what is sent meanwhile waits. Takes the keys out of `offer`.
    void open(protocol::UdpOffer offer);
    void send(const protocol::AudioPacket& packet);
    // Lets the peer learn our address, with a packet of silence, when nothing was sent for `pathLife`: a gateway answers to where it heard
    // from, and routers forget.
    void refreshPath();
    [[nodiscard]] UdpCounters counters() const;

signals:
    void audioReceived(const myna::protocol::AudioPacket& packet);
    void datagramRejected(const myna::Error& reason);
    void failed(const myna::Error& error); // no sound this way

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
