// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QByteArray>
#include <QString>

namespace myna::server {

// What a service says it heard, as words: without SenseVoice's tags such as <|zh|>, in one line, bounded.
QString heardText(const QString& answer);

// Little-endian samples, as services take them.
QByteArray pcmBytes(const codec::PcmFrame& frame);

}
