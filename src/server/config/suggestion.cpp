// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace myna::server {

namespace {

constexpr qsizetype longest = 64; // longer words are not compared

// Insertions, deletions, replacements, and two neighbours exchanged.
int distance(const QString& a, const QString& b)
{
    const size_t width = size_t(b.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> above(width);
    std::vector<int> row(width);
    std::iota(above.begin(), above.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto column = size_t(j);
            row[column + 1] = std::min({ above[column + 1] + 1, row[column] + 1, above[column] + (a[i] == b[j] ? 0 : 1) });
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                row[column + 1] = std::min(row[column + 1], before[column - 1] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above.back();
}

}

QString nearest(const QString& word, const QStringList& known)
{
    if (word.size() > longest)
        return {};
    QString best;
    int bestDistance = std::max(1, int(word.size()) / 3) + 1;
    for (const QString& candidate : known) {
        const int here = candidate.size() > longest ? bestDistance : distance(word.toLower(), candidate.toLower());
        if (here < bestDistance) {
            best = candidate;
            bestDistance = here;
        }
    }
    return best;
}

}
