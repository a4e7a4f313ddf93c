// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musictrack.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qsizetype longestName = 100; // characters looked at
constexpr double goodEnough = 0.6; // of what is spelt nearly so

// Lower case, without accents and signs, one space between words.
QString plain(const QString& text)
{
    QString result;
    for (const QChar c : text.left(longestName).normalized(QString::NormalizationForm_KD)) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            result += c.toCaseFolded();
        else if (!c.isMark() && c != u'\'' && c != u'’')
            result += u' ';
    }
    return result.simplified();
}

// How alike, 0–1: one minus the edits it takes by the longer one's length.
double likeness(const QString& a, const QString& b)
{
    const auto width = size_t(b.size());
    std::vector<int> row(width + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (size_t j = 0; j < width; ++j) {
            const int substituted = diagonal + (a[i] == b[qsizetype(j)] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({ row[j + 1] + 1, row[j] + 1, substituted });
        }
    }
    return 1.0 - double(row[width]) / double(std::max<qsizetype>({ a.size(), b.size(), 1 }));
}

double scoreOf(const MusicTrack& track, const QString& wanted)
{
    const QString title = plain(track.title);
    if (title == wanted)
        return 5;
    if (title.startsWith(wanted))
        return 4;
    if (title.contains(wanted))
        return 3.5;
    const QString all
        = title + u' ' + plain(track.artist) + u' ' + plain(track.album) + u' ' + plain(QFileInfo(track.path).completeBaseName());
    const QStringList words = wanted.split(u' ', Qt::SkipEmptyParts);
    if (all.contains(wanted))
        return 3;
    if (std::all_of(words.begin(), words.end(), [&](const QString& word) { return all.contains(word); }))
        return 2.5;
    // A title and its artist said in one breath: the title alone is in it.
    if (title.size() > 1 && wanted.contains(title))
        return 2 + double(title.size()) / double(wanted.size() + 1);
    const double alike = std::max(likeness(title, wanted), likeness(title + u' ' + plain(track.artist), wanted));
    return alike >= goodEnough ? alike : 0;
}

}

QVector<int> findTracks(const QVector<MusicTrack>& tracks, const QString& name, int most)
{
    const QString wanted = plain(name);
    if (wanted.isEmpty())
        return {};
    std::vector<std::pair<double, int>> scored;
    for (int i = 0; i < int(tracks.size()); ++i) {
        if (const double score = scoreOf(tracks[i], wanted); score > 0)
            scored.emplace_back(-score, i);
    }
    std::sort(scored.begin(), scored.end());
    QVector<int> found;
    for (const auto& [score, place] : scored) {
        if (int(found.size()) == most)
            break;
        found << place;
    }
    return found;
}

QString trackWords(const MusicTrack& track)
{
    return track.artist.isEmpty() ? track.title : track.title + u" – "_s + track.artist;
}

}
