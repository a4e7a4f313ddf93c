// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace myna::audio {

// Since the engine was made.
struct AudioCounters
{
    quint64 framesCaptured = 0; // packets made
    quint64 packetsPlayed = 0;
    quint64 packetsConcealed = 0; // missing, made up
    quint64 packetsRecovered = 0; // missing, played from the copy inside the next one
    quint64 packetsDuplicate = 0;
    quint64 packetsLate = 0; // of an older turn, or after their time
    quint64 underruns = 0; // the loudspeaker wanted sound in the middle of speech and there was none
    bool operator==(const AudioCounters&) const = default;
};

// How the sound path is doing right now: one sample of what the statistics page plots. Levels are RMS 0–1, loudness is dBFS (0 is full
// scale).
struct AudioStatistics
{
    QString inputName; // empty: closed
    QString outputName;
    int inputRateHz = 0; // what the device really delivers; 0: nothing yet
    int outputRateHz = 0;
    float inputLevel = 0; // before processing
    float processedLevel = 0; // after it: what is sent
    float outputLevel = 0;
    double noiseDbfs = -96; // floor of the processed microphone
    bool cancelsEcho = false; // Myna itself
    bool isEchoFree = false; // the sound system does it already, so Myna does not
    double echoLossDb = 0; // loudspeaker to microphone through the room (ERL); 0: not known
    double echoReductionDb = 0; // what the canceller takes away (ERLE); 0: not known
    int echoDelayMs = -1; // measured for these two devices; -1: not known
    int jitterTargetMs = 0; // how much sound is kept waiting before a turn starts
    int jitterMs = 0; // measured: spread of the arrivals
    int bufferedMs = 0;
    double concealedRatio = 0; // of all samples of speech played, 0–1
    AudioCounters counters;
    bool operator==(const AudioStatistics&) const = default;
};

}

Q_DECLARE_METATYPE(myna::audio::AudioCounters)
Q_DECLARE_METATYPE(myna::audio::AudioStatistics)
