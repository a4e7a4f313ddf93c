// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musiclibrary.h"

#include "base/invoke.h"
#include "tools/musicscanner.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

MusicLibrary::MusicLibrary(std::chrono::milliseconds settle, QObject* parent)
    : QObject(parent)
    , m_wanted(std::make_shared<std::atomic<quint64>>(0))
{
    m_scanner = new MusicScanner(m_wanted);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settle);
    connect(&m_settle, &QTimer::timeout, this, &MusicLibrary::scan);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
    m_scanner->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_scanner, &QObject::deleteLater);
    connect(m_scanner, &MusicScanner::found, this, &MusicLibrary::found);
    m_thread.setObjectName(u"myna-music-scan"_s);
    m_thread.start(QThread::LowPriority);
}

MusicLibrary::~MusicLibrary()
{
    ++*m_wanted; // what is being looked for is not wanted any more
    m_thread.quit();
    m_thread.wait();
}

void MusicLibrary::setFolder(const QString& folder)
{
    const QString wanted = folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::MusicLocation) : QDir::cleanPath(folder);
    // Some systems have no folder for music and name the home instead: nobody wants all of that searched.
    m_folder = QDir(wanted) == QDir::home() ? QString() : wanted;
    scan();
}

void MusicLibrary::scan()
{
    const quint64 number = ++*m_wanted;
    onThreadOf(m_scanner, [scanner = m_scanner, folder = m_folder, number] { scanner->scan(folder, number); });
}

void MusicLibrary::found(const QVector<MusicTrack>& tracks, const QStringList& folders, quint64 scan)
{
    if (scan != *m_wanted)
        return;
    if (const QStringList before = m_watcher.directories(); !before.isEmpty())
        m_watcher.removePaths(before);
    if (!folders.isEmpty())
        m_watcher.addPaths(folders);
    m_tracks = tracks;
    emit scanned();
}

}

#include "moc_musiclibrary.cpp"
