// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "protocol/audiopacket.h"

#include <QVector>

namespace myna::test {

// A clip as packets, numbered from `firstSequence` (0: not numbered). The last frame is padded with silence.
QVector<protocol::AudioPacket> packetsOf(const codec::PcmFrame& clip, int frameMs = 60, quint32 firstSequence = 1);
// And back, at `rateHz`.
codec::PcmFrame decoded(const QVector<protocol::AudioPacket>& packets, int rateHz);

}
