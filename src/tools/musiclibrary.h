// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/musictrack.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <memory>

namespace myna::tools {

class MusicScanner;

// The pieces in a folder and below it, with their tags; looked for in the background and again when something changes there. Lives on the
// main thread; the files are read on a thread of its own.
class MusicLibrary final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostTracks = 10000;
    static constexpr int mostFolders = 500; // watched and searched
    static constexpr int deepest = 8; // folders below the first

    // `settle`: copying an album changes its folder many times.
    explicit MusicLibrary(std::chrono::milliseconds settle = std::chrono::milliseconds(2000), QObject* parent = nullptr);
    ~MusicLibrary() override;

    void setFolder(const QString& folder); // empty: the system's for music
    [[nodiscard]] const QString& folder() const { return m_folder; }
    [[nodiscard]] const QVector<MusicTrack>& tracks() const { return m_tracks; } // by artist, album, path
    void scan();

signals:
    void scanned(); // once for each scan

private:
    void found(const QVector<MusicTrack>& tracks, const QStringList& folders, quint64 scan);

    QString m_folder;
    QVector<MusicTrack> m_tracks;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QThread m_thread;
    MusicScanner* m_scanner; // lives on m_thread
    std::shared_ptr<std::atomic<quint64>> m_wanted; // the newest scan; older ones end
};

}
