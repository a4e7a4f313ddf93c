// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QMetaType>

namespace myna::protocol {

// One Opus packet (20–120 ms of mono sound; the length is in its TOC byte, never in a header).
// timestampMs is the sender's clock modulo 2^32, 0 when unused; sequence counts up from 1 within a session, 0 when the wire has none.
struct AudioPacket
{
    QByteArray opus;
    quint32 timestampMs = 0;
    quint32 sequence = 0;

    bool operator==(const AudioPacket&) const = default;
};

inline QDebug operator<<(QDebug debug, const AudioPacket& packet)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "AudioPacket(" << packet.opus.size() << " bytes, ts " << packet.timestampMs << ", seq " << packet.sequence << ")";
    return debug;
}

}

Q_DECLARE_METATYPE(myna::protocol::AudioPacket)
