// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDebug>
#include <QJsonObject>

// The sound of an MQTT session: one Opus packet in one UDP datagram. Source: firmware main/protocols/mqtt_protocol.cc.
namespace myna::protocol {

inline constexpr qsizetype datagramHeaderBytes = 16;
inline constexpr qsizetype udpKeyBytes = 16;

// The 16 bytes in front, big-endian. They are also the first counter block of the cipher, exactly as they were received.
struct DatagramHeader
{
    quint8 type = 1; // the only one there is
    quint8 flags = 0;
    quint16 bodyBytes = 0;
    quint32 ssrc = 0; // whose: gateways tell sessions apart by it
    quint32 timestampMs = 0;
    quint32 sequence = 0; // 1, 2, 3, … from each hello on
    bool operator==(const DatagramHeader&) const = default;
};

QDebug operator<<(QDebug debug, const DatagramHeader& header);

// Always datagramHeaderBytes long.
QByteArray encodeHeader(const DatagramHeader& header);

// The header of a whole datagram; the body follows it. Errors: Protocol (truncated, not sound, sizes disagree), Invalid (larger than
// maxOpusBytes). An empty body is allowed.
Result<DatagramHeader> decodeHeader(const QByteArray& datagram);

// The `udp` member of a server's hello: where to send sound, and its keys.
struct UdpOffer
{
    QString server; // name or address
    quint16 port = 0;
    QByteArray key; // udpKeyBytes; never logged
    QByteArray nonce; // datagramHeaderBytes, the template of every header we send; never logged
    bool operator==(const UdpOffer&) const = default;
};

QDebug operator<<(QDebug debug, const UdpOffer& offer); // without its secrets

QJsonObject toJson(const UdpOffer& offer);
// Errors: Invalid, with the field that is wrong and never its value.
Result<UdpOffer> readUdpOffer(const QJsonObject& udp);

}
