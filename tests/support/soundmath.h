// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QString>

#include <vector>

namespace myna::test {

// How well `reference` is found inside a longer recording: the best normalised correlation and where it begins.
struct Likeness
{
    double score = -1; // −1 … 1; above 0.8 it is the same speech
    double offsetMs = 0; // where the reference starts in the recording
};

// Of the 20 ms energy envelopes. Both clips must have the same rate. The recording is taken as followed by a second of silence.
Likeness envelopeCorrelation(const codec::PcmFrame& reference, const codec::PcmFrame& recording);

// How well each piece of 1.5 s of `said`, from its first sound to its last, is found in `heard`: from `startMs` on, where the beginning of
// `said` should be, or up to 1.5 s later. For long speech on a busy machine: a gap costs the piece it is in, not everything after it.
std::vector<double> pieceScores(const codec::PcmFrame& said, const codec::PcmFrame& heard, double startMs);

// Empty when all of `said` is heard in this order from its first word to its last, wherever it begins; else what is wrong. One piece in
// four may be damaged.
QString differenceOf(const codec::PcmFrame& said, const codec::PcmFrame& heard);

double rms(const codec::PcmFrame& clip, double fromMs = 0, double lengthMs = -1); // 0–1
int peak(const codec::PcmFrame& clip, double fromMs = 0, double lengthMs = -1); // 0–32768
double firstSoundMs(const codec::PcmFrame& clip, int threshold = 200); // −1: silence
double lastSoundMs(const codec::PcmFrame& clip, int threshold = 200); // −1: silence
codec::PcmFrame sine(double frequencyHz, double lengthMs, int rateHz, double amplitude = 0.5);
codec::PcmFrame part(const codec::PcmFrame& clip, double fromMs, double lengthMs = -1);
codec::PcmFrame joined(const codec::PcmFrame& first, const codec::PcmFrame& second);
codec::PcmFrame silence(double lengthMs, int rateHz);

}
