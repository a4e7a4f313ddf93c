// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace myna::codec {

// Whether this Opus packet brings a coarse copy of the sound before it, which SpeechDecoder::recover() can play (RFC 6716 §4.2.4).
// Garbage has none.
bool carriesRecovery(const QByteArray& opus);

}
