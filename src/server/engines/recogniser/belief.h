// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace myna::server {

// How well the words of a command fit what was heard, measured against the best that free sounds can do, in units of the recogniser's
// acoustic score per 10 ms. A recogniser with a grammar always finds some command; this tells whether it was said.
struct SpeechEvidence
{
    double mean = 0; // over all words; 0 is as good as free sounds, worse is negative
    double worstWord = 0;
    double missed = 0; // 0–1: how much of the speech no word explains
};

// Fitted with synthetic voices (eight voices, 60 commands, 64 other sentences): the features were chosen over three folds, the weights are
// of all the data, and the constant was set by hand. People have not been measured.
bool isBelievable(const SpeechEvidence& evidence, const QStringList& words);

}
