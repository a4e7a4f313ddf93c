// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/belief.h"

#include <algorithm>

namespace myna::server {

namespace {

// Sums are long and fit many things a little: they must fit better than the rest.
bool isSum(const QStringList& words)
{
    static const QStringList operators { QStringLiteral("plus"), QStringLiteral("minus"), QStringLiteral("times"), QStringLiteral("by") };
    return std::any_of(words.cbegin(), words.cend(), [](const QString& word) { return operators.contains(word); });
}

// Something may be done because of it, and it is one syllable that much else ends with: hardly a sound may be better, and none be left
// over.
bool isAgreement(const QStringList& words)
{
    return !words.isEmpty() && words.first() == QLatin1String("yes");
}

bool isClear(const SpeechEvidence& evidence)
{
    return evidence.mean > -12 && evidence.missed < 0.15;
}

}

bool isBelievable(const SpeechEvidence& evidence, const QStringList& words)
{
    if (isAgreement(words))
        return isClear(evidence);
    const double belief = 0.188 * evidence.mean + 0.102 * evidence.worstWord - 14.1 * evidence.missed - (isSum(words) ? 1.66 : 0) + 9.2;
    return belief > 0;
}

}
