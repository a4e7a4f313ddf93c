// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QString>

namespace myna::test {

// A sentence spoken by espeak-ng's command line, 16 kHz mono, with silence before and after.
struct SpokenSentence
{
    QString text;
    QString voice = QStringLiteral("en-us");
    int wordsPerMinute = 140;
    int silenceBeforeMs = 300;
    int silenceAfterMs = 1500;
};

codec::PcmFrame speechClip(const SpokenSentence& sentence);
// The same as a WAV file in `folder`; returns its path.
QString speechFile(const QString& folder, const SpokenSentence& sentence);

}
