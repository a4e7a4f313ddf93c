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
    // Why, one verdict for each.
    enum class Cause {
        EchoRemoved,
        EchoStays,
        Overdriven, // the loudspeaker is too loud for the microphone
        NoEcho,
        RoomTooLoud,
        NothingArrived, // from the microphone
        OnlySilence,
        MicrophoneStopped, // in the middle of the test
        NothingPlayed,
        MicrophoneMissing,
        LoudspeakerMissing,
    };

    bool heard = false; // the microphone hears the loudspeaker
    int delayMs = 0; // from handing a sample to the loudspeaker to receiving it from the microphone; 0 unless heard
    double echoLossDb = 0; // how much quieter the echo arrives than it was played
    double removedDb = 0; // what the echo cancelling takes away on top of that, measured with speech-like sound
    double residualDbfs = -100; // what is left of the echo
    double noiseDbfs = -100; // the room without us
    Cause cause = Cause::NothingArrived;
    QString inputId; // the devices it is about; empty when others took their place meanwhile
    QString outputId;
    [[nodiscard]] Verdict verdict() const;
    bool operator==(const EchoTestResult&) const = default;
};

inline EchoTestResult::Verdict EchoTestResult::verdict() const
{
    switch (cause) {
    case Cause::EchoRemoved:
        return Verdict::FullDuplex;
    case Cause::EchoStays:
    case Cause::Overdriven:
        return Verdict::TurnTaking;
    case Cause::NoEcho:
        return Verdict::Headset;
    case Cause::RoomTooLoud:
        return Verdict::TooNoisy;
    case Cause::NothingArrived:
    case Cause::OnlySilence:
    case Cause::MicrophoneStopped:
    case Cause::MicrophoneMissing:
        return Verdict::NoMicrophone;
    case Cause::NothingPlayed:
    case Cause::LoudspeakerMissing:
        return Verdict::NoLoudspeaker;
    }
    return Verdict::NoMicrophone;
}

inline QDebug operator<<(QDebug debug, const EchoTestResult& result)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "echo test: verdict " << int(result.verdict()) << ", cause " << int(result.cause) << ", " << result.delayMs
                    << " ms, loss " << result.echoLossDb << " dB, removed " << result.removedDb << " dB, residual " << result.residualDbfs
                    << " dBFS, noise " << result.noiseDbfs << " dBFS";
    return debug;
}

}

Q_DECLARE_METATYPE(myna::audio::EchoDelay)
Q_DECLARE_METATYPE(myna::audio::EchoTestResult)
