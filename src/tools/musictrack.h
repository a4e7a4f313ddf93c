// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QVector>

namespace myna::tools {

// One piece of the local library.
struct MusicTrack
{
    QString path;
    QString title; // as its tags say; of a file without, its name
    QString artist; // may be empty, as may the album
    QString album;
    int seconds = 0; // 0: not known
    bool operator==(const MusicTrack&) const = default;
};

// The places of the tracks that a name may mean, best first; exact titles, then parts of titles, then words of title, artist and album,
// then what is spelt nearly so. No more than `most`. Any script.
QVector<int> findTracks(const QVector<MusicTrack>& tracks, const QString& name, int most);

// "Title – Artist", or the title alone.
QString trackWords(const MusicTrack& track);

}

Q_DECLARE_METATYPE(myna::tools::MusicTrack)
