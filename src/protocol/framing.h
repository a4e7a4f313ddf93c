// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocol/audiopacket.h"

#include <optional>

namespace myna::protocol {

// How an Opus packet sits in a binary WebSocket message (firmware protocol.h:17-31). Integers are big-endian.
// 1: the packet alone · 2: 16-byte header with timestamp · 3: 4-byte header. A gateway between MQTT devices and a server, which says
// `?from=mqtt_gateway` in its address, puts 16 bytes of its own before the packet (srv core/connection.py:371-412): type 1, zero, length
// 16, sequence 32, timestamp 32, length 32; what it sends is read for its timestamp only, and what is shorter than that is a packet alone.
enum class Framing { V1 = 1, V2 = 2, V3 = 3, Gateway = 16 };

// Largest Opus payload accepted or sent: v3 carries 16 bits of length, and 120 ms of Opus at its highest rate fits well below.
inline constexpr qsizetype maxOpusBytes = 8192;

// A packet larger than maxOpusBytes gives nothing: a header that lies about its payload never leaves this program.
QByteArray encodeFrame(const AudioPacket& packet, Framing framing);

// Errors: Protocol (truncated, sizes disagree, wrong version, type not Opus), Invalid (too large).
// An empty v1 message is a valid empty packet: browsers send one when recording stops.
Result<AudioPacket> decodeFrame(const QByteArray& frame, Framing framing);

std::optional<Framing> framingFromNumber(int number);

}
