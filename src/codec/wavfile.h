// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QByteArray>
#include <QString>

// All the code that knows libsndfile.
namespace myna::codec {

// Any file libsndfile reads, mixed down to mono, at most 10 minutes. Errors: NotFound, Invalid.
Result<PcmFrame> readWav(const QString& path);
// 16-bit PCM WAV. Errors: Unavailable (cannot write there).
Result<> writeWav(const QString& path, const PcmFrame& clip);
QByteArray wavBytes(const PcmFrame& clip); // the same, without a file

}
