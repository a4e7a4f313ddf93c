// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QString>
#include <QVector>

namespace myna::server {

// What the server can always say, whatever its engines do: sentences spoken by espeak-ng when the program was built.
enum class Clip {
    NotUnderstood, // recognition failed
    CannotAnswer, // no chat engine answers
    Busy, // more turns than the engines can take
    QuotaUsedUp, // of today
    EnterCode, // followed by the digits
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
    TestQuestion, // "what time is it": something every recogniser must understand
};

inline constexpr int clipRateHz = 24000;
inline constexpr int clipFrameMs = 60;

// `language`: "zh…" is Mandarin, everything else English. All may be called from any thread; what they return lives as long as the
// program.
const codec::PcmFrame& clip(Clip clip, const QString& language); // 24 kHz mono, never empty
const QVector<QByteArray>& clipPackets(Clip clip, const QString& language); // the same in Opus, 60 ms each
QString clipText(Clip clip, const QString& language); // what is said: for the screen

// "123456" → the sentence and its six digits, as one sound.
codec::PcmFrame spokenCode(const QString& code, const QString& language);

}
