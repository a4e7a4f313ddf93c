// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/resampler.h"
#include "server/engines/engineregistry.h"

#include <QSignalSpy>

namespace myna::test {

// What the server's own English voice makes of a text, mono at 16 kHz: the measure for what a loudspeaker played.
inline codec::PcmFrame serverVoice(const QString& text)
{
    const auto engines = server::makeBuiltinEngines();
    const auto voice = engines->makeSynthesiser(QStringLiteral("en"));
    codec::PcmFrame clip { .rateHz = 24000 };
    QObject::connect(voice.get(), &server::Synthesiser::audio, voice.get(), [&clip](TurnId, const codec::PcmFrame& piece) {
        clip.samples.insert(clip.samples.end(), piece.samples.begin(), piece.samples.end());
    });
    QSignalSpy spoken(voice.get(), &server::Synthesiser::spoken);
    voice->speak({ 1 }, text);
    if (spoken.isEmpty())
        spoken.wait(10000);
    auto result = codec::resampled(clip, 16000);
    return result ? std::move(result).value() : codec::PcmFrame {};
}

}
