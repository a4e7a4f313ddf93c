// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "server/engines/engineregistry.h"
#include "support/patience.h"
#include "support/soundmath.h"

#include <QSignalSpy>

namespace myna::test {

// What the server's own English voice makes of a text, mono at 16 kHz: the measure for what a loudspeaker played.
inline codec::PcmFrame serverVoice(const QString& text)
{
    const auto engines = server::makeBuiltinEngines();
    const auto voice = engines->makeSynthesiser({});
    codec::PcmFrame clip { .rateHz = 24000 };
    QObject::connect(voice.get(), &server::Synthesiser::audio, voice.get(), [&clip](TurnId, const codec::PcmFrame& piece) {
        clip.samples.insert(clip.samples.end(), piece.samples.begin(), piece.samples.end());
    });
    QSignalSpy spoken(voice.get(), &server::Synthesiser::spoken);
    voice->speak({ 1 }, text);
    if (spoken.isEmpty())
        spoken.wait(patienceMs);
    auto result = codec::resampled(clip, 16000);
    return result ? std::move(result).value() : codec::PcmFrame {};
}

// Empty when this recording is the server's own voice saying this text, first and last word included; else what is wrong with it.
inline QString differenceFromServerVoice(const QString& wavFile, const QString& text)
{
    const auto played = codec::readWav(wavFile);
    if (!played)
        return played.error().text;
    const auto heard = codec::resampled(*played, 16000);
    if (!heard)
        return heard.error().text;
    constexpr double edgeMs = 60; // a packet
    const codec::PcmFrame expected = serverVoice(text);
    const Likeness likeness = envelopeCorrelation(expected, *heard);
    if (likeness.score <= 0.8)
        return QStringLiteral("correlation %1 at %2 ms").arg(likeness.score).arg(likeness.offsetMs);
    if (qAbs(firstSoundMs(*heard) - likeness.offsetMs - firstSoundMs(expected)) >= edgeMs)
        return QStringLiteral("the first word is not whole");
    if (qAbs(lastSoundMs(*heard) - likeness.offsetMs - lastSoundMs(expected)) >= edgeMs)
        return QStringLiteral("the last word is not whole");
    return {};
}

}
