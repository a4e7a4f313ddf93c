// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QMetaType>
#include <QString>

namespace myna::audio {

// How long sound takes from one loudspeaker to one microphone. It belongs to the two: a Bluetooth headset is 200 ms later than what is
// built in.
struct EchoDelay
{
    int ms = -1; // from handing a sample to the loudspeaker to receiving it from the microphone; negative: not known
    QString inputId; // SoundDevice::id
    QString outputId;
    bool operator==(const EchoDelay&) const = default;
};

// What a few seconds of playing and listening told about a loudspeaker and a microphone.
struct EchoTestResult
{
    enum class Verdict {
        FullDuplex, // the echo is removed well enough to listen while speaking
        TurnTaking, // some of it stays: Myna would hear herself
        Headset, // the microphone does not hear the loudspeaker at all
        NoMicrophone, // nothing, or nothing but zeros, arrived
        NoLoudspeaker, // nothing was played
        TooNoisy, // the room drowns the test
    };

    bool heard = false; // the microphone hears the loudspeaker
    int delayMs = 0; // from handing a sample to the loudspeaker to receiving it from the microphone; 0 unless heard
    double echoLossDb = 0; // how much quieter the echo arrives than it was played
    double removedDb = 0; // what the echo cancelling takes away on top of that, measured with speech-like sound
    double residualDbfs = -100; // what is left of the echo
    double noiseDbfs = -100; // the room without us
    Verdict verdict = Verdict::NoMicrophone;
    QString reason; // a plain translated sentence
    QString inputId; // the devices it is about; empty when others took their place meanwhile
    QString outputId;
    bool operator==(const EchoTestResult&) const = default;
};

inline QDebug operator<<(QDebug debug, const EchoTestResult& result)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "echo test: verdict " << int(result.verdict) << ", " << result.delayMs << " ms, loss " << result.echoLossDb
                    << " dB, removed " << result.removedDb << " dB, residual " << result.residualDbfs << " dBFS, noise " << result.noiseDbfs
                    << " dBFS";
    return debug;
}

}

Q_DECLARE_METATYPE(myna::audio::EchoDelay)
Q_DECLARE_METATYPE(myna::audio::EchoTestResult)
