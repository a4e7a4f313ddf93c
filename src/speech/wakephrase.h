// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

namespace myna::speech {

inline constexpr int maxWakePhrases = 5;

// A phrase that a device may wait for.
struct WakePhrase
{
    QString text; // lower case, single spaces
    QStringList words;
    int sounds = 0; // of its first pronunciation
    int syllables = 0;
    bool operator==(const WakePhrase&) const = default;
};

// What is listened for when nothing was chosen, and what to suggest. Measured: see src/audio/README.md.
QStringList suggestedWakePhrases();

// Whether a phrase can be listened for. Reads the dictionary (3 MB) · Errors: Invalid, with a sentence that names the words that cannot be
// spelled and says what to do; Unavailable without the speech model.
Result<WakePhrase> checkWakePhrase(const QString& typed);

}
