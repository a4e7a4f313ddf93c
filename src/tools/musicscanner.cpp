// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musicscanner.h"

#include "codec/soundreader.h"
#include "tools/musiclibrary.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qsizetype longestTag = 200; // characters

const QStringList& endings()
{
    static const QStringList list { u"*.flac"_s, u"*.ogg"_s, u"*.oga"_s, u"*.opus"_s, u"*.mp3"_s, u"*.wav"_s, u"*.aiff"_s, u"*.aif"_s };
    return list;
}

bool before(const MusicTrack& a, const MusicTrack& b)
{
    return std::tie(a.artist, a.album, a.path) < std::tie(b.artist, b.album, b.path);
}

}

MusicScanner::MusicScanner(std::shared_ptr<std::atomic<quint64>> wanted)
    : m_wanted(std::move(wanted))
{
}

void MusicScanner::scan(const QString& folder, quint64 number)
{
    QStringList folders;
    QVector<MusicTrack> tracks;
    if (!folder.isEmpty() && QFileInfo(folder).isDir())
        look(folder, 0, number, folders, tracks);
    if (isOver(number))
        return;
    m_known.removeIf([number](const auto& entry) { return entry->scan != number; });
    std::sort(tracks.begin(), tracks.end(), before);
    emit found(tracks, folders, number);
}

// Links are not followed: they may lead in a circle, and out of the folder that was chosen.
void MusicScanner::look(const QString& folder, int depth, quint64 number, QStringList& folders, QVector<MusicTrack>& tracks)
{
    if (isOver(number) || folders.size() >= MusicLibrary::mostFolders)
        return;
    folders << folder;
    const QDir here(folder);
    for (const QFileInfo& file : here.entryInfoList(endings(), QDir::Files | QDir::Readable | QDir::NoSymLinks, QDir::Name)) {
        if (isOver(number) || tracks.size() >= MusicLibrary::mostTracks)
            return;
        Known& known = read(file.absoluteFilePath(), file.size(), file.lastModified().toMSecsSinceEpoch());
        known.scan = number;
        if (known.playable)
            tracks << known.track;
    }
    if (depth == MusicLibrary::deepest)
        return;
    for (const QFileInfo& below : here.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name))
        look(below.absoluteFilePath(), depth + 1, number, folders, tracks);
}

MusicScanner::Known& MusicScanner::read(const QString& path, qint64 size, qint64 changedMs)
{
    Known& known = m_known[path];
    if (known.changedMs == changedMs && known.size == size && !known.track.path.isEmpty())
        return known;
    known = { .track = { .path = path, .title = QFileInfo(path).completeBaseName() }, .size = size, .changedMs = changedMs };
    if (const auto reader = codec::SoundReader::open(path)) {
        known.playable = true;
        if (const QString title = (*reader)->title().left(longestTag); !title.isEmpty())
            known.track.title = title;
        known.track.artist = (*reader)->artist().left(longestTag);
        known.track.album = (*reader)->album().left(longestTag);
        known.track.seconds = int(std::lround((*reader)->durationMs() / 1000));
    }
    return known;
}

}

#include "moc_musicscanner.cpp"
